/** Whether release `a` comes after release `b`; both are three numbers, anything behind them does not count. */
export function isNewer(a: string, b: string): boolean {
  const [left, right] = [numbersOf(a), numbersOf(b)]
  for (const [at, number] of left.entries()) {
    const other = right[at] ?? 0
    if (number !== other) return number > other
  }
  return false
}

function numbersOf(version: string): number[] {
  return (/^\d+\.\d+\.\d+/.exec(version)?.[0] ?? '0').split('.').map(Number)
}
