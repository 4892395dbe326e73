import {CANDIDATES} from './encodings.js'
import {decodeAs} from './iconv.js'
import {plausibility} from './plausibility.js'

/** An encoding that the bytes may be of. */
export interface Guess {
  readonly encoding: string
  /** The cells as it reads them. */
  readonly cells: readonly string[]
  readonly score: number
}

const MAX_GUESSES = 4
/** Below this, it does not read as a text. */
const LEAST = 0.3
/** How much less plausible than the best a reading may be. */
const WITHIN = 0.45

/**
 * The encodings that these cells read best in, likeliest first; of those that read them all alike, one. Empty where
 * none makes sense of them.
 */
export function guessEncodings(cells: readonly Uint8Array[]): readonly Guess[] {
  const byReading = new Map<string, Guess>()
  for (const candidate of CANDIDATES) {
    const texts = cells.map(cell => decodeAs(candidate.name, cell))
    const score = average(cells.map((cell, at) => plausibility(candidate, texts[at] ?? '', cell)))
    if (score === undefined || score < LEAST) continue
    const reading = texts.join('\n')
    const earlier = byReading.get(reading)
    if (earlier === undefined || earlier.score < score)
      byReading.set(reading, {encoding: earlier?.encoding ?? candidate.name, cells: texts, score})
  }
  const guesses = [...byReading.values()].sort((a, b) => b.score - a.score)
  const best = guesses[0]?.score ?? 0
  return guesses.filter(({score}) => score >= best - WITHIN).slice(0, MAX_GUESSES)
}

function average(scores: readonly (number | undefined)[]): number | undefined {
  let sum = 0
  for (const score of scores) {
    if (score === undefined) return undefined
    sum += score
  }
  return scores.length === 0 ? undefined : sum / scores.length
}

const SHOWN_CHARACTERS = 40

/** What one cell would be in one encoding. */
interface Reading {
  readonly encoding: string
  /** In quotes, shortened. */
  readonly shown: string
}

/** The first cell that the encodings read differently, as each of them reads it. */
export function readingsOf(guesses: readonly Guess[]): readonly Reading[] {
  const [first] = guesses
  const cells = first?.cells ?? []
  const differing = cells.findIndex((_, at) => new Set(guesses.map(guess => guess.cells[at])).size === guesses.length)
  const any = cells.findIndex((_, at) => new Set(guesses.map(guess => guess.cells[at])).size > 1)
  const at = differing >= 0 ? differing : Math.max(0, any)
  return guesses.map(({encoding, cells: read}) => ({encoding, shown: quoted(read[at] ?? '')}))
}

/** `"Łukasz" in windows-1250, "£ukasz" in windows-1252`. */
export function describeReadings(readings: readonly Reading[]): string {
  return readings.map(({encoding, shown}) => `${shown} in ${encoding}`).join(', ')
}

function quoted(text: string): string {
  const characters = [...text.trim()]
  return `"${characters.slice(0, SHOWN_CHARACTERS).join('')}${characters.length > SHOWN_CHARACTERS ? '…' : ''}"`
}
