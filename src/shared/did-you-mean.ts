import {misspeltBy} from './edit-distance.js'

/**
 * The candidates that a person may have meant by `typed`, nearest first, at most `most`; each once, whichever of its
 * names is the nearest.
 */
export function didYouMean<T>(
  typed: string,
  candidates: readonly T[],
  namesOf: (candidate: T) => readonly string[],
  most = 3,
): T[] {
  const wanted = typed.toLowerCase()
  const editsOf = (name: string): number => misspeltBy(wanted, name.toLowerCase()) ?? Number.POSITIVE_INFINITY
  return candidates
    .map(candidate => ({candidate, edits: Math.min(...namesOf(candidate).map(editsOf))}))
    .filter(({edits}) => edits !== Number.POSITIVE_INFINITY)
    .sort((a, b) => a.edits - b.edits)
    .map(({candidate}) => candidate)
    .slice(0, most)
}
