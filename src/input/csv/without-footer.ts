import type {CsvRecord} from './csv-record.js'

/** Without the last records of a file. Memory: a block and as many records. */
export function withoutFooter(
  blocks: AsyncGenerator<readonly CsvRecord[]>,
  count: number,
): AsyncGenerator<readonly CsvRecord[]> {
  return count === 0 ? blocks : holdBack(blocks, count)
}

async function* holdBack(
  blocks: AsyncGenerator<readonly CsvRecord[]>,
  count: number,
): AsyncGenerator<readonly CsvRecord[]> {
  let held: readonly CsvRecord[] = []
  for await (const records of blocks) {
    const known = [...held, ...records]
    held = known.slice(-count)
    if (known.length > count) yield known.slice(0, -count)
  }
}
