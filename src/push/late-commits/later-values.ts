import {named, ownOf} from '../../shared/named.js'

export type RecordValues = Readonly<Record<string, string>>

/** What rows of one spelling of a key wrote, by property. */
export interface LaterValues {
  readonly key: string
  readonly values: RecordValues
}

/** Whether a value that starts with `;` adds to what the property holds. */
export type AppendRule = (property: string) => boolean

/**
 * With what a row wrote behind what rows before it wrote. A value that the row replaces, whichever spellings turn out
 * to be one record, is left out: there are never more than one of each spelling and property, but for those that append.
 */
export function withLater(
  earlier: readonly LaterValues[],
  {key, values}: LaterValues,
  appends: AppendRule,
): readonly LaterValues[] {
  const last = earlier.at(-1)
  if (last?.key === key) return [...earlier.slice(0, -1), {key, values: mergeValues(last.values, values, appends)}]
  const kept = earlier.map(entry => (entry.key === key ? {key, values: without(entry.values, values, appends)} : entry))
  return [...kept.filter(entry => Object.keys(entry.values).length > 0), {key, values}]
}

function without(earlier: RecordValues, later: RecordValues, appends: AppendRule): RecordValues {
  const isReplaced = (property: string): boolean => {
    const value = ownOf(later, property)
    return value !== undefined && !(value.startsWith(';') && appends(property))
  }
  return named(Object.fromEntries(Object.entries(earlier).filter(([property]) => !isReplaced(property))))
}

/** What a record that held `first` holds after the rows of these spellings. */
export function valuesAfter(
  first: RecordValues,
  later: readonly LaterValues[],
  {spellings, appends}: {readonly spellings: ReadonlySet<string>; readonly appends: AppendRule},
): RecordValues {
  return later
    .filter(({key}) => spellings.has(key))
    .reduce((values, entry) => mergeValues(values, entry.values, appends), first)
}

function mergeValues(earlier: RecordValues, later: RecordValues, appends: AppendRule): RecordValues {
  const merged = named(earlier)
  for (const [property, value] of Object.entries(later)) {
    const before = merged[property]
    merged[property] =
      before !== undefined && value.startsWith(';') && appends(property) ? appended(before, value) : value
  }
  return merged
}

/** `;b` after `a` makes `a;b`, after `;a` `;a;b`; an option is not repeated (docs/hubspot-api.md#options). */
function appended(earlier: string, value: string): string {
  const options = new Set([...earlier.split(';'), ...value.split(';')].filter(option => option !== ''))
  return `${earlier.startsWith(';') ? ';' : ''}${[...options].join(';')}`
}
