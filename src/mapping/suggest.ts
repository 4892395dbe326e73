import {foldText} from './fold-text.js'

/** At least this alike, from 0 to 1: below it a suggestion is a riddle. */
const ALIKE = 0.45

/**
 * What `text` may be another word for, best first, at most `most`. By the letter pairs two names share: columns are seldom
 * misspelt names but others for the same thing ("Customer email", "email"), which an edit distance does not see.
 */
export function suggest<T>(text: string, candidates: readonly T[], namesOf: (candidate: T) => readonly string[], most = 3): readonly T[] {
  const wanted = pairsOf(text)
  return candidates
    .map(candidate => ({candidate, score: Math.max(0, ...namesOf(candidate).map(name => alikeness(wanted, pairsOf(name))))}))
    .filter(({score}) => score >= ALIKE)
    .sort((a, b) => b.score - a.score)
    .slice(0, most)
    .map(({candidate}) => candidate)
}

function pairsOf(text: string): ReadonlySet<string> {
  const letters = foldText(text)
  return new Set(Array.from({length: Math.max(1, letters.length - 1)}, (_, at) => letters.slice(at, at + 2)))
}

/** Dice's coefficient. */
function alikeness(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  let shared = 0
  for (const pair of a) if (b.has(pair)) shared++
  return (2 * shared) / (a.size + b.size)
}
