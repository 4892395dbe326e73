import type {MappedRow, Reject} from '../../src/rows/rows.js'

/** A mapped row that names only what matters; the key is its order key too. */
export function mapped(row: number, key: string, properties: Record<string, string> = {}): MappedRow {
  return {kind: 'mapped', row, line: row + 1, key, orderKey: key.toLowerCase(), properties, record: [key]}
}

export function locallyRefused(row: number): Reject {
  return {kind: 'reject', row, line: row + 1, code: 'INVALID_NUMBER', message: 'no number', attempts: 0, record: ['x']}
}

export function rowsWithKeys(...keys: string[]): MappedRow[] {
  return keys.map((key, index) => mapped(index + 1, key))
}

export async function* oneByOne<T>(items: Iterable<T>): AsyncGenerator<readonly T[]> {
  for (const item of items) yield [item]
}

export async function collect<T>(source: AsyncIterable<T>): Promise<T[]> {
  const items: T[] = []
  for await (const item of source) items.push(item)
  return items
}
