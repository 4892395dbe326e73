import {CELL_TYPE} from '../../../rows/cell-types.js'
import {STYLE, zerosStyle} from './styles-xml.js'

/** Excel's limit; it would cut off the rest. */
export const MOST_CELL_CHARS = 32_767

interface Place {
  /** From 0. */
  readonly column: number
  /** From 1. */
  readonly line: number
}

/** A cell of the sheet; '' for an empty one. */
export function cellXml(text: string, type: string, {column, line}: Place): string {
  if (text === '') return ''
  const reference = `r="${lettersOf(column)}${line}"`
  switch (type) {
    case CELL_TYPE.number:
      return numberXml(text, reference)
    case CELL_TYPE.longNumber:
      return `<c ${reference}><v>${escapeXml(text)}</v></c>`
    case CELL_TYPE.date:
      return dateXml(text, reference)
    case CELL_TYPE.unclear:
      return unclearXml(text, reference)
    case CELL_TYPE.error:
    case CELL_TYPE.bytes:
      return errorXml(text, reference)
    default:
      return textXml(text, reference)
  }
}

/** With the format of texts: what is typed over it stays as it was typed. */
function textXml(text: string, reference: string): string {
  const xml = escapeXml(escapeControls(text))
  return `<c ${reference} s="${STYLE.text}" t="inlineStr"><is><t xml:space="preserve">${xml}</t></is></c>`
}

function numberXml(text: string, reference: string): string {
  const style = /^0\d+$/.test(text) ? ` s="${zerosStyle(text.length)}"` : ''
  return Number.isFinite(Number(text)) ? `<c ${reference}${style}><v>${text}</v></c>` : textXml(text, reference)
}

const DAY_MS = 86_400_000
const ISO = /^(\d{4}-\d{2}-\d{2})(?:T(\d{2}:\d{2}:\d{2})(?:\.(\d{1,3}))?)?$/
/** From here on, spreadsheets and calendars agree on the number of a day. */
const FIRST_MS = Date.UTC(1900, 2, 1)
const ZERO_MS = Date.UTC(1899, 11, 30)

/** What no spreadsheet has a day for, or a zone, stays a text. */
function dateXml(text: string, reference: string): string {
  const [all, day = '', time, fraction = ''] = ISO.exec(text) ?? []
  const ms = Date.parse(`${day}T${time ?? '00:00:00'}.${fraction.padEnd(3, '0')}Z`)
  if (all === undefined || !(ms >= FIRST_MS)) return textXml(text, reference)
  const style = time === undefined ? STYLE.day : STYLE.moment
  return `<c ${reference} s="${style}"><v>${(ms - ZERO_MS) / DAY_MS}</v></c>`
}

/** The day that no calendar has is one again; a formula without a result stays an error. */
function unclearXml(text: string, reference: string): string {
  if (text === '1900-02-29') return `<c ${reference} s="${STYLE.day}"><v>60</v></c>`
  const isNumber = /^-?\d+(?:\.\d+)?$/.test(text)
  return isNumber ? `<c ${reference} s="${STYLE.moment}"><v>${text}</v></c>` : errorXml('#VALUE!', reference)
}

/** Those that the format knows; Excel takes no others. */
const ERRORS: ReadonlySet<string> = new Set(['#NULL!', '#DIV/0!', '#VALUE!', '#REF!', '#NAME?', '#NUM!', '#N/A'])

function errorXml(text: string, reference: string): string {
  return `<c ${reference} t="e"><v>${ERRORS.has(text) ? text : '#VALUE!'}</v></c>`
}

/** What XML cannot hold, as Excel writes it; an underscore that would begin such a group as well. */
function escapeControls(text: string): string {
  return text.replace(CONTROLS, found =>
    found.replace(/^[\s\S]/, first => `_x${first.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`),
  )
}

const LONE = '[\\uD800-\\uDBFF](?![\\uDC00-\\uDFFF])|(?<![\\uD800-\\uDBFF])[\\uDC00-\\uDFFF]'
const CONTROLS = new RegExp(`[\\0-\\x08\\x0B-\\x1F\\uFFFE\\uFFFF]|_(?=x[0-9A-Fa-f]{4}_)|${LONE}`, 'g')

function escapeXml(text: string): string {
  return text.replace(/[&<>]/g, character => ({'&': '&amp;', '<': '&lt;', '>': '&gt;'})[character] ?? character)
}

function lettersOf(column: number): string {
  const letter = String.fromCharCode(65 + (column % 26))
  return column < 26 ? letter : `${lettersOf(Math.floor(column / 26) - 1)}${letter}`
}
