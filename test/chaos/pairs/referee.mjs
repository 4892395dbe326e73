import {emailOf, firmOf, LABELS} from './scenario.mjs'

const PLAIN = 279
/** HubSpot's own mark: the first link of a person gets it by itself. */
const PRIMARY = 1

/**
 * Says of a played scenario what it breaks of the promise of `associate`: the links are those that the rows, one by one,
 * leave, none is lost, made to the wrong record or removed too much; each row has one outcome, and the counts are right.
 * `played`: for each part its summary, rejects and lines of --written. `links`: those of the portal in the end.
 */
export function judgePairs(scenario, {played, people, firms, links}) {
  const problems = scenario.parts.flatMap((part, at) => checkRows(scenario, part, played[at]))
  return [...problems, ...checkLinks(scenario, {people, firms, links})]
}

/** Pair → type ids, after all rows. */
function linksRowByRow(scenario) {
  const pairs = new Map()
  for (const {mode, byRole, rows} of scenario.parts)
    for (const row of rows) {
      if (rejectOf(scenario, {mode, byRole}, row) !== undefined) continue
      const pair = `${emailOf(row.person)} → ${firmOf(row.firm)}`
      const label = byRole ? LABELS.get(row.role) : undefined
      if (mode === 'link') pairs.set(pair, new Set([...(pairs.get(pair) ?? [PLAIN]), ...(label ? [label] : [])]))
      else if (label === undefined) pairs.delete(pair)
      else pairs.get(pair)?.delete(label)
    }
  return pairs
}

/** The code of the reject that a row must become; undefined for a pair of records that exist. */
function rejectOf({people, firms}, {mode, byRole}, {person, firm, role}) {
  if (firm === undefined) return 'KEY_MISSING'
  if (mode === 'unlink' && byRole && role === '') return 'ASSOCIATION_REFUSED'
  if (person >= people) return 'NOT_FOUND'
  return firm >= firms ? 'ASSOCIATION_NOT_FOUND' : undefined
}

function checkLinks(scenario, {people, firms, links}) {
  const wanted = linksRowByRow(scenario)
  const problems = []
  for (const {from, to, types} of links) {
    if (from.type !== 'contacts' || to.type !== 'companies') continue
    const pair = `${people.get(from.id)} → ${firms.get(to.id)}`
    const held = types.map(({typeId}) => typeId).filter(id => id !== PRIMARY)
    const expected = wanted.get(pair)
    wanted.delete(pair)
    if (expected === undefined) problems.push(`no row leaves the link ${pair}`)
    else if (sorted(held) !== sorted([...expected]))
      problems.push(`the link ${pair} has ${sorted(held)}, and row by row ${sorted([...expected])}`)
  }
  for (const pair of wanted.keys()) problems.push(`the link ${pair} is not there`)
  return problems
}

function sorted(ids) {
  return ids.toSorted((one, other) => one - other).join()
}

function checkRows(scenario, part, {summary, rejects, written}) {
  const problems = []
  const told = new Map(rejects.map(({row, code}) => [row, code]))
  if (told.size !== rejects.length) problems.push('a row is rejected twice')
  const isWritten = new Set(written.map(({row}) => row))
  if (isWritten.size !== written.length) problems.push('a row stands twice in the written file')
  for (const row of part.rows) {
    const expected = rejectOf(scenario, part, row)
    if (told.get(row.row) !== expected)
      problems.push(
        `row ${row.row} of ${part.mode} is ${told.get(row.row) ?? 'not rejected'}, not ${expected ?? 'a pair'}`,
      )
    if (told.has(row.row) && isWritten.has(row.row)) problems.push(`row ${row.row} has two outcomes`)
  }
  const {rows, status, exitCode} = summary
  const isRight =
    rows.read === part.rows.length &&
    rows.written === written.length &&
    rows.rejected === rejects.length &&
    rows.written + rows.unchanged + rows.rejected === rows.read
  if (!isRight) problems.push(`the counts of ${part.mode} are wrong: ${JSON.stringify(rows)}`)
  if (status !== 'finished' || exitCode !== (rejects.length > 0 ? 3 : 0))
    problems.push(`${part.mode} ended as ${status} with exit code ${exitCode}`)
  return problems
}
