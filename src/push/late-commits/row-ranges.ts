import type {DoubtfulRows} from '../../runs/journal/journal-line.js'

/** Rows with the end of their doubt (ms by the monotonic clock), neighbours of one end as one range. */
export function rangesOf(rows: Iterable<readonly [row: number, untilMs: number]>): DoubtfulRows[] {
  const ranges: {first: number; last: number; untilMs: number}[] = []
  for (const [row, untilMs] of rows) {
    const open = ranges.at(-1)
    if (open !== undefined && open.last + 1 === row && open.untilMs === untilMs) open.last = row
    else ranges.push({first: row, last: row, untilMs})
  }
  return ranges.map(({first, last, untilMs}) => (first === last ? [first, untilMs] : [first, untilMs, last]))
}

/** Each row once, with the latest end that any range gives it. */
export function untilByRow(ranges: readonly DoubtfulRows[]): Map<number, number> {
  const until = new Map<number, number>()
  for (const [first, untilMs, last = first] of ranges) {
    for (let row = first; row <= last; row += 1) until.set(row, Math.max(untilMs, until.get(row) ?? 0))
  }
  return until
}
