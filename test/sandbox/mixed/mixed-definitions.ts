import {type Target, TYPES} from './mixed-targets.js'
import {VALUES} from './mixed-values.js'
import {NAMES, type Picker} from './picker.js'

export function propertyOf(picker: Picker, {kind}: Pick<Target, 'kind'>): object {
  const {oneOf, some, chance} = picker
  const right = {contacts: 'contactinformation', companies: 'companyinformation', deals: 'dealinformation'}
  const group = Object.entries(right).find(([name]) => name === kind)?.[1] ?? 'contactinformation'
  if (chance(0.5))
    return {
      ...{name: `new_${numberOf(picker)}`, label: 'L', groupName: group, type: 'string'},
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

function numberOf({random}: Picker): number {
  return Math.floor(random() * 60)
}

export function groupOf(picker: Picker): object {
  const {oneOf, chance} = picker
  return {name: chance(0.7) ? `group_${numberOf(picker)}` : oneOf(NAMES), label: oneOf(VALUES), displayOrder: 1}
}

export function schemaOf(picker: Picker, method: string): object {
  const {oneOf, some, chance} = picker
  if (method === 'PATCH' && chance(0.7)) return {labels: {singular: 'Boat', plural: oneOf(['Boats', 'Ships'])}}
  const hull = {name: 'hull', label: 'Hull', type: 'string', fieldType: 'text', hasUniqueValue: true}
  return {
    name: chance(0.7) ? `boat_${numberOf(picker)}` : oneOf(['big boat', '__proto__', '']),
    labels: {singular: chance(0.8) ? 'Boat' : oneOf(VALUES), plural: 'Boats'},
    requiredProperties: some(1, () => 'hull'),
    properties: chance(0.8) ? [hull] : [],
    primaryDisplayProperty: 'hull',
    associatedObjects: some(2, () => oneOf(TYPES)),
  }
}

export function schemaLinkOf(picker: Picker, {kind}: Target): object {
  const {oneOf, chance} = picker
  const toObjectTypeId = chance(0.7) ? oneOf(['0-1', '0-2']) : oneOf(TYPES)
  return {fromObjectTypeId: kind, toObjectTypeId, name: chance(0.6) ? `link_${numberOf(picker)}` : oneOf(NAMES)}
}

export function pipelineOf(picker: Picker, path: string): object {
  const {oneOf, some, chance} = picker
  const label = () => (chance(0.8) ? 'L' : oneOf(VALUES))
  const probability = () => (chance(0.8) ? '0.3' : oneOf(['1', 'x', '2']))
  const stage = () => ({label: label(), displayOrder: 1, metadata: {probability: probability()}})
  if (path.includes('stages')) return stage()
  return {label: label(), displayOrder: oneOf([0, 3]), stages: [stage(), ...some(2, stage)], archived: chance(0.2)}
}
