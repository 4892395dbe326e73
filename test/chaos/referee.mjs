import {checkCost} from './cost.mjs'
import {duplicatesOf, fatesOf} from './fates.mjs'
import {checkLinks} from './links.mjs'
import {checkList} from './lists.mjs'
import {Oracle} from './oracle.mjs'
import {checkRecords} from './records.mjs'
import {checkRepeated} from './repeated.mjs'
import {statesOf} from './states.mjs'

/**
 * Holds what the pushes of a scenario reported, and what HubSpot holds, against the rows of their files. Returns the
 * broken promises as
 * sentences; none is good. Each part: scenario, summary, rejects (lines of rejects.jsonl), written (rows of --written),
 * and `isCutOff` where
 * it never finished (it then has no summary); `records` as the sandbox keeps them; `oracle`: a portal that the same
 * rows are sent to one by one.
 */
export async function judge(scenario, {parts, records, linked, members, oracle}) {
  const judged = parts.map(part => ({...part, fates: fatesOf(part)}))
  const states = statesOf(scenario, judged)
  const rowByRow = new Oracle(oracle, scenario)
  await rowByRow.play(judged)
  return [
    ...judged.flatMap(judgePart),
    ...checkRepeated(judged),
    ...judged.slice(0, 1).flatMap(part => checkLinks(scenario, {part, records, ...linked})),
    ...checkList(scenario, {parts: judged, records, members}),
    ...checkRecords(scenario, {records, parts: judged, states}),
    ...(await rowByRow.problems(records, sureKeys(scenario, states))),
  ]
}

/**
 * Of which a single state can be, whatever came late: two names of one contact are kept in order within a request
 * alone.
 */
function sureKeys({hasAliases}, states) {
  return new Set(
    [...states]
      .filter(([, {states, keys}]) => states.length === 1 && !(hasAliases && keys.size > 1))
      .map(([key]) => key),
  )
}

function judgePart({isCutOff, scenario, fates, ...outcome}, index) {
  const problems = [
    ...checkNumbers(scenario, outcome, fates),
    ...(isCutOff ? [] : [...checkTotals(scenario, outcome), ...checkEveryRow(scenario, outcome, fates)]),
    ...checkRefusals(scenario, fates, isCutOff),
    ...(isCutOff ? [] : checkCost(scenario, outcome, fates)),
  ]
  return index === 0 ? problems : problems.map(problem => `file ${index + 1}: ${problem}`)
}

/** No row twice, and nothing that is not in the file. */
function checkNumbers(scenario, {written, rejects}, fates) {
  const problems = []
  if (fates.written.size !== written.length) problems.push('a row stands twice in the written file')
  if (fates.rejected.size !== rejects.length) problems.push('a row stands twice in rejects.jsonl')
  for (const row of [...fates.written.keys(), ...fates.rejected.keys()])
    if (row < 1 || row > scenario.rows.length) problems.push(`row ${row} is not in the file`)
  return problems
}

function checkTotals({rows, mode, onlyChanged = false, full = false}, {summary, linkRejects, listRejects}) {
  const {read, written, created, updated, unchanged, skipped, rejected} = summary.rows
  const problems = []
  if (summary.status !== 'finished') problems.push(`the run ended as ${summary.status}: ${summary.reason?.message}`)
  if (read !== rows.length) problems.push(`${rows.length} rows in the file, ${read} read`)
  if (read !== written + unchanged + skipped + rejected)
    problems.push(`the totals do not add up: ${JSON.stringify(summary.rows)}`)
  if (written !== created + updated) problems.push(`${written} written, but ${created} created and ${updated} updated`)
  if (mode === 'update' && created > 0) problems.push(`${created} created by --mode update`)
  if (mode === 'create' && updated > 0) problems.push(`${updated} updated by --mode create`)
  if (unchanged > 0 && (!onlyChanged || full)) problems.push(`${unchanged} unchanged without --only-changed`)
  const byCode = Object.values(summary.rejects.byCode).reduce((sum, count) => sum + count, 0)
  const refused = rejected + linkRejects.length + listRejects.length
  if (byCode !== refused) problems.push(`${refused} refused, but ${byCode} by their codes`)
  if (summary.exitCode !== (refused > 0 ? 3 : 0))
    problems.push(`exit code ${summary.exitCode} with ${rejected} refused`)
  return problems
}

/**
 * Each row exactly once. An unchanged row stands in no file: there must be as many that nothing is told of as were
 * counted.
 */
function checkEveryRow(scenario, {summary, written, rejects}, fates) {
  const problems = []
  if (written.length !== summary.rows.written)
    problems.push(`${written.length} rows in the written file, ${summary.rows.written} counted`)
  if (rejects.length !== summary.rows.rejected)
    problems.push(`${rejects.length} rows in rejects.jsonl, ${summary.rows.rejected} counted`)
  for (const {row, flaw} of scenario.rows) {
    const places = [fates.written, fates.rejected, fates.skipped].filter(of => of.has(row)).length
    if (places > 1) problems.push(`row ${row} has ${places} outcomes`)
    if (places === 0 && flaw !== undefined) problems.push(`row ${row} is bad (${flaw}) and was not refused`)
  }
  if (fates.untold.size !== summary.rows.unchanged)
    problems.push(
      `${fates.untold.size} rows have no outcome (${[...fates.untold].slice(0, 5)}), ${summary.rows.unchanged} are unchanged`,
    )
  return problems
}

/**
 * Nothing good is refused, nothing bad is said to be written; what depends on the record is judged by `checkRecords`.
 */
function checkRefusals(scenario, {written, rejected, untold}, isCutOff) {
  const problems = []
  const {repeated} = duplicatesOf(scenario)
  for (const {row, flaw} of scenario.rows) {
    const refusal = rejected.get(row)
    if (flaw !== undefined && written.has(row)) problems.push(`row ${row} is bad (${flaw}) and said to be written`)
    if (flaw === 'local' && refusal !== undefined && refusal.attempts !== 0)
      problems.push(`row ${row} was sent though it is bad here`)
    const isOpen = isCutOff && untold.has(row)
    if (!isOpen && repeated.has(row) !== (refusal?.code === 'DUPLICATE_KEY'))
      problems.push(`row ${row}: ${refusal?.code} among duplicates`)
    if (refusal?.code === 'UNACCOUNTED' && !scenario.silent)
      problems.push(`row ${row} is UNACCOUNTED though HubSpot was never silent`)
  }
  return problems
}
