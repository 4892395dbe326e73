import {foldText} from './fold-text.js'

/** At least this alike, from 0 to 1: below it a suggestion is a riddle. */
const ALIKE = 0.45

/** What is longer is no name. */
const MAX_CHARS = 200

/**
 * What `text` may be another word for, best first, at most `most`. By the letter pairs two names share: columns are seldom
 * misspelt names but others for the same thing ("Customer email", "email"), which an edit distance does not see.
 */
export function suggest<T>(text: string, candidates: readonly T[], namesOf: (candidate: T) => readonly string[], most = 3): readonly T[] {
  return suggester(candidates, namesOf)(text, most)
}

/** The same for many texts: what the candidates are made of is looked up, not compared, so that a million texts meet thousands of options. */
export function suggester<T>(
  candidates: readonly T[],
  namesOf: (candidate: T) => readonly string[],
): (text: string, most?: number) => readonly T[] {
  const names = candidates.flatMap((candidate, at) => namesOf(candidate).map(name => ({candidate, at, pairs: pairsOf(name)})))
  const holders = new Map<string, typeof names>()
  for (const name of names) {
    for (const pair of name.pairs) holders.get(pair)?.push(name) ?? holders.set(pair, [name])
  }
  return (text, most = 3) => {
    const wanted = pairsOf(text.slice(0, MAX_CHARS))
    const shared = new Map<(typeof names)[number], number>()
    for (const pair of wanted) for (const name of holders.get(pair) ?? []) shared.set(name, (shared.get(name) ?? 0) + 1)
    const alike = [...shared]
      .map(([name, count]) => ({...name, score: (2 * count) / (wanted.size + name.pairs.size)})) // Dice's coefficient
      .filter(({score}) => score >= ALIKE)
      .sort((a, b) => b.score - a.score || a.at - b.at)
    return [...new Set(alike.map(({candidate}) => candidate))].slice(0, most)
  }
}

function pairsOf(text: string): ReadonlySet<string> {
  const letters = foldText(text)
  return new Set(Array.from({length: Math.max(1, letters.length - 1)}, (_, at) => letters.slice(at, at + 2)))
}
