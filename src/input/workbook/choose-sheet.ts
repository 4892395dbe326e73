import {AppError} from '../../errors/app-error.js'
import {addFlags} from '../../errors/next-step.js'

export interface SheetName {
  readonly name: string
  readonly isVisible: boolean
}

/** Sheets that a message lists. */
const SHOWN = 20

/**
 * The sheet that was asked for, by its name or else its number from 1, or the first that is visible. Throws
 * SHEET_NOT_FOUND, which lists them.
 */
export function chooseSheet<T extends SheetName>(
  sheets: readonly T[],
  {asked, file}: {readonly asked: string | undefined; readonly file: string},
): T {
  const found = asked === undefined ? sheets.find(({isVisible}) => isVisible) : sheetCalled(sheets, asked)
  if (found !== undefined) return found
  const what = asked === undefined ? `${file} has no visible sheet` : `${file} has no sheet ${JSON.stringify(asked)}`
  throw new AppError('SHEET_NOT_FOUND', `${what}. Its sheets: ${listOf(sheets)}.`, {
    next: sheets.slice(0, SHOWN).map(({name}) => addFlags(['--sheet', name])),
  })
}

function sheetCalled<T extends SheetName>(sheets: readonly T[], asked: string): T | undefined {
  const folded = asked.toLowerCase() // as spreadsheets compare names of sheets
  const byName = sheets.find(({name}) => name === asked) ?? sheets.find(({name}) => name.toLowerCase() === folded)
  return byName ?? (/^[1-9]\d{0,5}$/.test(asked) ? sheets[Number(asked) - 1] : undefined)
}

function listOf(sheets: readonly SheetName[]): string {
  if (sheets.length === 0) return 'none'
  const shown = sheets.slice(0, SHOWN).map(({name, isVisible}, at) => {
    return `${at + 1} ${JSON.stringify(name)}${isVisible ? '' : ' (hidden)'}`
  })
  return `${shown.join(', ')}${sheets.length > SHOWN ? ', …' : ''}`
}

/** What is said where one of several sheets was read without being asked for. */
export function otherSheetsNote(sheets: readonly SheetName[], chosen: SheetName, file: string): string | undefined {
  const others = sheets.filter(sheet => sheet !== chosen && sheet.isVisible)
  if (others.length === 0) return undefined
  const names = others.slice(0, SHOWN).map(({name}) => JSON.stringify(name))
  const list = `${names.join(', ')}${others.length > SHOWN ? ', …' : ''}`
  return `Only the sheet ${JSON.stringify(chosen.name)} of ${file} was read. Its others: ${list} (--sheet).`
}
