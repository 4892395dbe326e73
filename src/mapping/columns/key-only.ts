import type {PropertyDefinition} from '../../hubspot/portal/portal-types.js'
import type {LateFields, MappingRequest} from '../mapping-types.js'
import type {Assignments} from './assign-columns.js'

/** Of a mapping that reads the key, and of pairs the links: no other column can be wrong, and nothing is set besides. */
export function leavingOut({set: _, associate, associations: __, ...request}: MappingRequest): MappingRequest {
  const links = request.pairs === undefined || associate === undefined ? {} : {associate}
  return {...request, ...links, ignoreUnknown: true, ignoreReadOnly: true}
}

/**
 * Leaves out the columns that go to other properties. They were assigned anyway: a column that has a property of its
 * own must not pass for the key.
 */
export function keyOnlyIn({keyOnly}: MappingRequest, assignments: Assignments, key: PropertyDefinition): Assignments {
  if (keyOnly !== true) return assignments
  const assigned = assignments.assigned.filter(({property}) => property.name === key.name)
  const unclear = assignments.unclear.filter(({candidates}) => candidates.some(({name}) => name === key.name))
  const kept = new Set([...assigned.map(({column}) => column), ...unclear.map(({column}) => column.name)])
  const others = [...assignments.assigned, ...assignments.unclear.map(({column}) => ({column: column.name}))]
  const ignored = others.map(({column}) => column).filter(column => !kept.has(column))
  return {...assignments, assigned, unclear, ignored: [...new Set([...assignments.ignored, ...ignored])]}
}

/** The same for fields that only later rows have. */
export function keyOnlyLate({keyOnly, pairs}: MappingRequest, late: LateFields): LateFields {
  if (keyOnly !== true) return late
  if (pairs !== undefined) return () => ({targets: []})
  return field => {
    const found = late(field)
    return {targets: 'message' in found ? [] : found.targets.filter(({isKey}) => isKey)}
  }
}
