import {importForm} from '../crm/import-form.js'
import {TYPES} from './mixed-targets.js'
import {VALUES} from './mixed-values.js'
import {NAMES, type Picker} from './picker.js'

export function listOf(picker: Picker, path: string): unknown {
  const {oneOf, some, chance, known, random} = picker
  const ids = () => some(4, () => known('objects/contacts'))
  if (path.endsWith('/add') || path.endsWith('/remove')) return ids()
  if (path.endsWith('add-and-remove')) return {recordIdsToAdd: ids(), recordIdsToRemove: ids()}
  if (path.endsWith('batch/read'))
    return {inputs: some(3, () => ({objectTypeId: '0-1', recordId: known('objects/contacts')}))}
  if (path.endsWith('/search')) return searchOf(picker)
  return {
    name: chance(0.8) ? `list ${Math.floor(random() * 300)}` : oneOf(['own', 'other', 'N', '']),
    objectTypeId: chance(0.8) ? '0-1' : oneOf(TYPES),
    processingType: oneOf(['MANUAL', 'MANUAL', 'SNAPSHOT', 'DYNAMIC', 'DYNAMIC', 'X']),
    ...(chance(0.9) && {filterBranch: branchOf(picker)}),
  }
}

function searchOf({oneOf, some, chance, known}: Picker): object {
  return {
    query: oneOf(['', 'own', 'list']),
    ...{listIds: some(1, () => known('lists')), processingTypes: some(1, () => oneOf(['MANUAL', 'DYNAMIC', 'X']))},
    ...(chance(0.2) && {count: oneOf<unknown>([1, 500, 'x']), offset: oneOf<unknown>([0, 1, -1])}),
    ...(chance(0.2) && {sort: oneOf<unknown>(['HS_UPDATED_AT', '-HS_UPDATED_AT', 'x', 7])}),
    ...(chance(0.2) && {additionalProperties: oneOf<unknown>([['hs_list_size'], ['x'], 'x'])}),
  }
}

const OPERATIONS = [
  {operationType: 'MULTISTRING', operator: 'IS_EQUAL_TO', values: ['Bern']},
  {operationType: 'NUMBER', operator: 'IS_BETWEEN', lowerBound: 1, upperBound: 9},
  {operationType: 'NUMBER', operator: 'IS_GREATER_THAN', value: 1},
  {operationType: 'ENUMERATION', operator: 'IS_ANY_OF', values: ['lead'], includeObjectsWithNoValueSet: true},
  {operationType: 'BOOL', operator: 'IS_EQUAL_TO', value: true},
  {operationType: 'ALL_PROPERTY', operator: 'IS_KNOWN'},
  {operationType: 'NUMBER', operator: 'IS_GREATER_THAN', value: 'x'},
  {operationType: 'TIME_POINT', operator: 'IS_AFTER'},
  {},
] as const

function branchOf(picker: Picker, depth = 0): object {
  const {oneOf, some, chance} = picker
  const filter = () => ({
    filterType: chance(0.95) ? 'PROPERTY' : oneOf(['IN_LIST', 7]),
    property: chance(0.9) ? oneOf(['city', 'email', 'lastname']) : oneOf(NAMES),
    operation: chance(0.9) ? oneOf(OPERATIONS.slice(0, 6)) : oneOf(OPERATIONS),
  })
  return {
    filterBranchType: chance(0.95) ? (depth === 0 ? 'OR' : 'AND') : oneOf(['ASSOCIATION', 'UNIFIED_EVENTS', 7]),
    filterBranches: depth < 2 ? some(1, () => branchOf(picker, depth + 1)) : [],
    filters: some(1, filter),
  }
}

export function eventOf(picker: Picker, path: string): object {
  const {oneOf, chance, known, random} = picker
  const property = () => ({
    name: chance(0.8) ? oneOf(['amount', 'place', 'color', 'size', 'shop']) : '__proto__',
    label: 'A',
    type: oneOf(['string', 'number']),
  })
  if (path.endsWith('/property')) return property()
  if (path.endsWith('/send'))
    return {
      eventName: known('events'),
      ...(chance(0.9) ? {objectId: known('objects/contacts')} : {email: oneOf(VALUES)}),
      properties: chance(0.8) ? {} : {[oneOf(['amount', 'nope'])]: oneOf(VALUES)},
      ...(chance(0.2) && {occurredAt: oneOf(VALUES)}),
    }
  return {
    name: chance(0.8) ? `event_${Math.floor(random() * 300)}` : oneOf(NAMES),
    label: 'An event',
    primaryObject: chance(0.9) ? 'CONTACT' : oneOf(TYPES),
    propertyDefinitions: chance(0.5) ? [property()] : [],
  }
}

export function formBody({oneOf, chance}: Picker): string {
  const csv = oneOf(['email,city\na@x.co,Bern\n', 'email\n"', 'email,city\n1,2,3\nc@x.co,"B,x"', ''])
  const {body} = importForm(csv, oneOf([['email', 'city'], ['email', 'city'], ['email'], []]))
  const text = body.replaceAll('boundary-of-a-test', 'b')
  return chance(0.1) ? text.slice(0, text.length / 2) : text
}
