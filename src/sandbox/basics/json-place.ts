import {AppError} from '../../errors/app-error.js'
import {ours} from '../../errors/next-step.js'
import {isDeeperThan} from './json-depth.js'

const SPACE = /[ \t\r\n]*/y
const STRING = String.raw`"[^"\\\u0000-\u001f]*(?:\\(?:["\\/bfnrt]|u[\da-fA-F]{4})[^"\\\u0000-\u001f]*)*"`
const KEY = new RegExp(String.raw`${STRING}[ \t\r\n]*:[ \t\r\n]*`, 'y')
const SCALAR = new RegExp(String.raw`${STRING}|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null`, 'y')
const CLOSING = {'{': '}', '[': ']'} as const

/** Where a text stops being JSON, as an index into it; undefined where it is JSON. Texts of any depth. */
export function jsonErrorAt(text: string): number | undefined {
  const open: (keyof typeof CLOSING)[] = []
  let at = endOf(SPACE, text, 0) ?? 0
  let isBehindValue = false
  for (let isFirst = false; ; at = endOf(SPACE, text, at) ?? at) {
    const [char, inside] = [text[at], open.at(-1)]
    if (isBehindValue && inside === undefined) return char === undefined ? undefined : at
    if (inside !== undefined && (isBehindValue || isFirst) && char === CLOSING[inside]) {
      open.pop()
      at++
      ;[isBehindValue, isFirst] = [true, false]
      continue
    }
    if (isBehindValue && char !== ',') return at
    if (isBehindValue) at = endOf(SPACE, text, at + 1) ?? at + 1
    if (inside === '{') {
      const value = endOf(KEY, text, at)
      if (value === undefined) return at
      at = value
    }
    const opening = text[at]
    isFirst = opening === '{' || opening === '['
    isBehindValue = !isFirst
    if (opening === '{' || opening === '[') open.push(opening)
    const end = isFirst ? at + 1 : endOf(SCALAR, text, at)
    if (end === undefined) return at
    at = end
  }
}

/** The index behind a match that begins there. */
function endOf(pattern: RegExp, text: string, at: number): number | undefined {
  pattern.lastIndex = at
  return pattern.test(text) ? pattern.lastIndex : undefined
}

/** Lines and columns from 1. */
export function placeIn(text: string, index: number): {readonly line: number; readonly column: number} {
  const lines = text.slice(0, index).split('\n')
  return {line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1}
}

/** What a person wrote. Throws USAGE naming the place where it is not JSON; `what`: `The portal file portal.json`. */
export function readJson(text: string, what: string): unknown {
  return shallow(
    text,
    what,
    parsedOr(text, ({line, column}) => `${what} is not JSON at line ${line}, column ${column}`),
  )
}

/** One line of a file; `what` names it. */
export function readJsonLine(text: string, what: string): unknown {
  return shallow(
    text,
    what,
    parsedOr(text, ({column}) => `${what}, is not JSON at column ${column}`),
  )
}

/** What is deeper could not be printed again. */
const MOST_NESTED = 1000

function shallow(text: string, what: string, parsed: unknown): unknown {
  if (isDeeperThan(text, MOST_NESTED)) throw unreadable(`${what} is JSON of more than ${MOST_NESTED} levels.`)
  return parsed
}

function parsedOr(text: string, told: (place: ReturnType<typeof placeIn>) => string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    const index = jsonErrorAt(text) ?? text.length
    const found = index >= text.length ? 'it ends there' : `not with ${JSON.stringify(text.slice(index, index + 12))}`
    throw unreadable(`${told(placeIn(text, index))}: ${found}.`, cause)
  }
}

function unreadable(message: string, cause?: unknown): AppError {
  return new AppError('USAGE', message, {cause, next: [ours(['sandbox', '--help'])]})
}
