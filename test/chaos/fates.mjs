/**
 * What became of the rows of a part, by row number: `written` and `rejected` as they stand in its files, `skipped` by
 * --duplicates, and the
 * rest `untold`: left out as unchanged, or, where the run was cut off for ever, on their way or never read.
 */
export function fatesOf({scenario, written, rejects}) {
  const {skipped} = duplicatesOf(scenario)
  const fates = {
    written: new Map(written.map(each => [each.row, each])),
    rejected: new Map(rejects.map(each => [each.row, each])),
    skipped,
  }
  const isTold = ({row}) => fates.written.has(row) || fates.rejected.has(row) || skipped.has(row)
  return {...fates, untold: new Set(scenario.rows.filter(row => !isTold(row)).map(({row}) => row))}
}

/** What `--duplicates last` leaves out and `reject` refuses: rows by number. */
export function duplicatesOf({rows, duplicates}) {
  const sendable = rows.filter(row => row.flaw !== 'local')
  const skipped = new Set()
  const repeated = new Set()
  const seen = new Set()
  const lastFirst = duplicates === 'last' ? sendable.toReversed() : sendable
  for (const {row, key} of lastFirst) {
    if (seen.has(key)) {
      if (duplicates === 'last') skipped.add(row)
      if (duplicates === 'reject') repeated.add(row)
    }
    seen.add(key)
  }
  return {skipped, repeated}
}
