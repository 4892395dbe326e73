import {isErrorCell, typesOf} from '../../rows/cell-types.js'
import {isCells, type RowLinks, type SourceRecord} from '../../rows/rows.js'
import {stringifyExactJson} from '../../shared/text/exact-json.js'
import {isBlank, isEmptyCell} from '../row/empty-cell.js'
import {jsonText, listTexts} from '../row/json-text.js'
import type {LinkColumn} from './link-column.js'

/**
 * What a row says of its record's links. A column of which it says nothing is left out: its cell is empty and does not
 * clear, or its JSON key is missing.
 */
export function takeLinks(record: SourceRecord, columns: readonly LinkColumn[]): readonly RowLinks[] {
  const links: RowLinks[] = []
  for (let at = 0; at < columns.length; at += 1) {
    const column = columns[at]
    const found = column === undefined ? undefined : linksOf(record, column, at)
    if (found !== undefined) links.push(found)
  }
  return links
}

function linksOf(record: SourceRecord, column: LinkColumn, at: number): RowLinks | undefined {
  const value = fieldOf(record, column)
  if (value === undefined) return undefined
  const texts = textsOf(value, column)
  if (texts === undefined) return {column: at, names: [], unreadable: stringifyExactJson(value)}
  if (texts.length > 0 && isErrorCell(typesOf(record), column.index))
    return {column: at, names: [], unreadable: String(value)}
  const names = namesOf(texts, column)
  if (names.length === 0 && !column.clears) return undefined
  const labels = column.labels === undefined ? undefined : labelsOf(fieldOf(record, column.labels), column)
  return labels === undefined || labels.length === 0 ? {column: at, names} : {column: at, names, labels}
}

/** Undefined where the row says nothing, not even that there is none. */
function fieldOf(record: SourceRecord, {column, index}: {readonly column: string; readonly index: number}): unknown {
  if (isCells(record)) return record[index] ?? ''
  return Object.hasOwn(record, column) ? (record[column] ?? '') : undefined
}

/** Undefined for what is neither a single value nor a list of them. */
function textsOf(value: unknown, {separator, empty}: LinkColumn): readonly string[] | undefined {
  const text = jsonText(value)
  if (text === undefined) return listTexts(value)
  if (isEmptyCell(text, empty)) return []
  return text.includes(separator) ? text.split(separator) : [text]
}

/** Each once; most cells hold one. */
function namesOf(texts: readonly string[], column: LinkColumn): readonly string[] {
  const filled = texts.filter(text => !isEmptyCell(text, column.empty)).map(text => nameOf(text, column))
  return filled.length < 2 ? filled : [...new Set(filled)]
}

function nameOf(text: string, {object, by}: LinkColumn): string {
  const name = text.trim()
  const isFolded =
    by.kind === 'domain' || (by.kind === 'key' && by.property === 'email' && object.objectTypeId === '0-1')
  return isFolded ? name.toLowerCase() : name
}

function labelsOf(value: unknown, column: LinkColumn): readonly string[] {
  const texts = textsOf(value ?? '', column) ?? [stringifyExactJson(value)]
  return [...new Set(texts.map(text => text.trim()).filter(text => !isBlank(text)))]
}
