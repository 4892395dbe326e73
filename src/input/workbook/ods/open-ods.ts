import {AppError} from '../../../errors/app-error.js'
import type {Archive} from '../archive/archive.js'
import {parsePart, parseWhole} from '../archive/xml-parts.js'
import {chooseSheet, otherSheetsNote, type SheetName} from '../choose-sheet.js'
import type {OpenedSheet, SheetRow} from '../sheet-row.js'
import {damaged, SheetProblem} from '../workbook-error.js'
import {OdsReader, type RepeatedRow} from './ods-reader.js'

const CONTENT = 'content.xml'
const MANIFEST = 'META-INF/manifest.xml'

/** Opens a sheet of an .ods file. Throws FILE_UNREADABLE and SHEET_NOT_FOUND. */
export async function openOds(archive: Archive, asked: string | undefined): Promise<OpenedSheet> {
  const file = archive.name
  await forbidEncrypted(archive)
  await archive.verify(CONTENT)
  const reader = await readerOf(archive, asked)
  const before = archive.bytesRead()
  const rows = rowsOf(archive, reader)
  const notes = (): readonly string[] => {
    const note = asked === undefined && reader.chosen ? otherSheetsNote(reader.sheets, reader.chosen, file) : undefined
    return note === undefined ? [] : [note]
  }
  return {
    rows: withSheet(rows, reader, {asked, file}),
    facts: reader.facts,
    totalBytes: archive.packedBytes(CONTENT),
    bytesRead: () => archive.bytesRead() - before,
    notes,
    close: async () => void (await rows.return(undefined)),
  }
}

/** Which sheet is meant by a name, only all of their names tell. */
async function readerOf(archive: Archive, asked: string | undefined): Promise<OdsReader> {
  if (asked === undefined) return new OdsReader(({isVisible}) => isVisible)
  const names = new OdsReader(() => false)
  await parseWhole(archive, CONTENT, names)
  const sheet = chooseSheet(names.sheets, {asked, file: archive.name})
  const wanted = names.sheets.indexOf(sheet)
  return new OdsReader((_, index) => index === wanted)
}

/** Where none was found, that is told in place of a sheet without rows. */
async function* withSheet(
  rows: AsyncGenerator<readonly SheetRow[]>,
  reader: OdsReader,
  question: {readonly asked: string | undefined; readonly file: string},
): AsyncGenerator<readonly SheetRow[]> {
  yield* rows
  if (reader.chosen === undefined) chooseSheet<SheetName>(reader.sheets, question)
}

async function* rowsOf(archive: Archive, reader: OdsReader): AsyncGenerator<readonly SheetRow[]> {
  try {
    for await (const _ of parsePart(archive, CONTENT, reader)) yield* expanded(reader.take())
  } catch (error) {
    if (error instanceof SheetProblem) throw damaged(archive.name, {what: error.message, cause: error})
    throw error
  }
}

/** A row that comes a million times is never in memory so often. */
function* expanded(rows: readonly RepeatedRow[]): Generator<readonly SheetRow[]> {
  let single: SheetRow[] = []
  for (const {row, times} of rows) {
    if (times === 1) {
      single.push(row)
      continue
    }
    if (single.length > 0) yield single
    single = []
    for (let done = 0; done < times; done += REPEATED_AT_ONCE) {
      const count = Math.min(REPEATED_AT_ONCE, times - done)
      yield Array.from({length: count}, (_, at) => ({...row, line: row.line + done + at}))
    }
  }
  if (single.length > 0) yield single
}

const REPEATED_AT_ONCE = 1000

async function forbidEncrypted(archive: Archive): Promise<void> {
  let isEncrypted = false
  await parseWhole(archive, MANIFEST, {
    open: name => {
      isEncrypted ||= name.endsWith('encryption-data')
    },
    close: () => {},
    text: () => {},
  })
  if (!isEncrypted) return
  throw passwordNeeded(archive.name)
}

export function passwordNeeded(name: string): AppError {
  const message = `${name} is a workbook with a password. Open it in the program that it was made with, and save it without one.`
  return new AppError('FILE_UNREADABLE', message)
}
