import type {MappedRow} from '../../rows/rows.js'

/**
 * The keys of the rows, in as few lists as keep look-alikes (`A1` and `a1`) apart: a reply may not tell which of two it
 * means.
 */
export function withoutLookAlikes(rows: readonly Pick<MappedRow, 'key' | 'orderKey'>[]): string[][] {
  const spellings = new Map<string, Set<string>>()
  for (const {key, orderKey} of rows) spellings.set(orderKey, (spellings.get(orderKey) ?? new Set()).add(key))
  const lists: string[][] = []
  for (const keys of spellings.values()) {
    for (const [index, key] of [...keys].entries()) {
      const list = lists[index]
      if (list === undefined) lists.push([key])
      else list.push(key)
    }
  }
  return lists
}
