import type {Route} from '../../../src/sandbox/crm/routes/route.js'
import {legacyBody} from './legacy-bodies.js'
import {groupOf, pipelineOf, propertyOf, schemaLinkOf, schemaOf} from './mixed-definitions.js'
import {eventOf, formBody, listOf} from './mixed-lists.js'
import type {Target} from './mixed-targets.js'
import {STRANGE, VALUES} from './mixed-values.js'
import {NAMES, type Picker} from './picker.js'

/** A member that no route knows: the reply says so. */
export const MISSPELT = 'mispelt'

/** A body for a route: of its usual form, with a part of it spoilt, or something else altogether. */
export function mixedBody(picker: Picker, {path, method}: Route, target: Target): string {
  const {chance, oneOf} = picker
  if (path === '{imports}') return formBody(picker)
  if (chance(0.03)) return oneOf(['', '{', '[', 'null', '"x"', '[{}]', '{"inputs":', `${'['.repeat(3000)}`])
  const body = usualBody(picker, path, method, target)
  if (chance(0.1)) return JSON.stringify(misspelt(body))
  return JSON.stringify(chance(0.15) ? spoilt(picker, body) : body)
}

function misspelt(body: unknown): unknown {
  if (Array.isArray(body)) return body.map(misspelt)
  return typeof body === 'object' && body !== null ? {...body, [MISSPELT]: 1} : body
}

function usualBody(picker: Picker, path: string, method: string, target: Target): unknown {
  const {oneOf, some, known, chance} = picker
  const id = () => known(`objects/${target.kind}`)
  if (path.startsWith('{properties-')) return propertyOf(picker, target)
  if (/^\{[a-z-]+-v\d\}/.test(path))
    return legacyBody(picker, path, {id, properties: () => propertiesOf(picker, target)})
  if (path.startsWith('{events}')) return eventOf(picker, path)
  if (path.includes('groups')) return groupOf(picker)
  if (path.startsWith('{properties}')) return propertiesBody(picker, path, target)
  if (path.startsWith('{schemas}'))
    return path.endsWith('/associations') ? schemaLinkOf(picker, target) : schemaOf(picker, method)
  if (path.startsWith('{pipelines}')) return pipelineOf(picker, path)
  if (path.startsWith('{lists}')) return listOf(picker, path)
  if (path.includes('rule-type')) return {ruleArguments: chance(0.7) ? ['5'] : some(2, () => oneOf(VALUES))}
  if (path.includes('associations')) return linksOf(picker, path, method, target)
  if (path.includes('batch/upsert') || path.includes('batch/update'))
    return {inputs: chance(0.5) ? [rightInput(picker, target, path)] : some(5, () => inputOf(picker, target))}
  if (path.includes('batch/create')) return {inputs: some(5, () => recordOf(picker, target))}
  if (path.includes('batch/')) return {...askedOf(picker), inputs: some(5, () => ({id: id()}))}
  if (path.includes('/search')) return searchOf(picker)
  if (path.includes('merge')) return {primaryObjectId: id(), objectIdToMerge: id()}
  if (path.includes('gdpr')) return {objectId: id(), ...(chance(0.3) && {idProperty: 'email'})}
  return recordOf(picker, target)
}

function propertiesBody(picker: Picker, path: string, target: Target): unknown {
  const {some, known, oneOf, chance} = picker
  if (path.endsWith('batch/create')) return {inputs: some(3, () => propertyOf(picker, target))}
  if (!path.includes('batch/')) return propertyOf(picker, target)
  const name = () => (chance(0.5) ? oneOf(['email', 'city']) : known(`properties/${target.kind}`))
  return {archived: false, inputs: some(4, () => ({name: name()}))}
}

/** What a new record needs, by its kind. */
const REQUIRED: Readonly<Record<string, object>> = {
  contacts: {lastname: 'L'},
  companies: {name: 'N'},
  deals: {dealname: 'D', pipeline: 'default', dealstage: 'closedwon'},
  tickets: {subject: 'S', hs_pipeline: '0', hs_pipeline_stage: '1'},
  products: {name: 'P'},
  notes: {hs_timestamp: '2026-01-31T09:00:00Z'},
  tasks: {hs_timestamp: '2026-01-31T09:00:00Z'},
  quotes: {hs_title: 'Q', hs_expiration_date: '2026-12-31'},
}

function propertiesOf({some, oneOf, chance, random}: Picker, {kind}: Target): object {
  const own = Object.hasOwn(REQUIRED, kind) ? REQUIRED[kind] : {}
  const number = String(Math.floor(random() * 300))
  const key = kind === 'contacts' ? {email: `p${number}@x.co`} : kind === 'p_car' ? {vin: number} : {}
  const right = {...own, ...(chance(0.7) && key)}
  return chance(0.7) ? right : {...right, ...Object.fromEntries(some(4, () => [oneOf(NAMES), oneOf(VALUES)] as const))}
}

function recordOf(picker: Picker, target: Target): object {
  const {chance, oneOf, known} = picker
  const types = [{associationCategory: 'HUBSPOT_DEFINED', associationTypeId: oneOf([1, 279, 4, 449, 9999])}]
  const associations = chance(0.1) ? [{to: {id: known('objects/companies')}, types}] : []
  return {properties: propertiesOf(picker, target), associations}
}

/** By a key that the kind has, with what a new one needs. */
function rightInput(picker: Picker, {kind}: Target, path: string): object {
  const {known, random} = picker
  const key = kind === 'contacts' ? 'email' : kind === 'p_car' ? 'vin' : 'external_id'
  const value = `p${Math.floor(random() * 300)}@x.co`
  const properties = Object.hasOwn(REQUIRED, kind) ? REQUIRED[kind] : {}
  const isById = path.includes('update')
  return {...(isById ? {id: known(`objects/${kind}`)} : {id: value, idProperty: key}), properties}
}

function inputOf(picker: Picker, target: Target): object {
  const {chance, oneOf, known, random} = picker
  const number = Math.floor(random() * 50)
  const keys: Readonly<Record<string, object>> = {
    contacts: {id: `p${number}@x.co`, idProperty: 'email'},
    p_car: {id: String(number), idProperty: 'vin'},
  }
  const byKey = chance(0.6) && Object.hasOwn(keys, target.kind) ? keys[target.kind] : undefined
  return {
    ...(byKey ?? {id: known(`objects/${target.kind}`)}),
    ...(chance(0.1) && {idProperty: oneOf(['email', 'external_id', 'vin', 'nope', 'hs_object_id'])}),
    properties: propertiesOf(picker, target),
    ...(chance(0.5) && {objectWriteTraceId: oneOf(['1', '2', '3', '4', '5'])}),
  }
}

function askedOf({some, oneOf, chance}: Picker): object {
  return {
    properties: some(3, () => oneOf(NAMES)),
    propertiesWithHistory: some(2, () => oneOf(NAMES)),
    ...(chance(0.2) && {idProperty: oneOf(['email', 'external_id', 'nope'])}),
  }
}

function searchOf({some, oneOf, chance}: Picker): object {
  if (chance(0.4)) {
    const operator = oneOf(['HAS_PROPERTY', 'NOT_HAS_PROPERTY', 'EQ', 'CONTAINS_TOKEN', 'NEQ'])
    return {filters: [{propertyName: 'hs_object_id', operator, value: oneOf(['1', '170001'])}], limit: 5}
  }
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
    filterGroups: chance(0.5) ? some(1, () => ({filters: [filter()]})) : some(6, () => ({filters: some(7, filter)})),
    ...(chance(0.5) && {query: oneOf(['a', '', 'x y'])}),
    ...(chance(0.5) && {
      sorts: some(2, () => oneOf<unknown>(['email', {propertyName: 'city', direction: 'DESCENDING'}, 7])),
    }),
    ...(chance(0.5) && {limit: oneOf<unknown>([1, 200, 201, 'x']), after: oneOf<unknown>(['0', '5', 'x', -1])}),
  }
}

const TYPE_IDS: Readonly<Record<string, readonly number[]>> = {
  'contacts companies': [1, 279],
  'companies contacts': [2, 280],
  'deals contacts': [3],
  'notes contacts': [202],
}

function linksOf(picker: Picker, path: string, method: string, {kind, toKind}: Target): unknown {
  const {oneOf, some, chance, known} = picker
  const ref = (of: string) => ({id: known(`objects/${of}`)})
  const ids = TYPE_IDS[`${kind} ${toKind}`] ?? [1]
  const right = () => ({
    associationCategory: 'HUBSPOT_DEFINED',
    associationTypeId: oneOf(chance(0.9) ? ids : [51, 9999]),
  })
  const types = () => (chance(0.8) ? [right()] : some(2, () => ({...right(), associationCategory: 'USER_DEFINED'})))
  if (path.includes('/labels') && !path.includes('batch')) {
    const [label, name] = [oneOf(['Boss', 'Guest', ...VALUES]), oneOf(['boss', 'guest', ...NAMES])]
    return {label, name, associationTypeId: Number(known('labels'))}
  }
  if (method === 'PUT') return types()
  const to = path.endsWith('batch/archive') && chance(0.8) ? [ref(toKind)] : ref(toKind)
  return {
    inputs: some(4, () => ({
      ...{from: ref(kind), to, types: types()},
      type: oneOf(['contact_to_company', 'company_to_contact', '279', 'x']),
      ...ref(kind),
    })),
  }
}

/** One member of it is something that it should not be. */
function spoilt(picker: Picker, body: unknown): unknown {
  const {oneOf, chance} = picker
  if (typeof body !== 'object' || body === null || chance(0.3)) return oneOf(STRANGE)
  const keys = Object.keys(body)
  const key = keys.length === 0 ? 'inputs' : oneOf(keys)
  return Object.assign(Array.isArray(body) ? [...body] : {...body}, {[key]: spoilt(picker, Reflect.get(body, key))})
}
