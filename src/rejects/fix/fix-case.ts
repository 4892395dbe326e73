import {suggester} from '../../mapping/columns/suggest.js'
import type {Mapping} from '../../mapping/mapping-types.js'
import type {FixGroup} from './fix-groups.js'
import {cellOf, columnOf} from './fix-row.js'

interface FixOption {
  readonly value: string
  readonly label: string
}

/** What a person must know to decide about a group. */
export interface FixCase extends FixGroup {
  /**
   * Options of the property, those that may be meant first. Empty for properties without options, and where no cell can
   * be replaced.
   */
  readonly options: readonly FixOption[]
  /**
   * Why a text would be refused again; undefined where it looks right. Absent where no cell of the row can be replaced.
   */
  readonly check?: (text: string) => string | undefined
  /** Nothing of the row is wrong: its record is to join a list. */
  readonly joinsList?: string
}

/** `options`: of the group's property. */
export function fixCaseOf(group: FixGroup, mapping: Mapping, options: readonly FixOption[]): FixCase {
  if (group.example.list !== undefined) return {...group, options: [], joinsList: group.example.list.name}
  if (group.example.link !== undefined)
    return {...group, options: [], ...(cellOf(group.example, mapping) && {check: () => undefined})}
  const column = columnOf(group.property, mapping)
  if (column === undefined || group.value === undefined) return {...group, options: []}
  const near = suggester(options, ({value, label}) => [value, label])(group.value, 5)
  const check = (text: string): string | undefined => {
    const outcome = column.coerce(text)
    return typeof outcome === 'string' ? undefined : outcome.message
  }
  return {...group, check, options: [...near, ...options.filter(option => !near.includes(option))]}
}
