import type {PropertyDefinition} from '../../hubspot/portal/portal-types.js'
import type {FileColumn} from '../columns/distinct-columns.js'
import {isNamedAlone} from '../columns/named-alone.js'
import type {UnclearColumn} from '../columns/resolve-synonyms.js'
import {suggester} from '../columns/suggest.js'
import type {MappingTarget} from '../mapping-types.js'
import {ignoreFlag, LISTED, mapFlag, nameAndLabel} from './mapping-words.js'
import {nearMisspelling} from './near-misspelling.js'
import {proposableAmong} from './proposable.js'

/** Looked at for weak guesses: of a thousand columns no user reads what each may mean. */
const GUESSED = 100

export interface MappingAdvice {
  /** The flags that settle all columns: to what they surely mean, else left out by name. */
  readonly flags: readonly string[]
  /** The same, with all left out together; the same list where there is no difference. */
  readonly leavingOut: readonly string[]
  /** The same, with properties proposed for all that may have a new one; absent where none may. */
  readonly creating?: readonly string[]
  /** What a flag sends where. */
  readonly meant: ReadonlyMap<FileColumn, PropertyDefinition>
  /** What the rest may mean, for a person to decide. */
  readonly guesses: readonly ColumnGuess[]
}

export interface ColumnGuess {
  readonly column: string
  readonly property: PropertyDefinition
}

/**
 * What may be printed for columns that are unclear: a flag holds another word for a property, or a near misspelling of
 * its name, and nothing else; the property is free, and no two columns are sent to one.
 */
export function mappingAdvice(
  unclear: readonly UnclearColumn[],
  {taken, target}: {readonly taken: ReadonlySet<string>; readonly target: MappingTarget},
): MappingAdvice {
  const unknown = unclear.filter(({candidates}) => candidates.length === 0)
  const isReadOnly = unclear.length > unknown.length
  const free = target.properties.filter(({name, readOnly, hidden}) => !readOnly && !hidden && !taken.has(name))
  const meant = sureMeanings(unknown, free)
  const rest = unknown.filter(({column}) => !meant.has(column))
  const mapped = new Set([...meant.values()].map(({name}) => name))
  const maps = [...meant].flatMap(([column, property]) => mapFlag(column.name, property.name))
  const names = [...new Set(rest.map(({column}) => column.name))]
  const all = [...maps, ...(isReadOnly ? ['--ignore-read-only'] : [])]
  const leavingOut = [...all, ...(names.length === 0 ? [] : ['--ignore-unknown'])]
  const created = new Set(proposableAmong(rest, meant, target).map(({name}) => name))
  const others = names.filter(name => !created.has(name))
  return {
    flags: names.length === 0 || names.length > LISTED ? leavingOut : [...all, ...names.flatMap(ignoreFlag)],
    leavingOut,
    ...(created.size > 0 &&
      others.length <= LISTED && {creating: [...all, ...others.flatMap(ignoreFlag), '--create-properties']}),
    meant,
    guesses: weakGuesses(
      rest,
      free.filter(({name}) => !mapped.has(name)),
    ),
  }
}

type Meanings = MappingAdvice['meant']

function sureMeanings(unknown: readonly UnclearColumn[], free: readonly PropertyDefinition[]): Meanings {
  const labelled = free.filter(property => !isNamedAlone(property)) // spelled right, they would mean nothing either
  const meant = unknown.flatMap(each => {
    const property = each.synonym ?? (each.isKnown ? undefined : nearMisspelling(each.column.header, labelled))
    return property === undefined ? [] : [{column: each.column, property}]
  })
  const claims = new Map<string, number>()
  for (const {property} of meant) claims.set(property.name, (claims.get(property.name) ?? 0) + 1)
  return new Map(
    meant.filter(({property}) => claims.get(property.name) === 1).map(({column, property}) => [column, property]),
  )
}

function weakGuesses(rest: readonly UnclearColumn[], free: readonly PropertyDefinition[]): readonly ColumnGuess[] {
  const alike = suggester(free, ({name, label}) => [name, label])
  return rest.slice(0, GUESSED).flatMap(({column, perhaps, isFullName}) => {
    const words =
      perhaps.length > 0 ? perhaps.filter(each => free.includes(each)) : isFullName ? [] : alike(column.header, 1)
    return words.map(property => ({column: column.name, property}))
  })
}

/** Weak guesses as a sentence; empty if there is none. */
export function guessWords(guesses: readonly ColumnGuess[]): string {
  if (guesses.length === 0) return ''
  const shown = guesses.slice(0, LISTED).map(({column, property}) => `"${column}" → ${nameAndLabel(property)}`)
  return `Perhaps: ${shown.join(', ')}${guesses.length > LISTED ? ', …' : ''}. Add --map COLUMN=PROPERTY for the right ones.`
}
