import {type Target, TYPES} from './mixed-targets.js'
import {VALUES} from './mixed-values.js'
import {NAMES, type Picker} from './picker.js'

export function propertyOf({oneOf, some, chance}: Picker, {kind}: Pick<Target, 'kind'>): object {
  const right = {contacts: 'contactinformation', companies: 'companyinformation', deals: 'dealinformation'}
  const group = Object.entries(right).find(([name]) => name === kind)?.[1] ?? 'contactinformation'
  if (chance(0.5))
    return {
      ...{name: oneOf(['new_one', 'new_two', 'new_three']), label: 'L', groupName: group, type: 'string'},
      fieldType: 'text',
    }
  return {
    name: oneOf(['new_one', 'new_two', 'Capital', 'x'.repeat(150), ...NAMES]),
    label: 'L',
    groupName: oneOf([group, 'nope']),
    type: oneOf(['string', 'number', 'enumeration', 'bool', 'date', 'datetime', 'json']),
    fieldType: oneOf(['text', 'select', 'checkbox', 'booleancheckbox', 'number', 'date']),
    options: some(2, () => ({label: 'A', value: oneOf(VALUES), displayOrder: 1, hidden: false})),
    hasUniqueValue: oneOf([true, false]),
  }
}

export function groupOf({oneOf, chance}: Picker): object {
  return {name: chance(0.7) ? oneOf(['group_a', 'group_b']) : oneOf(NAMES), label: oneOf(VALUES), displayOrder: 1}
}

export function schemaOf({oneOf, some, chance}: Picker, method: string): object {
  if (method === 'PATCH' && chance(0.7)) return {labels: {singular: 'Boat', plural: oneOf(['Boats', 'Ships'])}}
  const hull = {name: 'hull', label: 'Hull', type: 'string', fieldType: 'text', hasUniqueValue: true}
  return {
    name: chance(0.7) ? oneOf(['boat', 'ship', 'plane', 'train', 'tent']) : oneOf(['big boat', '__proto__', '']),
    labels: {singular: chance(0.8) ? 'Boat' : oneOf(VALUES), plural: 'Boats'},
    requiredProperties: some(1, () => 'hull'),
    properties: chance(0.8) ? [hull] : [],
    primaryDisplayProperty: 'hull',
    associatedObjects: some(2, () => oneOf(TYPES)),
  }
}

export function schemaLinkOf({oneOf, chance}: Picker, {kind}: Target): object {
  const toObjectTypeId = chance(0.7) ? oneOf(['0-1', '0-2']) : oneOf(TYPES)
  return {fromObjectTypeId: kind, toObjectTypeId, name: oneOf(['link_a', 'link_b', ...NAMES])}
}

export function pipelineOf(picker: Picker, path: string): object {
  const {oneOf, some, chance} = picker
  const label = () => (chance(0.8) ? 'L' : oneOf(VALUES))
  const probability = () => (chance(0.8) ? '0.3' : oneOf(['1', 'x', '2']))
  const stage = () => ({label: label(), displayOrder: 1, metadata: {probability: probability()}})
  if (path.includes('stages')) return stage()
  return {label: label(), displayOrder: oneOf([0, 3]), stages: [stage(), ...some(2, stage)], archived: chance(0.2)}
}

export function listOf(picker: Picker, path: string): unknown {
  const {oneOf, some, chance, known} = picker
  const ids = () => some(4, () => known('objects/contacts'))
  if (path.endsWith('/add') || path.endsWith('/remove')) return ids()
  if (path.endsWith('add-and-remove')) return {recordIdsToAdd: ids(), recordIdsToRemove: ids()}
  const filterBranch = {filterBranchType: 'OR', filterBranches: [], filters: []}
  return {
    name: oneOf(['own', 'other', 'N', '']),
    objectTypeId: chance(0.8) ? '0-1' : oneOf(TYPES),
    processingType: oneOf(['MANUAL', 'MANUAL', 'SNAPSHOT', 'DYNAMIC', 'X']),
    ...(chance(0.8) && {filterBranch}),
    query: oneOf(['', 'own']),
    ...{listIds: [], processingTypes: []},
  }
}

export function eventOf(picker: Picker, path: string): object {
  const {oneOf, chance, known} = picker
  const property = () => ({
    name: oneOf(['amount', 'place', '__proto__']),
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
    name: chance(0.8) ? oneOf(['bought', 'seen-it', 'left']) : oneOf(NAMES),
    label: 'An event',
    primaryObject: chance(0.9) ? 'CONTACT' : oneOf(TYPES),
    propertyDefinitions: chance(0.5) ? [property()] : [],
  }
}
