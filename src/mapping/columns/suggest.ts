import type {PropertyDefinition} from '../../hubspot/portal/portal-types.js'
import {misspeltBy} from '../../shared/text/edit-distance.js'
import {foldText} from '../fold-text.js'

/** At least this alike, from 0 to 1: below it a suggestion is a riddle. */
const ALIKE = 0.45

/** What is longer is not a name. */
const MAX_CHARS = 200

/**
 * What `text` may be another word for, best first, at most `most`: misspelt ("emial"), or by the letter pairs two names
 * share, since columns are more often others for the same thing ("Customer email", "email"), which an edit distance
 * does not see.
 */
export function suggest<T>(
  text: string,
  candidates: readonly T[],
  namesOf: (candidate: T) => readonly string[],
  most = 3,
): readonly T[] {
  return suggester(candidates, namesOf)(text, most)
}

/**
 * The same for many texts: what the candidates are made of is looked up, not compared, so that a million texts meet
 * thousands of options.
 */
export function suggester<T>(
  candidates: readonly T[],
  namesOf: (candidate: T) => readonly string[],
): (text: string, most?: number) => readonly T[] {
  const names = candidates.flatMap((candidate, at) =>
    namesOf(candidate).map(name => ({candidate, at, ...partsOf(name)})),
  )
  const holders = new Map<string, typeof names>()
  const hold = (part: string, name: (typeof names)[number]): void =>
    void (holders.get(part)?.push(name) ?? holders.set(part, [name]))
  for (const name of names) for (const part of [...name.pairs, name.sorted]) hold(part, name)
  return (text, most = 3) => {
    const wanted = partsOf(text.slice(0, MAX_CHARS))
    // A swap within a short word leaves no pair as it was ("ctiy"), but the same letters.
    const shared = new Map((holders.get(wanted.sorted) ?? []).map(name => [name, 0]))
    for (const pair of wanted.pairs)
      for (const name of holders.get(pair) ?? []) shared.set(name, (shared.get(name) ?? 0) + 1)
    const alike = [...shared]
      .map(([name, count]) => ({...name, score: Math.max(pairScore(wanted, name, count), spellingScore(wanted, name))}))
      .filter(({score}) => score >= ALIKE)
      .sort((a, b) => b.score - a.score || a.at - b.at)
    return [...new Set(alike.map(({candidate}) => candidate))].slice(0, most)
  }
}

interface Parts {
  readonly letters: string
  readonly pairs: ReadonlySet<string>
  /** The letters in order, behind a mark that no pair has. */
  readonly sorted: string
}

/** Dice's coefficient. */
function pairScore(one: Parts, other: Parts, shared: number): number {
  return (2 * shared) / (one.pairs.size + other.pairs.size)
}

function spellingScore({letters: typed}: Parts, {letters: meant}: Parts): number {
  const edits = misspeltBy(typed, meant)
  return edits === undefined ? 0 : 1 - edits / Math.max(1, typed.length, meant.length)
}

function partsOf(text: string): Parts {
  const letters = foldText(text)
  const pairs = new Set(Array.from({length: Math.max(1, letters.length - 1)}, (_, at) => letters.slice(at, at + 2)))
  return {letters, pairs, sorted: `=${[...letters].sort().join('')}`}
}

/**
 * Columns that may hold the property, best first, at most `most`: called like it, like its label, or like both
 * ("Account external id").
 */
export function suggestColumns(
  {name, label}: Pick<PropertyDefinition, 'name' | 'label'>,
  columns: readonly string[],
  most = 3,
): string[] {
  const near = [name, label, `${name} ${label}`].flatMap(text => suggest(text, columns, column => [column], most))
  return [...new Set(near)].slice(0, most)
}
