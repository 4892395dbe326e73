/** Where a text stops being JSON. */
export interface JsonFault {
  /** From 1. */
  readonly line: number
  /** From 1, in characters. */
  readonly column: number
  /** What is wrong there: a clause that quotes nothing of the text but the brackets and quotes of JSON. */
  readonly problem: string
}

type Expected = 'value' | 'value or end' | 'name' | 'name or end' | 'colon' | 'comma or end' | 'nothing'

/** A text on the way: `open` are the closing brackets that it needs, innermost last. */
interface Scan {
  readonly text: string
  at: number
  expected: Expected
  readonly open: ('}' | ']')[]
}

/** The first place; undefined for a text that is JSON. Needs no stack: the text may be nested as deeply as it likes. */
export function jsonFault(text: string): JsonFault | undefined {
  const scan: Scan = {text, at: 0, expected: 'value', open: []}
  for (;;) {
    scan.at = endOf(BLANKS, text, scan.at)
    if (scan.at === text.length && scan.expected === 'nothing') return undefined
    const problem = step(scan)
    if (problem !== undefined) return {...placeOf(text, scan.at), problem}
  }
}

const BLANKS = /[ \t\r\n]*/y
const ATOM = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y
const ESCAPE = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y

/** Takes one token; its problem, with `at` at its place, or undefined. */
function step(scan: Scan): string | undefined {
  const {text, at, expected, open} = scan
  if (at === text.length) return endProblem(scan)
  const found = text[at]
  if (found === open.at(-1) && /end/.test(expected)) return close(scan)
  if (expected === 'colon') return found === ':' ? take(scan, 'value') : 'a name needs a colon behind it'
  if (expected === 'comma or end' && found === ',') return take(scan, open.at(-1) === '}' ? 'name' : 'value')
  if (expected === 'comma or end' || expected === 'nothing') return otherProblem(scan)
  if (found === '"') return takeText(scan)
  if (expected === 'name' || expected === 'name or end') return otherProblem(scan)
  if (found === '{' || found === '[') {
    open.push(found === '{' ? '}' : ']')
    return take(scan, found === '{' ? 'name or end' : 'value or end')
  }
  const end = endOf(ATOM, text, at)
  if (end === at) return otherProblem(scan)
  scan.at = end
  return valueTaken(scan)
}

function close(scan: Scan): undefined {
  scan.open.pop()
  scan.at += 1
  return valueTaken(scan)
}

function take(scan: Scan, expected: Expected): undefined {
  scan.at += 1
  scan.expected = expected
}

function valueTaken(scan: Scan): undefined {
  scan.expected = scan.open.length === 0 ? 'nothing' : 'comma or end'
}

function takeText(scan: Scan): string | undefined {
  const {text, at: opened, expected} = scan
  for (scan.at += 1; scan.at < text.length; ) {
    const found = text[scan.at] ?? ''
    if (found === '"') {
      scan.at += 1
      if (expected === 'name' || expected === 'name or end') scan.expected = 'colon'
      else valueTaken(scan)
      return undefined
    }
    if (found < ' ') break
    const end = found === '\\' ? endOf(ESCAPE, text, scan.at) : scan.at + 1
    if (end === scan.at) return 'a backslash within a text has to be written twice'
    scan.at = end
  }
  scan.at = opened
  return 'the text that begins here is not closed on its line'
}

function endProblem({text, open}: Scan): string {
  if (text.trim() === '') return 'it is empty'
  return open.length === 0 ? 'it ends where a value is expected' : `it ends before ${JSON.stringify(open.at(-1))}`
}

function otherProblem({text, at, expected, open}: Scan): string {
  const found = text[at] ?? ''
  const closing = open.at(-1)
  if (text.startsWith('//', at) || text.startsWith('/*', at) || found === '#') return 'JSON has no comments'
  if (/['‘’“”`]/.test(found)) return 'names and texts need double quotes (")'
  if (expected === 'nothing') return 'something follows behind the end'
  if (expected === 'comma or end') return `a comma or ${JSON.stringify(closing)} is missing before this`
  if (found === closing) return 'a comma has nothing behind it'
  return expected === 'name' || expected === 'name or end'
    ? 'a name in double quotes is expected'
    : 'a value is expected: a text in double quotes, a number, true, false, null, {…} or […]'
}

function placeOf(text: string, at: number): {line: number; column: number} {
  const before = text.slice(0, at).split('\n')
  return {line: before.length, column: [...(before.at(-1) ?? '')].length + 1}
}

function endOf(pattern: RegExp, text: string, from: number): number {
  pattern.lastIndex = from
  return pattern.test(text) ? pattern.lastIndex : from
}
