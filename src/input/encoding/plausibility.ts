import type {Candidate} from './encodings.js'

/** What is not a letter but occurs in texts, mostly beside blanks, digits and punctuation. */
const SIGNS = /[€£¥§°ºª«»“”„‘’‚–—…·•©®™²³½¼¾¿¡´ \u00A0]/
const EAST_ASIAN =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}々ー、。「」・（）－　Ａ-Ｚａ-ｚ０-９]/u
/** Seldom, while many wrong readings are full of them. */
const HALF_WIDTH = /[\uFF61-\uFF9F]/
/** `Јukasz`: no other letter of the text, however well it reads, makes up for a word of two alphabets. */
const MIXED_WORD =
  /\p{Script=Latin}[\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Hebrew}\p{Script=Arabic}]|[\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Hebrew}\p{Script=Arabic}]\p{Script=Latin}/u
const MIXED_COSTS = 0.5
/** Control characters, private use, and what a decoder puts in place of bytes that mean nothing. */
const IMPOSSIBLE = /[\u0080-\u009F\uE000-\uF8FF\uFFFD]/

/**
 * How well bytes read as text in the encoding, for all characters beyond ASCII on average: 1 is a text of its
 * languages, 0 and below none. Undefined where some bytes mean nothing.
 */
export function plausibility(candidate: Candidate, text: string, bytes: Uint8Array): number | undefined {
  if (IMPOSSIBLE.test(text)) return undefined
  const scores = 'letters' in candidate ? letterScores(text, candidate) : characterScores(text, bytes, candidate)
  if (scores.length === 0) return undefined
  return scores.reduce((sum, score) => sum + score, 0) / scores.length - (MIXED_WORD.test(text) ? MIXED_COSTS : 0)
}

type Alphabet = Extract<Candidate, {letters: string}>

function letterScores(text: string, {letters, seldom}: Alphabet): readonly number[] {
  const characters = [...text]
  const scores: number[] = []
  for (const [at, character] of characters.entries()) {
    if (character <= '\u007F') continue
    const place = {before: characters[at - 1] ?? ' ', after: characters[at + 1] ?? ' '}
    const isOften = letters.includes(character) || letters.includes(character.toLowerCase())
    if (isOften) scores.push(letterScore(character, place))
    else if (seldom.includes(character.toLowerCase())) scores.push(0.5 * letterScore(character, place))
    else scores.push(otherScore(character, place))
  }
  return scores
}

interface Neighbours {
  readonly before: string
  readonly after: string
}

/** Words are of one alphabet, and have capitals at their beginning only or throughout. */
function letterScore(letter: string, {before, after}: Neighbours): number {
  const neighbours = [before, after].filter(isLetter)
  if (neighbours.some(other => isLatin(other) !== isLatin(letter))) return -1
  const isCapital = letter !== letter.toLowerCase()
  if (isCapital && isSmall(before)) return -1
  if (isCapital && isLetter(before) && isSmall(after)) return -0.5
  if (!isCapital && isCapitalLetter(before) && isCapitalLetter(after)) return -0.5
  if (neighbours.length === 0) return 0.2
  // few languages write many accents in a row
  const crowded = isLatin(letter) ? neighbours.filter(other => other > '\u007F').length : 0
  return 1 - 0.35 * crowded - (isCapital || isLetter(before) ? 0 : 0.1)
}

function otherScore(character: string, {before, after}: Neighbours): number {
  if (!SIGNS.test(character)) return isLetter(character) ? -0.5 : -1
  if (isLetter(before) && isLetter(after)) return character === '’' ? 0.3 : -0.5
  return isLetter(before) || isLetter(after) ? 0 : 0.3
}

function isLetter(character: string): boolean {
  return /\p{L}/u.test(character)
}

function isLatin(character: string): boolean {
  return /\p{Script=Latin}/u.test(character)
}

function isSmall(character: string): boolean {
  return /\p{Ll}/u.test(character)
}

function isCapitalLetter(character: string): boolean {
  return /\p{Lu}/u.test(character)
}

function characterScores(
  text: string,
  bytes: Uint8Array,
  {daily, frequent}: Exclude<Candidate, Alphabet>,
): readonly number[] {
  const leads = leadBytes(bytes)
  const share =
    leads.filter(lead => daily.some(([from, to]) => lead >= from && lead <= to)).length / Math.max(1, leads.length)
  const scores: number[] = []
  const characters = [...text]
  for (const [at, character] of characters.entries()) {
    if (character <= '\u007F') continue
    const isInWord = /[a-z]/i.test(`${characters[at - 1] ?? ''}${characters[at + 1] ?? ''}`)
    const isOften = frequent.includes(character) || /[ぁ-んァ-ヶー]/.test(character)
    if (HALF_WIDTH.test(character) || !EAST_ASIAN.test(character)) scores.push(-0.4)
    else scores.push(0.4 + 0.2 * share + (isOften ? 0.4 : 0) - (isInWord ? 0.6 : 0))
  }
  return scores
}

function leadBytes(bytes: Uint8Array): readonly number[] {
  const leads: number[] = []
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at] ?? 0
    if (byte < 0x80) continue
    leads.push(byte)
    at += 1
  }
  return leads
}
