import {JsonNumber, jsonStringEnd} from '../../shared/text/exact-json.js'

/**
 * A name that one object of the text holds twice with different values, as a database writes joins of two tables; of
 * those JSON.parse keeps the last. `value`: the sound text, parsed.
 */
export function repeatedName(text: string, value: unknown): string | undefined {
  const isSurelyNone = !SPACED_COLON.test(text) && countColons(text) === countNames(value)
  return isSurelyNone ? undefined : findRepeated(text)
}

const SPACED_COLON = /"\s+:/

/** As nearly all programs write them. Others, and texts that hold the same, only take the slow way. */
function countColons(text: string): number {
  let count = 0
  for (let at = text.indexOf('":'); at >= 0; at = text.indexOf('":', at + 2)) count += 1
  return count
}

function countNames(value: unknown): number {
  if (typeof value !== 'object' || value === null || value instanceof JsonNumber) return 0
  const members = Object.values(value)
  let count = Array.isArray(value) ? 0 : members.length
  for (const member of members) if (typeof member === 'object') count += countNames(member)
  return count
}

/** An object or array that is open. */
interface Level {
  /** Absent in an array. */
  readonly values?: Map<string, string>
  name?: string
  valueAt: number
}

const MARK = /["{}[\],:]/g

function findRepeated(text: string): string | undefined {
  const levels: Level[] = []
  let lastString = ''
  MARK.lastIndex = 0
  for (let mark = MARK.exec(text); mark !== null; mark = MARK.exec(text)) {
    const [character] = mark
    const level = levels.at(-1)
    if (character === '"') {
      const end = jsonStringEnd(text, mark.index)
      lastString = text.slice(mark.index, end)
      MARK.lastIndex = end
    } else if (character === '{') levels.push({values: new Map(), valueAt: 0})
    else if (character === '[') levels.push({valueAt: 0})
    else if (character === ':' && level !== undefined) {
      level.name = String(JSON.parse(lastString))
      level.valueAt = mark.index + 1
    } else {
      const repeated = endMember(level, text, mark.index)
      if (repeated !== undefined) return repeated
      if (character !== ',') levels.pop()
    }
  }
  return undefined
}

/** The name of the member that ends there, where an earlier one of its name had another value. */
function endMember(level: Level | undefined, text: string, end: number): string | undefined {
  if (level?.values === undefined || level.name === undefined) return undefined
  const {name, values} = level
  const value = text.slice(level.valueAt, end).trim()
  const earlier = values.get(name)
  values.set(name, value)
  delete level.name
  return earlier === undefined || earlier === value ? undefined : name
}
