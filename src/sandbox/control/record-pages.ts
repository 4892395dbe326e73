import {AppError} from '../../errors/app-error.js'

/** Those that hold a text in any value, so many, beginning with a certain one; without parameters all. Throws USAGE. */
export function pageOfRecords(records: Iterable<unknown>, query: URLSearchParams): Iterable<unknown> {
  const [limit, offset] = [count(query, 'limit', Number.POSITIVE_INFINITY), count(query, 'offset', 0)]
  return slice(records, {limit, offset, text: query.get('search')?.toLowerCase() ?? ''})
}

interface Slice {
  readonly limit: number
  readonly offset: number
  readonly text: string
}

function* slice(records: Iterable<unknown>, {limit, offset, text}: Slice): Generator<unknown> {
  let at = 0
  for (const record of records) {
    if (at >= offset + limit) return
    if (text !== '' && !holds(record, text)) continue
    if (at >= offset) yield record
    at++
  }
}

function holds(record: unknown, text: string): boolean {
  const {id, properties} = record as {readonly id?: string; readonly properties?: Readonly<Record<string, string>>}
  return id === text || Object.values(properties ?? {}).some(value => value.toLowerCase().includes(text))
}

function count(query: URLSearchParams, name: string, standard: number): number {
  const given = query.get(name)
  if (given === null) return standard
  if (/^\d+$/.test(given)) return Number(given)
  throw new AppError('USAGE', `"${name}" is a number, not "${given}".`)
}
