import fc from 'fast-check'
import {expect, test} from 'vitest'
import {AppError} from '../../../src/errors/app-error.js'
import type {PortalDefinitions} from '../../../src/sandbox/crm/portal-file/portal-definitions.js'
import {readPortalFile} from '../../../src/sandbox/crm/portal-file/read-portal-file.js'
import {ALL_SCOPES, openCaller} from './crm-caller.js'

const name = fc.constantFrom(
  'contacts',
  'Contact',
  'deals',
  'boat',
  'orders',
  '0-1',
  'email',
  'hs_object_id',
  '__proto__',
  'constructor',
  'tier',
  'a b/c',
)
const optional = <T>(value: fc.Arbitrary<T>) => fc.option(value, {nil: undefined})
const property = fc.record(
  {
    name,
    type: fc.constantFrom('string', 'number', 'bool', 'enumeration', 'date', 'datetime', 'object_coordinates', 'new'),
    fieldType: fc.constantFrom('text', 'calculation_score', 'checkbox'),
    options: fc.array(fc.oneof(name, fc.record({value: name, label: name})), {maxLength: 3}),
    ...{
      hasUniqueValue: fc.boolean(),
      calculated: fc.boolean(),
      readOnly: fc.boolean(),
      required: fc.boolean(),
      groupName: name,
    },
    rules: fc.array(
      fc.record({type: fc.constantFrom('MAX_LENGTH', 'REGEX', 'NEW'), arguments: fc.array(name, {maxLength: 2})}),
      {maxLength: 2},
    ),
  },
  {requiredKeys: ['name']},
)
const object = fc.record(
  {
    name,
    objectTypeId: fc.constantFrom('0-1', '0-3', '0-123', '2-7'),
    properties: fc.array(property, {maxLength: 4}),
    requiredProperties: fc.array(name, {maxLength: 2}),
    primaryDisplayProperty: name,
    pipelines: fc.array(fc.record({id: name, stages: fc.array(fc.record({id: name}), {maxLength: 2})}), {maxLength: 2}),
    reason: optional(name),
  },
  {requiredKeys: ['name']},
)
const file = fc.record(
  {
    extends: fc.constant('default' as const),
    objects: fc.array(object, {maxLength: 4}),
    owners: fc.array(fc.record({id: name}), {maxLength: 2}),
    // A recording is served with names that are refused where somebody wrote them.
    missingScopes: fc.constant([]),
    associations: fc.array(fc.record({from: name, to: name, label: fc.option(name)}), {maxLength: 3}),
  },
  {requiredKeys: ['objects', 'missingScopes']},
)

/** Of objects that only the file has. */
const NEW_SCOPES = [
  'orders',
  'email',
  'tier',
  'boat',
  '__proto__',
  'constructor',
  'hs_object_id',
  'a b/c',
  'Contact',
  '0-1',
].flatMap(each => [`crm.objects.${each}.read`, `crm.objects.${each}.write`, `crm.schemas.${each}.read`])

test('whatever a portal file says, its portal answers, or it is refused with a reason', () => {
  fc.assert(
    fc.property(file, content => {
      const caller = openPortal(JSON.parse(JSON.stringify(content)))
      // About one file in four is served; what is refused does not count, so that as many are served whatever the seed.
      fc.pre(caller !== undefined)
      for (const {id, properties} of [...caller.types]) {
        const write = {properties: Object.fromEntries([...properties].map(each => [each, 'x']))}
        for (const [method, path, body] of [
          ['GET', `/crm/v3/properties/${id}`],
          ['GET', `/crm/v3/schemas/${id}`],
          ['GET', `/crm/v3/pipelines/${id}`],
          ['GET', `/crm/v4/associations/${id}/${id}/labels`],
          ['POST', `/crm/v3/objects/${id}`, write],
          ['POST', `/crm/v3/objects/${id}/batch/upsert`, {inputs: [{id: 'x', idProperty: 'tier', ...write}]}],
          ['GET', `/crm/v3/objects/${id}`],
        ] as const)
          expect(caller.call(method, path, body).status, path).toBeLessThan(500)
      }
    }),
    {numRuns: 8},
  )
})

function openPortal(content: PortalDefinitions) {
  try {
    const {crm, call} = openCaller({portal: readPortalFile(content)}, [...ALL_SCOPES, ...NEW_SCOPES])
    const types = crm
      .objects()
      .map(({objectTypeId}) => ({id: objectTypeId, properties: ['tier', 'email', '__proto__']}))
    return {call, types}
  } catch (error) {
    if (error instanceof AppError) return undefined
    throw error
  }
}
