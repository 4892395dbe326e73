type Value = string | boolean | null | Readonly<Record<string, unknown>> | readonly string[]

/** The table as HubSpot should hold it; `rows` begin with the e-mail. */
export interface Truth {
  readonly cols: readonly string[]
  readonly rows: readonly (readonly [email: string, ...values: readonly Value[]])[]
}

const INSTANTS: ReadonlySet<string> = new Set(['created_tz', 'updated_at'])
const NUMBERS: ReadonlySet<string> = new Set(['amount', 'ratio'])

/** The cells of a row that came out otherwise, each with what came out; none for a row that was not mapped. */
export function differences(
  columns: readonly string[],
  row: Truth['rows'][number],
  got: Readonly<Record<string, string>> | undefined,
  ignored: readonly string[],
): readonly (readonly [cell: string, got: string | undefined])[] {
  if (got === undefined) return []
  return columns.flatMap((column, at) => {
    const value = got[column]
    const isSame = ignored.includes(column) || holds(column, row[at] ?? null, value)
    return isSame ? [] : [[`${row[0].slice(0, 3)} ${column}`, INSTANTS.has(column) ? instant(value) : value] as const]
  })
}

function holds(column: string, want: Value, got: string | undefined): boolean {
  if (want === null || want === '') return got === undefined
  if (got === undefined) return Array.isArray(want) && want.length === 0
  if (typeof want === 'boolean') return got === String(want)
  if (INSTANTS.has(column)) return instant(got) === instant(String(want))
  if (column === 'born') return got === String(want).slice(0, 10)
  if (NUMBERS.has(column)) return Number(got) === Number(want)
  if (Array.isArray(want)) return got === want.join(';')
  return typeof want === 'string' ? got === want : JSON.stringify(JSON.parse(got)) === JSON.stringify(want)
}

/** ISO 8601; values of HubSpot may be milliseconds. */
function instant(text: string | undefined): string | undefined {
  if (text === undefined) return undefined
  return new Date(/^-?\d+$/.test(text) ? Number(text) : text).toISOString()
}
