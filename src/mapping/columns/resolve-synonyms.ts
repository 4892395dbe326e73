import type {PropertyDefinition} from '../../hubspot/portal/portal-types.js'
import type {MappingTarget} from '../mapping-types.js'
import {bareName} from '../name-marks.js'
import {synonymFinder} from '../synonyms/synonym-finder.js'
import type {FileColumn} from './distinct-columns.js'
import {bareFinder} from './property-finder.js'

/** A column whose name is not that of one property that can be written. */
export interface OpenColumn {
  readonly column: FileColumn
  readonly candidates: readonly PropertyDefinition[]
}

export interface UnclearColumn {
  readonly column: FileColumn
  /** What its name says: nothing, one of several properties, or such as cannot be written. */
  readonly candidates: readonly PropertyDefinition[]
  /** The free property that its name is another word for, as no other column's is. */
  readonly synonym?: PropertyDefinition
  /** Free properties that it may mean, but that are not its alone, or not the only ones. */
  readonly perhaps: readonly PropertyDefinition[]
  readonly isFullName: boolean
  /** Whether the name is a word of its own, and so no misspelling of another. */
  readonly isKnown: boolean
}

interface Found {
  readonly column: FileColumn
  readonly property: PropertyDefinition
}

interface Context {
  readonly columns: readonly FileColumn[]
  /** Properties that something goes to. */
  readonly taken: ReadonlySet<string>
  readonly target: MappingTarget
}

/**
 * Columns that find a property by another word for it: where the word means one property, nothing else goes there, no
 * other column's word means it too, and it takes any text. What may reject a row (dates, numbers, options, owners) is
 * only suggested, unless it is the property's own name with a mark that says nothing: `Birthday (required)`.
 */
export function resolveSynonyms(open: readonly OpenColumn[], {columns, taken, target}: Context) {
  if (open.length === 0) return {found: [], unclear: []}
  const synonyms = synonymFinder(
    columns.map(({header}) => header),
    target,
  )
  const findBare = bareFinder(target.properties)
  const meant = open.map(({column, candidates}) => {
    const own = candidates.length > 0 ? [] : findBare(column.header)
    const properties = candidates.length > 0 || own.length > 0 ? own : synonyms.propertiesFor(column.header)
    const free = properties.filter(({name, readOnly}) => !readOnly && !taken.has(name))
    const readOnly = properties.every(property => property.readOnly) ? properties : []
    const said = candidates.length > 0 ? candidates : readOnly
    return {column, free, isSingle: properties.length === 1, isOwn: own.length > 0, candidates: said}
  })
  const claims = claimsOf(meant)
  const found: Found[] = []
  const unclear: UnclearColumn[] = []
  for (const {column, free, isSingle, isOwn, candidates} of meant) {
    const [property] = free
    const isSure = isSingle && property !== undefined && claims.get(property.name) === column
    if (isSure && (isOwn || takesAnyText(property))) found.push({column, property})
    else {
      const said = {isFullName: synonyms.isFullName(column.header), isKnown: synonyms.isKnown(column.header)}
      unclear.push({column, candidates, perhaps: isSure ? [] : free, ...(isSure && {synonym: property}), ...said})
    }
  }
  return {found, unclear}
}

/** The only column that means a property. Who needs no marks left out to mean it goes before who does. */
function claimsOf(
  meant: readonly {readonly column: FileColumn; readonly free: readonly PropertyDefinition[]}[],
): ReadonlyMap<string, FileColumn | undefined> {
  const claims = new Map<string, FileColumn | undefined>()
  const isMarked = ({header}: FileColumn): boolean => bareName(header) !== undefined
  const claim = ({column, free}: (typeof meant)[number]): [string, FileColumn | undefined][] =>
    free.map(({name}) => [name, claims.has(name) ? undefined : column])
  for (const each of meant.filter(({column}) => !isMarked(column)))
    for (const [name, by] of claim(each)) claims.set(name, by)
  const unmarked = new Set(claims.keys())
  for (const each of meant.filter(({column}) => isMarked(column)))
    for (const [name, by] of claim(each)) if (!unmarked.has(name)) claims.set(name, by)
  return claims
}

function takesAnyText({type, options, externalOptions}: PropertyDefinition): boolean {
  return type === 'string' && options.length === 0 && !externalOptions
}
