import {jsonStringEnd} from '../../shared/text/exact-json.js'
import {beginValue, COLON, endOf, valueEnd} from './value-scan.js'

/** What the beginning of a JSON object shows. */
export interface ObjectOutline {
  /** The names that lead to its lists of objects, through objects alone. */
  readonly lists: readonly (readonly string[])[]
  /** The same of its empty lists. */
  readonly empty: readonly (readonly string[])[]
  /** Names of its other members that hold texts, numbers or truth values, also of the objects that lead to a list. */
  readonly scalars: readonly string[]
  /** Where it ends; undefined where it goes on behind the text. */
  readonly end: number | undefined
}

/** Lists further down belong to the rows. */
const MAX_LEVELS = 4
const BETWEEN = /[\s,]*/y
const LIST_OF_OBJECTS = /\[\s*\{/y
const EMPTY_LIST = /\[\s*\]/y

/** Looks through the members of the object that begins at `start`; never throws, whatever the text is. */
export function outlineObject(text: string, start: number): ObjectOutline {
  const lists: string[][] = []
  const empty: string[][] = []
  const scalars: string[] = []
  let end: number | undefined
  look([], start)
  return {lists, empty, scalars, end}

  /** Index after the object; -1 where it is not in the text as a whole. */
  function look(path: readonly string[], from: number): number {
    const own: string[] = []
    const listsBefore = lists.length + empty.length
    let at = from + 1
    for (;;) {
      at = endOf(BETWEEN, text, at)
      if (text[at] !== '"') break
      const nameEnd = jsonStringEnd(text, at)
      if (nameEnd < 0) break
      const name = text.slice(at + 1, nameEnd - 1)
      const valueAt = endOf(COLON, text, nameEnd)
      at = member([...path, name], valueAt, own)
      if (at < 0) break
    }
    if (path.length === 0 || lists.length + empty.length > listsBefore) scalars.push(...own)
    const isWhole = at >= 0 && text[at] === '}'
    if (path.length === 0 && isWhole) end = at + 1
    return isWhole ? at + 1 : -1
  }

  function member(path: readonly string[], at: number, own: string[]): number {
    const first = text[at]
    if (first === '{' && path.length < MAX_LEVELS) return look(path, at)
    if (first === '[' && endOf(LIST_OF_OBJECTS, text, at) > at) lists.push([...path])
    else if (first === '[' && endOf(EMPTY_LIST, text, at) > at) empty.push([...path])
    else if (first !== '[' && first !== '{' && first !== 'n') own.push(path.at(-1) ?? '')
    return valueEnd(text, beginValue(at), false)
  }
}
