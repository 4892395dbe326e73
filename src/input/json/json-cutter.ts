import {jsonStringEnd} from '../../shared/text/exact-json.js'
import {MAX_RECORD_CHARS} from '../limits.js'
import {brokenOff, type JsonDocument, listMissing, notJson, severalLists} from './json-errors.js'
import {beginValue, COLON, endOf, type ValueScan, valueEnd} from './value-scan.js'

/** The text of one row. */
export interface JsonPiece {
  /** Where it starts, from 1. */
  readonly line: number
  /** What is longer than MAX_RECORD_CHARS is cut off one character after it: its length tells. */
  readonly text: string
}

export interface CutterSpec extends JsonDocument {
  /** The names that lead to the list of rows in each object of the document; empty: its objects are the rows. */
  readonly path: readonly string[]
}

type Frame =
  | {readonly kind: 'array'; readonly line: number}
  | {readonly kind: 'object'; readonly line: number; readonly level: number; hasList: boolean}

/** A value that is taken, or left out, as a whole. */
interface OpenValue {
  readonly isRow: boolean
  readonly line: number
  start: number
  readonly scan: ValueScan
  cut?: string
}

const BETWEEN = /[\s,\u001E\uFEFF]*/y
const AFTER_BRACKET = /\[\s*/y
const VALUE_START = /["{[\-0-9tfn]/

/**
 * Cuts a JSON document into the texts of its rows as its text comes: the members of its arrays, objects one after the
 * other, or the members of the list at `path`. Memory: one block and one row. Throws AppError FILE_UNREADABLE and
 * FORMAT_UNKNOWN.
 */
export class JsonCutter {
  readonly #spec: CutterSpec
  readonly #frames: Frame[] = []
  #text = ''
  #at = 0
  #open: OpenValue | undefined
  #pieces: JsonPiece[] = []
  #line = 1
  #countedTo = 0
  #newline: '\n' | '\r' | undefined

  constructor(spec: CutterSpec) {
    this.#spec = spec
  }

  /** The rows that end in this text or, with the first character behind it, before. */
  feed(text: string): readonly JsonPiece[] {
    this.#text += text
    this.#newline ??= newlineOf(text)
    return this.#cut(false)
  }

  /** The last row. Throws where the document is not complete. */
  end(): readonly JsonPiece[] {
    const pieces = this.#cut(true)
    const line = this.#open?.line ?? this.#frames.at(-1)?.line
    if (line !== undefined) throw brokenOff(this.#spec, line)
    return pieces
  }

  #cut(isEnd: boolean): readonly JsonPiece[] {
    this.#pieces = []
    while (this.#open === undefined ? this.#step(isEnd) : this.#finish(this.#open, isEnd));
    this.#forget(this.#open?.start ?? this.#at)
    return this.#pieces
  }

  /** One bracket, member or beginning of a value; false where more text is needed. */
  #step(isEnd: boolean): boolean {
    this.#at = endOf(BETWEEN, this.#text, this.#at)
    const character = this.#text[this.#at]
    if (character === undefined) return false
    const frame = this.#frames.at(-1)
    if (frame?.kind === 'object') return character === '}' ? this.#close(frame) : this.#member(frame, isEnd)
    if (frame !== undefined && character === ']') return this.#close(frame)
    if (frame === undefined && character === '{' && this.#spec.path.length > 0) return this.#enterObject(0)
    if (character === '[') return this.#array(isEnd)
    return this.#begin(true)
  }

  #close(frame: Frame): true {
    const isTop = frame.kind === 'object' && frame.level === 0
    if (isTop && !frame.hasList) throw listMissing(this.#spec, frame.line, this.#spec.path)
    this.#frames.pop()
    this.#at += 1
    return true
  }

  #enterObject(level: number): true {
    this.#frames.push({kind: 'object', line: this.#lineAt(this.#at), level, hasList: false})
    this.#at += 1
    return true
  }

  /** An array of objects or arrays holds rows; one of anything else is a row itself. */
  #array(isEnd: boolean): boolean {
    const next = this.#text[endOf(AFTER_BRACKET, this.#text, this.#at)]
    if (next === undefined) return this.#wait(isEnd)
    return /[{[\]]/.test(next) ? this.#enterArray() : this.#begin(true)
  }

  #enterArray(): true {
    this.#frames.push({kind: 'array', line: this.#lineAt(this.#at)})
    this.#at += 1
    return true
  }

  /** A member of an object that leads to the list of rows. */
  #member(frame: Extract<Frame, {kind: 'object'}>, isEnd: boolean): boolean {
    if (this.#text[this.#at] !== '"') throw this.#unexpected()
    const nameEnd = jsonStringEnd(this.#text, this.#at)
    const valueAt = nameEnd < 0 ? -1 : endOf(COLON, this.#text, nameEnd)
    const value = this.#text[valueAt]
    const afterBracket = value === '[' ? this.#text[endOf(AFTER_BRACKET, this.#text, valueAt)] : ''
    if (value === undefined || afterBracket === undefined) return this.#wait(isEnd)
    const name = nameOf(this.#text.slice(this.#at, nameEnd))
    this.#at = valueAt
    const isLast = frame.level === this.#spec.path.length - 1
    if (name === this.#spec.path[frame.level]) {
      if (isLast && value === '[') return this.#enterList()
      if (!isLast && value === '{') return this.#enterObject(frame.level + 1)
    }
    if (afterBracket === '{')
      throw severalLists(this.#spec, [this.#spec.path, [...this.#spec.path.slice(0, frame.level), name]])
    return this.#begin(false)
  }

  #wait(isEnd: boolean): false {
    if (isEnd || this.#text.length - this.#at > MAX_RECORD_CHARS) throw brokenOff(this.#spec, this.#lineAt(this.#at))
    return false
  }

  #enterList(): true {
    for (const frame of this.#frames) if (frame.kind === 'object') frame.hasList = true
    return this.#enterArray()
  }

  #begin(isRow: boolean): true {
    if (!VALUE_START.test(this.#text[this.#at] ?? '')) throw this.#unexpected()
    this.#open = {isRow, line: this.#lineAt(this.#at), start: this.#at, scan: beginValue(this.#at)}
    return true
  }

  #finish(open: OpenValue, isEnd: boolean): boolean {
    const end = valueEnd(this.#text, open.scan, isEnd)
    if (end < 0) return this.#dropOverlong(open)
    if (open.isRow)
      this.#pieces.push({
        line: open.line,
        text: open.cut ?? this.#text.slice(open.start, Math.min(end, open.start + MAX_RECORD_CHARS + 1)),
      })
    this.#at = end
    this.#open = undefined
    return true
  }

  /** What is left of a value that is too long already, or left out, is dropped unseen. */
  #dropOverlong(open: OpenValue): false {
    const {scan} = open
    const isLong = this.#text.length - open.start > MAX_RECORD_CHARS
    if (!isLong && open.isRow && open.cut === undefined) return false
    if (open.isRow) open.cut ??= this.#text.slice(open.start, open.start + MAX_RECORD_CHARS + 1)
    if (isLong && scan.depth === 0 && !scan.isInString) scan.at = this.#text.length // a number without end
    open.start = scan.at
    return false
  }

  /** All before `start` is done with. */
  #forget(start: number): void {
    this.#line = this.#lineAt(start)
    this.#countedTo = 0
    this.#text = this.#text.slice(start)
    this.#at -= start
    if (this.#open === undefined) return
    this.#open.start -= start
    this.#open.scan.at -= start
  }

  /** Asked in the order of the text. */
  #lineAt(at: number): number {
    const newline = this.#newline ?? '\n'
    for (
      let end = this.#text.indexOf(newline, this.#countedTo);
      end >= 0 && end < at;
      end = this.#text.indexOf(newline, end + 1)
    )
      this.#line += 1
    this.#countedTo = Math.max(this.#countedTo, at)
    return this.#line
  }

  #unexpected(): Error {
    return notJson(this.#spec, this.#lineAt(this.#at), this.#text.slice(this.#at, this.#at + 20))
  }
}

/** Old Macs ended lines by `\r` alone: taken for it only where the first block with a line end has no `\n`. */
function newlineOf(text: string): '\n' | '\r' | undefined {
  if (text.includes('\n')) return '\n'
  return text.includes('\r') ? '\r' : undefined
}

/** Names that cannot be read lead nowhere. */
function nameOf(text: string): string {
  try {
    return String(JSON.parse(text))
  } catch {
    return text
  }
}
