/** The candidates that a person may have meant by `typed`, nearest first, at most `most`. */
export function didYouMean(typed: string, candidates: readonly string[], most = 3): string[] {
  const wanted = typed.toLowerCase()
  const near = candidates
    .map(candidate => ({candidate, distance: editDistance(wanted, candidate.toLowerCase())}))
    .filter(({candidate, distance}) => distance <= Math.max(2, Math.floor(Math.min(wanted.length, candidate.length) / 3)))
  near.sort((a, b) => a.distance - b.distance)
  return [...new Set(near.map(({candidate}) => candidate))].slice(0, most)
}

/** Levenshtein: letters to insert, delete or replace. */
function editDistance(from: string, to: string): number {
  let previous = Array.from({length: to.length + 1}, (_, column) => column)
  for (let line = 1; line <= from.length; line++) {
    const current = [line]
    for (let column = 1; column <= to.length; column++) {
      const replaced = at(previous, column - 1) + (from[line - 1] === to[column - 1] ? 0 : 1)
      current.push(Math.min(replaced, at(previous, column) + 1, at(current, column - 1) + 1))
    }
    previous = current
  }
  return at(previous, to.length)
}

function at(distances: readonly number[], index: number): number {
  return distances[index] ?? 0
}
