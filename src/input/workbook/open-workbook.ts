import {AppError} from '../../errors/app-error.js'
import {notRows} from '../container/describe-container.js'
import {beginsAsWorkbook} from '../container/describe-zip.js'
import {convertSheet} from '../container/foreign-text.js'
import type {InputFile} from '../input-file.js'
import type {OpenedTable, TableSpec} from '../opened-table.js'
import {Archive} from './archive/archive.js'
import {openOds} from './ods/open-ods.js'
import type {OpenedSheet} from './sheet-row.js'
import {openRows} from './sheet-rows.js'
import {openXlsx} from './xlsx/open-xlsx.js'

/**
 * Opens the rows of a workbook; undefined for a zip file that is none. Throws FILE_UNREADABLE, FILE_EMPTY,
 * HEADER_INVALID, SHEET_NOT_FOUND, USAGE.
 */
export async function openWorkbook(
  file: InputFile,
  head: Uint8Array,
  spec: TableSpec,
): Promise<OpenedTable | undefined> {
  const archive = await openArchive(file, head, spec.name)
  const kind = archive === undefined ? undefined : kindOf(archive, spec)
  if (archive === undefined || kind === undefined) return undefined
  forbidTextOptions(spec)
  const sheet = await (kind === 'ods' ? openOds : openXlsx)(archive, spec.sheet)
  try {
    return {...(await openRows(sheet, spec)), ...tableOf(sheet), table: kind}
  } catch (error) {
    await sheet.close()
    throw error
  }
}

function tableOf({totalBytes, bytesRead, close}: OpenedSheet): Pick<OpenedTable, 'totalBytes' | 'bytesRead' | 'close'> {
  return {totalBytes, bytesRead, close}
}

/** Undefined for an archive that cannot be read, and begins with something else: it is described by that. */
async function openArchive(file: InputFile, head: Uint8Array, name: string): Promise<Archive | undefined> {
  try {
    return await Archive.open(file, name)
  } catch (error) {
    if (beginsAsWorkbook(head)) throw error
    return undefined
  }
}

function kindOf(archive: Archive, {name: file, path}: TableSpec): 'xlsx' | 'ods' | undefined {
  if (archive.has('content.xml') && archive.has('META-INF/manifest.xml')) return 'ods'
  if (!archive.has('[Content_Types].xml')) return undefined
  if (archive.names().some(name => /(?:^|\/)workbook\d*\.bin$/.test(name)))
    throw notRows(
      {name: file, isStream: path === '-'},
      {what: 'a binary Excel workbook (.xlsb)', next: [convertSheet(file)]},
    )
  return archive.names().some(name => /(?:^|\/)workbook\d*\.xml$/.test(name)) ? 'xlsx' : undefined
}

/** What only texts have. */
const TEXT_OPTIONS = [
  ['delimiter', '--delimiter'],
  ['encoding', '--encoding'],
  ['quote', '--quote'],
  ['escape', '--escape'],
  ['comment', '--comment'],
  ['dialect', '--format'],
] as const

function forbidTextOptions(spec: TableSpec): void {
  const [, option] = TEXT_OPTIONS.find(([field]) => spec[field] !== undefined) ?? []
  if (option === undefined) return
  throw new AppError('USAGE', `${spec.name} is a workbook, but ${option} applies to text files only.`)
}
