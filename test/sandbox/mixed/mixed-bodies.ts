import type {Route} from '../../../src/sandbox/crm/routes/route.js'
import {importForm} from '../crm/import-form.js'
import {legacyBody} from './legacy-bodies.js'
import {NAMES, type Picker, TYPES} from './picker.js'

const VALUES = [
  ...[
    '',
    'Bern',
    'a@x.co',
    'b@X.co',
    'not an e-mail',
    '7',
    '1e400',
    'true',
    'customer',
    'lead',
    '2024-02-30',
    '2024-02-29',
  ],
  ...['1709164800000', 'BANKING', ';sailing;travel', 'closedwon', 'default', '0', '🙂', '\u0000', 'x'.repeat(70_000)],
] as const
const STRANGE = [null, 0, -1, 1.5, true, [], {}, [[]], {id: {}}, 'text', '{"', '\u2028'] as const

/** A body for a route: of its usual form, with a part of it spoilt, or something else altogether. */
export function mixedBody(picker: Picker, {path, method}: Route): string {
  const {chance, oneOf} = picker
  if (path === '{imports}') return formBody(picker)
  if (chance(0.03)) return oneOf(['', '{', '[', 'null', '"x"', '[{}]', '{"inputs":', `${'['.repeat(3000)}`])
  const body = usualBody(picker, path, method)
  return JSON.stringify(chance(0.15) ? spoilt(picker, body) : body)
}

function usualBody(picker: Picker, path: string, method: string): unknown {
  const {oneOf, some} = picker
  if (/^\{[a-z-]+-v\d\}/.test(path) && !path.startsWith('{properties-'))
    return legacyBody(picker, path, () => oneOf(VALUES))
  if (path.startsWith('{properties-')) return propertyOf(picker)
  if (path.includes('batch/upsert') || path.includes('batch/update')) return {inputs: some(5, () => inputOf(picker))}
  if (path === '{properties}/:type/batch/create') return {inputs: some(3, () => propertyOf(picker))}
  if (path === '{properties}/:type' || path === '{properties}/:type/:name') return propertyOf(picker)
  if (path.includes('{associations}') || path.includes('associations/')) return linksOf(picker, path, method)
  if (path.includes('batch/create')) return {inputs: some(5, () => recordOf(picker))}
  if (path.includes('batch/'))
    return {...askedOf(picker), inputs: some(5, () => ({id: anyId(picker), name: oneOf(NAMES)}))}
  if (path.includes('/search')) return searchOf(picker)
  if (path.includes('merge')) return {primaryObjectId: picker.knownId(), objectIdToMerge: picker.knownId()}
  if (path.includes('gdpr')) return {objectId: anyId(picker), ...(picker.chance(0.5) && {idProperty: 'email'})}
  if (path.includes('{schemas}')) return schemaOf(picker)
  if (path.includes('{pipelines}')) return pipelineOf(picker, path)
  if (path.includes('{lists}')) return listOf(picker, path)
  if (path.includes('rule-type')) return {ruleArguments: some(2, () => oneOf(VALUES))}
  if (path.includes('groups')) return {name: oneOf(NAMES), label: oneOf(VALUES), displayOrder: 1}
  return recordOf(picker)
}

function anyId({chance, knownId, oneOf}: Picker): string {
  return chance(0.7) ? knownId() : oneOf(NAMES)
}

function propertiesOf({some, oneOf}: Picker): Record<string, unknown> {
  const required = {lastname: 'L', name: 'N', dealname: 'D', pipeline: 'default', dealstage: 'closedwon'}
  const few = Object.entries(required).filter(() => oneOf([true, true, false]))
  return Object.fromEntries([...few, ...some(4, () => [oneOf(NAMES), oneOf(VALUES)] as const)])
}

function recordOf(picker: Picker): object {
  const {chance, oneOf} = picker
  const types = [{associationCategory: 'HUBSPOT_DEFINED', associationTypeId: oneOf([1, 279, 4, 449, 9999])}]
  const associations = chance(0.2) ? [{to: {id: anyId(picker)}, types}] : []
  return {properties: propertiesOf(picker), associations}
}

function inputOf(picker: Picker): object {
  const {chance, oneOf} = picker
  return {
    id: anyId(picker),
    ...(chance(0.7) && {idProperty: oneOf(['email', 'external_id', 'vin', 'nope', 'hs_object_id'])}),
    properties: propertiesOf(picker),
    ...(chance(0.5) && {objectWriteTraceId: oneOf(['1', '2', '3', '4', '5'])}),
  }
}

function askedOf({some, oneOf, chance}: Picker): object {
  return {
    properties: some(3, () => oneOf(NAMES)),
    propertiesWithHistory: some(2, () => oneOf(NAMES)),
    ...(chance(0.3) && {idProperty: oneOf(['email', 'external_id', 'nope'])}),
  }
}

function searchOf({some, oneOf, chance}: Picker): object {
  const operators =
    'EQ NEQ LT LTE GT GTE BETWEEN IN NOT_IN HAS_PROPERTY NOT_HAS_PROPERTY CONTAINS_TOKEN NOT_CONTAINS_TOKEN X'
  const filter = () => ({
    propertyName: oneOf(NAMES),
    operator: oneOf(operators.split(' ')),
    ...(chance(0.8) && {value: oneOf(VALUES)}),
    ...(chance(0.3) && {highValue: oneOf(VALUES)}),
    ...(chance(0.3) && {values: some(3, () => oneOf(VALUES))}),
  })
  return {
    filterGroups: some(6, () => ({filters: some(7, filter)})),
    ...(chance(0.5) && {query: oneOf(['a', '', 'x y'])}),
    ...(chance(0.5) && {
      sorts: some(2, () => oneOf<unknown>(['email', {propertyName: 'city', direction: 'DESCENDING'}, 7])),
    }),
    ...(chance(0.5) && {limit: oneOf<unknown>([1, 200, 201, 'x']), after: oneOf<unknown>(['0', '5', 'x', -1])}),
  }
}

function propertyOf({oneOf, some}: Picker): object {
  return {
    name: oneOf(['new_one', 'new_two', 'Capital', 'x'.repeat(150), ...NAMES]),
    label: 'L',
    groupName: oneOf(['contactinformation', 'dealinformation', 'nope']),
    type: oneOf(['string', 'number', 'enumeration', 'bool', 'date', 'datetime', 'json']),
    fieldType: oneOf(['text', 'select', 'checkbox', 'booleancheckbox', 'number', 'date']),
    options: some(2, () => ({label: 'A', value: oneOf(VALUES), displayOrder: 1, hidden: false})),
    hasUniqueValue: oneOf([true, false]),
  }
}

function linksOf(picker: Picker, path: string, method: string): unknown {
  const {oneOf, some} = picker
  const ref = () => ({id: anyId(picker)})
  const types = () =>
    some(2, () => ({
      associationCategory: oneOf(['HUBSPOT_DEFINED', 'USER_DEFINED', 'X']),
      associationTypeId: oneOf([1, 279, 280, 449, 51, 9999]),
    }))
  if (path.endsWith('/labels'))
    return {label: oneOf(VALUES), name: oneOf(NAMES), associationTypeId: oneOf([37, 45, 101])}
  if (path.startsWith('{schemas}'))
    return {fromObjectTypeId: oneOf(TYPES), toObjectTypeId: oneOf(TYPES), name: oneOf(NAMES)}
  if (method === 'PUT') return types()
  const to = path.endsWith('batch/archive') && oneOf([true, false]) ? [ref()] : ref()
  return {
    inputs: some(4, () => ({
      from: ref(),
      to,
      types: types(),
      type: oneOf(['contact_to_company', '279', 'x']),
      ...ref(),
    })),
  }
}

function schemaOf({oneOf, some}: Picker): object {
  return {
    name: oneOf(['boat', 'ship', 'big boat', '__proto__']),
    labels: {singular: oneOf(VALUES), plural: 'Boats'},
    requiredProperties: some(1, () => 'hull'),
    properties: some(1, () => ({name: 'hull', label: 'Hull', type: 'string', fieldType: 'text', hasUniqueValue: true})),
    associatedObjects: some(2, () => oneOf(TYPES)),
  }
}

function pipelineOf(picker: Picker, path: string): object {
  const {oneOf, some} = picker
  const stage = () => ({label: oneOf(VALUES), displayOrder: 1, metadata: {probability: oneOf(['0.3', '1', 'x'])}})
  if (path.includes('stages')) return stage()
  return {label: oneOf(VALUES), displayOrder: oneOf([0, 3]), stages: some(3, stage), archived: oneOf([true, false])}
}

function listOf(picker: Picker, path: string): unknown {
  const {oneOf, some} = picker
  const ids = () => some(4, () => anyId(picker))
  if (path.endsWith('/add') || path.endsWith('/remove')) return ids()
  if (path.endsWith('add-and-remove')) return {recordIdsToAdd: ids(), recordIdsToRemove: ids()}
  return {
    name: oneOf(['own', 'other', '']),
    objectTypeId: oneOf(TYPES),
    processingType: oneOf(['MANUAL', 'SNAPSHOT', 'DYNAMIC', 'X']),
    filterBranch: {},
  }
}

function formBody({oneOf, chance}: Picker): string {
  const csv = oneOf(['email,city\na@x.co,Bern\n', 'email\n"', 'email,city\n1,2,3\nc@x.co,"B,x"', ''])
  const {body} = importForm(csv, oneOf([['email', 'city'], ['email'], []]))
  const text = body.replaceAll('boundary-of-a-test', 'b')
  return chance(0.2) ? text.slice(0, text.length / 2) : text
}

/** One member of it is something that it should not be. */
function spoilt(picker: Picker, body: unknown): unknown {
  const {oneOf, chance} = picker
  if (typeof body !== 'object' || body === null || chance(0.3)) return oneOf(STRANGE)
  const keys = Object.keys(body)
  const key = keys.length === 0 ? 'inputs' : oneOf(keys)
  return Object.assign(Array.isArray(body) ? [...body] : {...body}, {[key]: spoilt(picker, Reflect.get(body, key))})
}
