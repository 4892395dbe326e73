/** The most letters that may be wrong in a word, however long it is. */
const MOST_EDITS = 4

/**
 * How many letters of a misspelt word are wrong: at most one in three, since short words are all alike. Undefined: it
 * is another word.
 */
export function misspeltBy(typed: string, meant: string): number | undefined {
  const most = Math.min(MOST_EDITS, Math.floor(Math.min(typed.length, meant.length) / 3))
  if (Math.abs(typed.length - meant.length) > most) return typed === meant ? 0 : undefined
  const edits = editsBetween(typed, meant)
  return edits <= most ? edits : undefined
}

/** Letters to insert, delete, replace, or swap with their neighbour ("emial"): optimal string alignment. */
export function editsBetween(from: string, to: string): number {
  let beforeLast: readonly number[] = []
  let last: readonly number[] = Array.from({length: to.length + 1}, (_, column) => column)
  for (let line = 1; line <= from.length; line++) {
    const current = [line]
    for (let column = 1; column <= to.length; column++) {
      const replaced = at(last, column - 1) + (from[line - 1] === to[column - 1] ? 0 : 1)
      const isSwap = line > 1 && column > 1 && from[line - 1] === to[column - 2] && from[line - 2] === to[column - 1]
      const swapped = isSwap ? at(beforeLast, column - 2) + 1 : replaced
      current.push(Math.min(replaced, swapped, at(last, column) + 1, at(current, column - 1) + 1))
    }
    beforeLast = last
    last = current
  }
  return at(last, to.length)
}

function at(distances: readonly number[], index: number): number {
  return distances[index] ?? 0
}

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
