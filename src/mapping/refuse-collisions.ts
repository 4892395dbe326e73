import {AppError} from '../errors/app-error.js'
import type {Assignment} from './assign-columns.js'
import type {MappingTarget} from './mapping-types.js'
import {describe, ignoreFlag, listOf} from './mapping-words.js'

/** Two columns never go to one property. Throws MAPPING_INVALID. */
export function refuseCollisions(assigned: readonly Assignment[], target: MappingTarget): void {
  const first = new Map<string, Assignment>()
  for (const assignment of assigned) {
    const {name} = assignment.property
    const earlier = first.get(name)
    if (earlier !== undefined && earlier.index !== assignment.index)
      throw collidingColumns([earlier, assignment], target)
    first.set(name, assignment)
  }
}

/**
 * A flag that sends a column where another one goes by its name is replaced. Of two columns that both have the name, or
 * both a flag, a person must say which holds the values: a look at the property comes first.
 */
function collidingColumns(pair: readonly [Assignment, Assignment], {object}: MappingTarget): AppError {
  const [one, other] = pair
  const {name} = one.property
  const mapped = pair.filter(({by}) => by === 'map')
  const [sent] = mapped.length === 1 ? mapped : []
  const columns = pair.map(({column}) => column)
  const message = `The columns ${listOf(columns).replace(', ', ' and ')} both go to property ${name}. Leave one out.`
  const leaveOut = ({column, asked = column}: Assignment): string => ignoreFlag(asked)
  const eachOut = [leaveOut(other), leaveOut(one)]
  return new AppError('MAPPING_INVALID', message, {
    next: sent === undefined ? [describe(name, object), ...eachOut] : [...new Set([leaveOut(sent), ...eachOut])],
  })
}
