/** Languages whose month names are read beside English ones. */
const LANGUAGES = ['en', 'de', 'fr', 'es', 'pt', 'it', 'nl', 'pl', 'sv', 'da', 'nb']
/** Usual short forms that Intl does not give. */
const OTHERS: readonly (readonly [name: string, month: number])[] = [
  ['sept', 9],
  ['mrz', 3],
  ['mär', 3],
  ['jun', 6],
  ['jul', 7],
  ['set', 9],
]

/** Folded name → month from 1. A name that is of two months in two languages is of none. */
export function monthNames(): ReadonlyMap<string, number> {
  const months = new Map<string, Set<number>>()
  const add = (name: string, month: number): void => {
    const folded = foldMonth(name)
    months.set(folded, (months.get(folded) ?? new Set()).add(month))
  }
  for (const language of LANGUAGES)
    for (const form of formsOf(language)) for (let month = 1; month <= 12; month++) add(form(month), month)
  for (const [name, month] of OTHERS) add(name, month)
  return new Map(
    [...months].flatMap(([name, found]) =>
      [...found].map(month => [name, month] as const).filter(() => found.size === 1),
    ),
  )
}

/** `Févr.` and `fevr` are one. */
export function foldMonth(name: string): string {
  return name
    .normalize('NFKD')
    .replace(/[\p{M}.]/gu, '')
    .toLowerCase()
}

/** The month alone and beside a day, which some languages decline; long and short. */
function formsOf(language: string): readonly ((month: number) => string)[] {
  const styles = ['long', 'short'] as const
  return styles.flatMap(month => [monthBy(language, {month}), monthBy(language, {month, day: 'numeric'})])
}

function monthBy(language: string, options: Intl.DateTimeFormatOptions): (month: number) => string {
  const format = new Intl.DateTimeFormat(language, {...options, timeZone: 'UTC'})
  return month => format.formatToParts(Date.UTC(2000, month - 1, 5)).find(({type}) => type === 'month')?.value ?? ''
}
