/**
 * JSON.parse, but a number that would be printed differently from how it was written comes as a JsonNumber: rounded or
 * printed again, an id or a text would be another one. Throws SyntaxError. Recursive for such texts: bound the depth of
 * what comes from outside first (isTooDeep).
 */
export function parseExactJson(text: string): unknown {
  const value: unknown = JSON.parse(text)
  return MAY_HOLD_UNUSUAL.test(text) ? readValue({text, at: 0}) : value
}

/** The same; undefined for a text that is not JSON. */
export function exactJsonOrUndefined(text: string): unknown {
  try {
    return parseExactJson(text)
  } catch {
    return undefined
  }
}

/** The opposite: numbers stay as they were written. Undefined members are left out. */
export function stringifyExactJson(value: unknown): string {
  if (value instanceof JsonNumber) return value.text
  if (Array.isArray(value)) return `[${value.map(item => stringifyExactJson(item ?? null)).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null'
  const members = Object.entries(value).filter(([, member]) => member !== undefined)
  return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${stringifyExactJson(member)}`).join(',')}}`
}

/**
 * Sixteen digits (a point among them or not), an exponent, a fraction that ends in zero, -0, or a very small one: the
 * slow way is taken for these only.
 */
const MAY_HOLD_UNUSUAL = /[:,[\s]-?(?:\d[\d.]{15}|\d+(?:\.\d+)?[eE]|\d+\.\d*0[\s,}\]]|0\.0{6})|[:,[\s]-0[\s,}\]]/

/** A text that JSON.parse has found sound, and how far it was read. */
interface Sound {
  readonly text: string
  at: number
}

const BLANKS = /[ \t\r\n]*/y
const NUMBER = /-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y
const WORDS: ReadonlyMap<string, unknown> = new Map<string, unknown>([
  ['t', true],
  ['f', false],
  ['n', null],
])

function readValue(sound: Sound): unknown {
  const first = nextCharacter(sound)
  if (first === '{') return readObject(sound)
  if (first === '[') return readArray(sound)
  if (first === '"') return readString(sound)
  if (!WORDS.has(first)) return numberOf(take(NUMBER, sound))
  sound.at += first === 'f' ? 5 : 4
  return WORDS.get(first)
}

function readObject(sound: Sound): unknown {
  const members: [string, unknown][] = []
  while (sound.text[sound.at++] !== '}') {
    if (nextCharacter(sound) === '}') continue
    const name = readString(sound)
    nextCharacter(sound)
    sound.at += 1 // the colon
    members.push([name, readValue(sound)])
    nextCharacter(sound)
  }
  return Object.fromEntries(members) // its own members, whatever they are called
}

function readArray(sound: Sound): unknown {
  const items: unknown[] = []
  while (sound.text[sound.at++] !== ']') {
    if (nextCharacter(sound) === ']') continue
    items.push(readValue(sound))
    nextCharacter(sound)
  }
  return items
}

function readString(sound: Sound): string {
  const start = sound.at
  sound.at = jsonStringEnd(sound.text, start)
  return String(JSON.parse(sound.text.slice(start, sound.at)))
}

function nextCharacter(sound: Sound): string {
  take(BLANKS, sound)
  return sound.text[sound.at] ?? ''
}

function take(pattern: RegExp, sound: Sound): string {
  pattern.lastIndex = sound.at
  const [taken = ''] = pattern.exec(sound.text) ?? []
  sound.at += taken.length
  return taken
}

function numberOf(text: string): number | JsonNumber {
  const value = Number(text)
  return String(value) === text ? value : new JsonNumber(text)
}

/** A number of JSON whose characters a double would not give back: 9007199254740993, 1.10, 1e5, -0. */
export class JsonNumber {
  /** As it was written. */
  readonly text: string

  constructor(text: string) {
    this.text = text
  }

  toString(): string {
    return this.text
  }

  /** For readers of our own output: JSON.stringify cannot write the number itself; stringifyExactJson can. */
  toJSON(): string {
    return this.text
  }
}

const BACKSLASH = 0x5c

/**
 * Index after the quote that closes the JSON string opened at `start`; -1 where the text ends before. Linear, whatever
 * the string holds.
 */
export function jsonStringEnd(text: string, start: number): number {
  for (let at = text.indexOf('"', start + 1); at >= 0; at = text.indexOf('"', at + 1)) {
    let before = at - 1
    while (before > start && text.charCodeAt(before) === BACKSLASH) before -= 1
    if ((at - before) % 2 === 1) return at + 1
  }
  return -1
}
