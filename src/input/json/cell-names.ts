import {AppError} from '../../errors/app-error.js'
import {addFlags} from '../../errors/next-step.js'
import {JsonNumber} from '../../shared/text/exact-json.js'
import type {Fields} from './parse-record.js'

export type CellNames = readonly string[] | 'numbers'

/** A row that was an array. `problem` completes "The row cannot be read: …". */
export type NamedCells = {readonly fields: Fields} | {readonly problem: string}

interface NamingSpec {
  readonly name: string
  readonly hasHeader: boolean
  readonly line: number
  /** Undefined for the first array. */
  readonly names: CellNames | undefined
}

/**
 * The cells of an array by the names that the first one gave, or by 1, 2, 3, …; 'header' for that first one. Throws
 * HEADER_INVALID.
 */
export function nameCells(
  items: readonly unknown[],
  spec: NamingSpec,
): {readonly named: NamedCells | 'header'; readonly names: CellNames} {
  const {names = spec.hasHeader ? namesOf(items, spec) : 'numbers'} = spec
  if (spec.names === undefined && names !== 'numbers') return {named: 'header', names}
  if (names === 'numbers')
    return {named: {fields: Object.fromEntries(items.map((item, at) => [String(at + 1), item]))}, names}
  if (items.length === names.length)
    return {named: {fields: Object.fromEntries(names.map((name, at) => [name, items[at]]))}, names}
  return {
    named: {
      problem: `it has ${items.length} ${items.length === 1 ? 'cell' : 'cells'}, but the header has ${names.length}`,
    },
    names,
  }
}

/** Anything that looks like a value is not a name: the first row must not be lost as a header. */
function namesOf(items: readonly unknown[], {name, line}: NamingSpec): readonly string[] {
  const texts = items.map(item => (typeof item === 'string' ? item.trim() : ''))
  const odd = items.find((_, at) => !isName(texts[at] ?? '') || texts.indexOf(texts[at] ?? '') !== at)
  if (odd === undefined && items.length > 0) return texts
  throw new AppError(
    'HEADER_INVALID',
    `${name} contains JSON arrays, and the first (line ${line}) is not a header${odd === undefined ? '' : `: ${shown(odd)} is not a column name, or appears twice`}.`,
    {next: [addFlags(['--no-header'], 'calls the columns 1, 2, 3, …')]},
  )
}

function isName(text: string): boolean {
  return text !== '' && !/@|^[\d\s.,:+/-]+$|^\w+:\/\//.test(text)
}

function shown(item: unknown): string {
  return item instanceof JsonNumber ? item.text : JSON.stringify(item)
}
