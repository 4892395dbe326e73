import type {Archive} from '../archive/archive.js'
import {parsePart} from '../archive/xml-parts.js'
import {chooseSheet, otherSheetsNote} from '../choose-sheet.js'
import type {OpenedSheet, SheetRow} from '../sheet-row.js'
import {damaged, SheetProblem} from '../workbook-error.js'
import {readSharedStrings} from './shared-strings.js'
import {SheetReader} from './sheet-reader.js'
import {readStyles} from './styles.js'
import {readWorkbookParts} from './workbook-parts.js'

/** Opens a sheet of an .xlsx file. Throws FILE_UNREADABLE and SHEET_NOT_FOUND. */
export async function openXlsx(archive: Archive, asked: string | undefined): Promise<OpenedSheet> {
  const file = archive.name
  const {sheets, is1904, sharedStrings, styles} = await readWorkbookParts(archive)
  const tables = sheets.filter(({part}) => part !== undefined)
  const sheet = chooseSheet(tables, {asked, file})
  const part = sheet.part ?? ''
  await archive.verify(part)
  const context = {
    is1904,
    styles: await readStyles(archive, styles),
    strings: await readSharedStrings(archive, sharedStrings),
  }
  const reader = new SheetReader(context)
  const before = archive.bytesRead()
  const note = asked === undefined ? otherSheetsNote(tables, sheet, file) : undefined
  const rows = rowsOf(archive, part, reader)
  return {
    rows,
    facts: reader.facts,
    totalBytes: archive.packedBytes(part),
    bytesRead: () => archive.bytesRead() - before,
    notes: () => (note === undefined ? [] : [note]),
    close: async () => {
      await rows.return(undefined)
      context.strings.close()
    },
  }
}

async function* rowsOf(archive: Archive, part: string, reader: SheetReader): AsyncGenerator<readonly SheetRow[]> {
  try {
    for await (const _ of parsePart(archive, part, reader)) {
      const rows = reader.take()
      if (rows.length > 0) yield rows
    }
  } catch (error) {
    if (error instanceof SheetProblem) throw damaged(archive.name, {what: error.message, cause: error})
    throw error
  }
}
