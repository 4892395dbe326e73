import {basename} from 'node:path'
import {AppError} from '../../errors/app-error.js'
import {shellQuote} from '../../shared/text/shell-quote.js'
import {describeZip} from './describe-zip.js'
import {convertSheet} from './foreign-text.js'
import type {Container, Description} from './sniff-container.js'

type Describe = (path: string) => Description

const QUERY = 'SELECT * FROM TABLE'
const duckdb = (from: string): string => `COPY (${from}) TO '/dev/stdout' (FORMAT csv, HEADER)`

/** The programs that unpack what was only compressed. */
const UNPACKERS: ReadonlyMap<Container, string> = new Map([
  ['zstd', 'zstd -dc'],
  ['xz', 'xz -dc'],
  ['bzip2', 'bzip2 -dc'],
  ['lz4', 'lz4 -dc'],
  ['compress', 'gzip -dc'],
])

const DESCRIPTIONS: ReadonlyMap<Container, Describe> = new Map<Container, Describe>(
  Object.entries({
    '7z': path => ({
      what: 'a 7-Zip archive',
      next: [`7z l ${shellQuote(path)}`, piped(`7z x -so ${shellQuote(path)} NAME`)],
    }),
    rar: path => ({
      what: 'a RAR archive',
      next: [`unrar l ${shellQuote(path)}`, piped(`unrar p -inul ${shellQuote(path)} NAME`)],
    }),
    tar: path => ({
      what: 'a tar archive',
      next: [`tar -tf ${shellQuote(path)}`, piped(`tar -xOf ${shellQuote(path)} NAME`)],
    }),
    xls: path => ({what: 'an old Excel workbook (.xls)', next: [convertSheet(path)]}),
    parquet: path => ({
      what: 'a Parquet file',
      next: [piped(`duckdb -c ${shellQuote(duckdb(`SELECT * FROM read_parquet('${path.replaceAll("'", "''")}')`))}`)],
    }),
    arrow: () => ({what: 'an Arrow or Feather file. Export it as CSV or JSON', next: []}),
    orc: () => ({what: 'an ORC file. Export it as CSV or JSON', next: []}),
    hdf5: () => ({what: 'an HDF5 file. Export it as CSV or JSON', next: []}),
    avro: path => ({what: 'an Avro file', next: [piped(`fastavro ${shellQuote(path)}`)]}),
    sqlite: path => ({
      what: 'an SQLite database',
      next: [
        `sqlite3 ${shellQuote(path)} .tables`,
        piped(`sqlite3 -readonly -csv -header ${shellQuote(path)} '${QUERY}'`),
      ],
    }),
    duckdb: path => ({
      what: 'a DuckDB database',
      next: [
        `duckdb -readonly ${shellQuote(path)} -c 'SHOW TABLES'`,
        piped(`duckdb -readonly ${shellQuote(path)} -c ${shellQuote(duckdb(QUERY))}`),
      ],
    }),
    access: path => ({
      what: 'a Microsoft Access database',
      next: [`mdb-tables ${shellQuote(path)}`, piped(`mdb-export ${shellQuote(path)} TABLE`)],
    }),
    pdf: () => ({what: 'a PDF. Export the rows as CSV from the program that made it', next: []}),
    image: () => ({what: 'an image. Name the file that contains the rows', next: []}),
  }) as [Container, Describe][],
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
    const command = file.isStream ? unpacker : `${unpacker} ${shellQuote(file.name)}`
    return notRows(file, {what: `compressed with ${container}`, next: [piped(command)]})
  }
  return notRows(file, container === 'zip' ? describeZip(file.name, head) : describe(container, file.name))
}

/** A gzip archive whose content is no text. */
export function packedContainer(file: NamedFile, container: Container, head: Uint8Array): AppError {
  const {what} = container === 'zip' ? describeZip(file.name, head) : describe(container, file.name)
  const unpacked = `unpacked-${basename(file.name).replace(/\.(?:gz|tgz)$/i, '')}`
  const list =
    container === 'tar' ? [`tar -tzf ${shellQuote(file.name)}`, piped(`tar -xzOf ${shellQuote(file.name)} NAME`)] : []
  return notRows(file, {
    what: `a gzip file that contains ${what}`,
    next:
      list.length > 0
        ? list
        : [`gzip -dc ${shellQuote(file.name)} > ${shellQuote(unpacked)} && hubspot-push push ${shellQuote(unpacked)}`],
  })
}

function describe(container: Container, name: string): Description {
  return DESCRIPTIONS.get(container)?.(name) ?? {what: `compressed with ${container}`, next: []}
}

/** The error for a file that is something else. */
export function notRows({name, isStream}: NamedFile, {what, next}: Description): AppError {
  const steps =
    isStream && next.some(step => step.includes(shellQuote(name)))
      ? ['save it to a file first, then push that file']
      : next
  return new AppError(
    'FORMAT_UNKNOWN',
    `${name} is ${what}. Rows can be read from CSV and JSON files, also gzipped ones.`,
    {
      next: steps,
    },
  )
}

function piped(command: string): string {
  return `${command} | hubspot-push push -`
}
