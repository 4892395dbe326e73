import {expect, test} from 'vitest'
import {recordPortal} from '../../src/objects/record-portal.js'
import {picked} from '../../src/objects/recorded-property.js'
import {portalWarnings} from '../../src/sandbox/crm/portal-file/portal-warnings.js'
import {readPortalFile} from '../../src/sandbox/crm/portal-file/read-portal-file.js'
import {type JsonObject, objectOf} from '../../src/shared/json.js'
import {startProbe} from '../sandbox/fidelity/probe.js'
import {readRecording} from '../sandbox/fidelity/recordings.js'
import {sharedDir} from '../support/shared-material.js'
import {connectTo} from './connect-to.js'

/** What `objects --all --json` printed of one portal can be served, and prints the same again. */

const PROPERTY = [
  ...['name', 'label', 'type', 'fieldType', 'description', 'groupName', 'options', 'displayOrder', 'calculated'],
  ...['externalOptions', 'referencedObjectType', 'hasUniqueValue', 'hidden', 'hubspotDefined', 'formField'],
  ...['modificationMetadata', 'dataSensitivity', 'createdAt', 'updatedAt'],
]

function results(file: string): JsonObject[] {
  const {results: list} = objectOf(readRecording(file).response.body)
  return Array.isArray(list) ? list.map(objectOf) : []
}

const properties = (list: readonly unknown[]) => list.map(each => picked(objectOf(each), PROPERTY))

function customObject(schema: JsonObject): JsonObject {
  const {plural, singular} = objectOf(schema['labels'])
  return {
    ...picked(schema, ['name', 'objectTypeId', 'fullyQualifiedName', 'requiredProperties', 'primaryDisplayProperty']),
    ...picked(schema, ['secondaryDisplayProperties', 'searchableProperties']),
    ...{label: plural, singularLabel: singular},
    properties: properties(Array.isArray(schema['properties']) ? schema['properties'] : []),
  }
}

/** It lacks the name, which each deal needs. */
const DEALS_SAMPLE = 'amp-properties-deals-200-sampled.json'

/** Made of recorded replies of several portals. */
function realPortal(): unknown {
  const deals = results('amp-pipelines-deals-200.json').map(pipeline => ({
    ...picked(pipeline, ['id', 'label']),
    stages: (pipeline['stages'] as JsonObject[]).map(stage => picked(stage, ['id', 'label', 'metadata'])),
  }))
  const schemas = ['localdevlib-schemas-200.json', 'grouparoo-schemas-200.json'].flatMap(results)
  return {
    objects: [
      {name: 'contacts', properties: properties(results('rubygem-properties-contacts-200.json'))},
      {name: 'companies', properties: properties(results('nango-properties-companies-200.json'))},
      {name: 'deals', properties: [{name: 'dealname'}, ...properties(results(DEALS_SAMPLE))], pipelines: deals},
      ...schemas.map(customObject),
    ],
    missingScopes: [],
  }
}

async function recordOf(
  portal: unknown,
  change: (probe: Awaited<ReturnType<typeof startProbe>>) => unknown = () => {},
) {
  const probe = await startProbe({portal: readPortalFile(portal), onWarning: () => {}, onNotServed: () => {}})
  await change(probe)
  const recorded = JSON.stringify(await recordPortal(connectTo(probe.sandbox)))
  return JSON.parse(recorded.replaceAll(/correlationId [\w-]+/g, ''))
}

test.skipIf(!sharedDir)(
  'what was recorded of real portals has no fault, and is the same when recorded again',
  async () => {
    const first = await recordOf(realPortal())
    expect(first.objects.map(({name}: {name: string}) => name)).toEqual(
      expect.arrayContaining(['contacts', 'companies', 'deals', 'property-listing', 'grouparoo_object']),
    )
    expect(first.objects[0].properties.length).toBeGreaterThanOrEqual(354)
    expect(portalWarnings(readPortalFile(first))).toEqual([])
    expect(await recordOf(first)).toEqual(first)
  },
)

test('whatever the API has made of a portal, its recording is served, and told where it is odd', async () => {
  const stages = ['New', 'New'].map((label, displayOrder) => ({label, displayOrder, metadata: {isClosed: 'false'}}))
  const boat = {name: 'boat', labels: {singular: 'Boat', plural: 'Boats'}, associatedObjects: ['CONTACT']}
  const hull = {name: 'hull', label: 'Hull', type: 'string', fieldType: 'text'}
  const first = await recordOf({extends: 'default', objects: []}, async ({call}) => {
    const replies = [
      await call('POST', '/crm/v3/schemas', {...boat, requiredProperties: ['hull'], properties: [hull]}),
      ...[await call('POST', '/crm/v3/pipelines/tickets', {label: 'Support Pipeline', displayOrder: 1, stages})],
      await call('POST', '/crm/v3/properties/contacts/groups', {name: 'mine', label: 'contactinformation'}),
    ]
    expect(replies.map(({status}) => status)).toEqual([201, 201, 201])
  })
  expect(portalWarnings(readPortalFile(first))).toEqual([
    'Warning: in the recorded portal, objects[tickets] has two pipelines of the label "Support Pipeline".',
    expect.stringContaining('has two stages of the label "New".'),
  ])
  expect(await recordOf(first)).toEqual(first)
})
