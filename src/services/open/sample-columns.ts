import {openSource} from '../../input/open-source.js'
import type {Source, SourceSpec} from '../../input/source.js'
import {distinctColumns} from '../../mapping/columns/distinct-columns.js'
import {isCells} from '../../rows/rows.js'

const MOST_ROWS = 100

/** The first values of each column, by its name; undefined for standard input, which cannot be read twice. */
export async function sampleColumns(
  spec: SourceSpec,
  {columns, format}: Pick<Source, 'columns' | 'format'>,
): Promise<ReadonlyMap<string, readonly string[]> | undefined> {
  if (spec.file === undefined) return undefined
  const named = distinctColumns({columns, format, map: []})
  const samples = new Map(named.map(({name}): [string, string[]] => [name, []]))
  const source = await openSource(spec)
  try {
    let rows = 0
    for await (const chunk of source.chunks) {
      for (const row of chunk.slice(0, MOST_ROWS - rows)) {
        if (row.kind !== 'source') continue
        for (const {name, index} of named) {
          const value = isCells(row.record) ? row.record[index] : Object.hasOwn(row.record, name) && row.record[name]
          if (typeof value === 'string' || typeof value === 'number') samples.get(name)?.push(String(value))
        }
      }
      rows += chunk.length
      if (rows >= MOST_ROWS) break
    }
  } finally {
    await source.close()
  }
  return samples
}
