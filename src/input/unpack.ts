import {pipeline, Readable} from 'node:stream'
import {createGunzip} from 'node:zlib'
import {AppError} from '../errors/app-error.js'
import {shellQuote} from '../shared/shell-quote.js'
import {BLOCK_BYTES} from './limits.js'
import type {Container} from './sniff-container.js'

const UNPACKERS: Readonly<Record<Exclude<Container, 'gzip'>, (file: string) => readonly [what: string, next: string]>> = {
  zip: file => ['a zip archive, such as an Excel workbook (.xlsx). Save the sheet as "CSV UTF-8"', `unzip -l ${file}`],
  xls: file => ['an Excel workbook (.xls). Save the sheet as "CSV UTF-8"', `libreoffice --headless --convert-to csv ${file}`],
  parquet: file => ['a Parquet file. Export it as CSV', `parquet-tools csv ${file} > rows.csv`],
  zstd: file => ['compressed by zstd', `zstd -dc ${file} | hubspot-push push -`],
  xz: file => ['compressed by xz', `xz -dc ${file} | hubspot-push push -`],
  bzip2: file => ['compressed by bzip2', `bzip2 -dc ${file} | hubspot-push push -`],
}

/** For everything but gzip, which is read as it is: what the file is and how to get rows out of it. */
export function unreadableContainer(name: string, container: Exclude<Container, 'gzip'>): AppError {
  const [what, next] = UNPACKERS[container](shellQuote(name))
  return new AppError('FORMAT_UNKNOWN', `${name} is ${what}; rows are read from CSV or JSONL, also gzipped.`, {next: [next]})
}

/** Throws FILE_UNREADABLE where the archive breaks off. */
export async function* gunzip(blocks: AsyncIterable<Uint8Array>, name: string): AsyncGenerator<Uint8Array> {
  const unpacked = createGunzip({chunkSize: BLOCK_BYTES})
  // The error also reaches the loop below; without a callback it would be thrown at the process.
  pipeline(Readable.from(blocks), unpacked, () => undefined)
  try {
    for await (const block of unpacked) if (block instanceof Uint8Array) yield block
  } catch (error) {
    if (error instanceof AppError) throw error
    const reason = error instanceof Error ? error.message : String(error)
    throw new AppError('FILE_UNREADABLE', `${name} is a damaged gzip file (${reason}).`, {
      cause: error,
      next: [`gzip -t ${shellQuote(name)}`],
    })
  }
}
