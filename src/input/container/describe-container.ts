import {basename} from 'node:path'
import {AppError} from '../../errors/app-error.js'
import {addFlags, gap, type NextStep, type ShellWord, say, shell} from '../../errors/next-step.js'
import {describeOle} from './describe-ole.js'
import {describeZip} from './describe-zip.js'
import type {Container, Description} from './sniff-container.js'
import type {Packing} from './unpack.js'

type Describe = (path: string) => Description

const QUERY = 'SELECT * FROM TABLE'
const duckdb = (from: string): string => `COPY (${from}) TO '/dev/stdout' (FORMAT csv, HEADER)`

/** The programs that unpack what was only compressed. */
const UNPACKERS: ReadonlyMap<Container, string> = new Map([
  ['zstd', 'zstd'],
  ['xz', 'xz'],
  ['bzip2', 'bzip2'],
  ['lz4', 'lz4'],
  ['compress', 'gzip'],
])

const DESCRIPTIONS: ReadonlyMap<string, Describe> = new Map(
  Object.entries<Describe>({
    '7z': path => ({
      what: 'a 7-Zip archive',
      next: [shell(['7z', 'l', path]), piped('7z', 'x', '-so', path, gap('NAME'))],
    }),
    rar: path => ({
      what: 'a RAR archive',
      next: [shell(['unrar', 'l', path]), piped('unrar', 'p', '-inul', path, gap('NAME'))],
    }),
    tar: path => ({
      what: 'a tar archive',
      next: [shell(['tar', '-tf', path]), piped('tar', '-xOf', path, gap('NAME'))],
    }),
    parquet: () => ({what: 'a Parquet file', next: [addFlags(['--format', 'parquet'])]}),
    arrow: () => ({what: 'an Arrow or Feather file. Export it as CSV or JSON', next: []}),
    orc: () => ({what: 'an ORC file. Export it as CSV or JSON', next: []}),
    hdf5: () => ({what: 'an HDF5 file. Export it as CSV or JSON', next: []}),
    avro: path => ({what: 'an Avro file', next: [piped('fastavro', path)]}),
    sqlite: path => ({
      what: 'an SQLite database',
      next: [shell(['sqlite3', path, '.tables']), piped('sqlite3', '-readonly', '-csv', '-header', path, QUERY)],
    }),
    duckdb: path => ({
      what: 'a DuckDB database',
      next: [
        shell(['duckdb', '-readonly', path, '-c', 'SHOW TABLES']),
        piped('duckdb', '-readonly', path, '-c', duckdb(QUERY)),
      ],
    }),
    access: path => ({
      what: 'a Microsoft Access database',
      next: [shell(['mdb-tables', path]), piped('mdb-export', path, gap('TABLE'))],
    }),
    pdf: () => ({what: 'a PDF. Export the rows as CSV from the program that made it', next: []}),
    image: () => ({what: 'an image. Name the file that contains the rows', next: []}),
  }),
)

interface NamedFile {
  /** The path, or `standard input`. */
  readonly name: string
  readonly isStream: boolean
}

/** For everything but gzip, which is read as it is: what the file is and how to get rows out of it. */
export function unreadableContainer(file: NamedFile, container: Container, head: Uint8Array): AppError {
  const unpacker = UNPACKERS.get(container)
  if (unpacker !== undefined) {
    const next = [piped(unpacker, '-dc', ...(file.isStream ? [] : [file.name]))]
    const since = container === 'zstd' ? ', which Node reads safely from 24.21 on' : ''
    return notRows(file, {what: `compressed with ${container}${since}`, next, isOfStreams: true})
  }
  return notRows(file, describe(container, file.name, head))
}

/** A compressed file whose content is not a text. */
export function packedContainer(file: NamedFile, container: Container, head: Uint8Array, packing: Packing): AppError {
  const {what} = describe(container, file.name, head)
  const unpacked = `unpacked-${basename(file.name).replace(/\.(?:gz|tgz|zst|tzst)$/i, '')}`
  const next: readonly NextStep[] =
    container === 'tar'
      ? [shell(['tar', '-tf', file.name]), piped('tar', '-xOf', file.name, gap('NAME'))]
      : [{make: {run: [packing, '-dc', file.name], output: unpacked}, file: unpacked}]
  return notRows(file, {what: `a ${packing} file that contains ${what}`, next})
}

function describe(container: Container, name: string, head: Uint8Array): Description {
  if (container === 'zip') return describeZip(name, head)
  if (container === 'xls') return describeOle(name, head)
  return DESCRIPTIONS.get(container)?.(name) ?? {what: `compressed with ${container}`, next: []}
}

/** The error for a file that is something else. */
export function notRows({name, isStream}: NamedFile, {what, next, isOfStreams}: Description): AppError {
  const isOfNoUse = isStream && isOfStreams !== true && next.length > 0
  return new AppError(
    'FORMAT_UNKNOWN',
    `${name} is ${what}. Rows can be read from CSV and JSON files, also gzipped ones, and from workbooks (.xlsx, .ods) and Parquet files.`,
    {
      next: isOfNoUse ? [say('save it to a file first, then push that file')] : next,
    },
  )
}

function piped(...words: readonly ShellWord[]): NextStep {
  return {pipe: {run: words}}
}
