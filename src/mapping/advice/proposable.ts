import type {FileColumn} from '../columns/distinct-columns.js'
import type {UnclearColumn} from '../columns/resolve-synonyms.js'
import type {MappingTarget} from '../mapping-types.js'

const LONGEST_LABEL = 100

/**
 * Columns for which a property may be proposed: those that mean nothing that the portal has. One that is another word
 * for a property, or nearly spells it, is none of them; nor is one whose name could not be found again, since it has
 * none, or shares it, or looks cut out of another one; nor one that names records to link.
 */
export function proposableAmong(
  unclear: readonly UnclearColumn[],
  meant: ReadonlyMap<FileColumn, unknown>,
  {properties}: Pick<MappingTarget, 'properties'>,
): readonly FileColumn[] {
  const hasNames = properties.some(({name}) => name === 'firstname')
  return unclear
    .filter(
      ({candidates, perhaps, isFullName}) => candidates.length + perhaps.length === 0 && !(isFullName && hasNames),
    )
    .map(({column}) => column)
    .filter(column => !meant.has(column) && isNamed(column))
}

function isNamed({header, name}: FileColumn): boolean {
  const text = header.trim()
  return header === name && /\p{L}/u.test(text) && text.length <= LONGEST_LABEL && !/[;|"\p{C}\u2028\u2029]/u.test(text)
}
