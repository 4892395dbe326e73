import type {Guess} from './guess-encoding.js'

const SHOWN_CHARACTERS = 40

/** What one cell would be in one encoding. */
export interface Reading {
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
