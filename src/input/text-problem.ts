import {BAD_BYTES, foreignCellOf} from './encoding/bad-bytes.js'
import {describeReadings, readingsOf} from './encoding/describe-guesses.js'
import {guessEncodings} from './encoding/guess-encoding.js'

/** Why a row with this text is not read; undefined when nothing is wrong with it. */
export function textProblem(text: string): string | undefined {
  if (text.includes(BAD_BYTES)) return foreignProblem(text)
  if (text.includes('\0')) return 'it holds a NUL byte'
  return undefined
}

function foreignProblem(text: string): string {
  const cell = foreignCellOf(text)
  if (cell === undefined) return 'it holds bytes that mean nothing in the --encoding given'
  const readings = readingsOf(guessEncodings([cell]))
  const [likeliest] = readings
  if (likeliest === undefined) return 'it holds bytes that are not UTF-8'
  return `it is not UTF-8 (${describeReadings(readings)}; if the whole file is, push it with --encoding ${likeliest.encoding})`
}
