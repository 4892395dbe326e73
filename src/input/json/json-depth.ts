import {jsonStringEnd} from '../../shared/text/exact-json.js'

/**
 * Deeper than any record of rows is nested; a few thousand levels would exhaust the stack of whatever walks through
 * them.
 */
export const MAX_DEPTH = 200

/** Whether arrays and objects are nested deeper than that; of text that is no JSON, whether it might be. */
export function isTooDeep(text: string): boolean {
  return text.length > 2 * MAX_DEPTH && opensMany(text) && deepest(text) > MAX_DEPTH
}

/** Two quick searches tell for nearly all rows that they cannot be. */
function opensMany(text: string): boolean {
  return countUpTo(text, '{') + countUpTo(text, '[') > MAX_DEPTH
}

function countUpTo(text: string, bracket: string): number {
  let count = 0
  for (let at = text.indexOf(bracket); at >= 0 && count <= MAX_DEPTH; at = text.indexOf(bracket, at + 1)) count += 1
  return count
}

function deepest(text: string): number {
  const marks = /["{}[\]]/g
  let depth = 0
  let most = 0
  for (let mark = marks.exec(text); mark !== null; mark = marks.exec(text)) {
    if (mark[0] === '"') {
      const end = jsonStringEnd(text, mark.index)
      if (end < 0) break
      marks.lastIndex = end
    } else depth += mark[0] === '{' || mark[0] === '[' ? 1 : -1
    most = Math.max(most, depth)
  }
  return most
}
