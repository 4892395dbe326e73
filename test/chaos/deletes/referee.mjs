import {emailOf, externalIdOf, KEYS, oldEmailOf} from './scenario.mjs'

/**
 * Says of a played scenario what it breaks of the promise of `--mode delete`: nothing is archived that the list does not
 * name by a key of its own, nothing is left that it does, each row has one outcome, and the counts are of what was there.
 * `ids`: person → record id. `live`: the records at the end. `pushed`: whom the push after it wrote.
 */
export function judgeDeletes(scenario, {ids, live, summary, written, rejects, isCutOff}) {
  const expected = outcomesOf(scenario, ids)
  const problems = checkPortal(scenario, {expected, ids, live, isCutOff})
  if (isCutOff) return problems
  return [...problems, ...checkRows(expected, {summary, written, rejects}), ...checkTotals(expected, summary)]
}

/** Row → what must become of it: the id of the record that it archives, `unchanged`, `skipped`, or a reject's code. */
function outcomesOf({rows, property, merges, duplicates, switches}, ids) {
  const survivorOf = new Map(merges.map(([left, gone]) => [gone.number, left]))
  const archived = new Set()
  const seen = new Set()
  const last = new Map(rows.filter(row => row.by !== 'nothing').map(row => [cellOf(row, property, ids), row.row]))
  return new Map(
    rows.map(row => {
      const outcome = () => {
        if (row.by === 'nothing') return 'KEY_MISSING'
        const cell = cellOf(row, property, ids)
        if (duplicates === 'last' && last.get(cell) !== row.row) return 'skipped'
        if (duplicates === 'reject' && seen.has(cell)) return 'DUPLICATE_KEY'
        seen.add(cell)
        if (row.by === 'stranger') return 'unchanged'
        const survivor = survivorOf.get(row.person.number)
        if (survivor !== undefined) return ofMerged(property, switches)
        if (row.by === 'old e-mail') return goneOr(archived, ids.get(row.person.number), 'NOT_PRIMARY_EMAIL')
        const id = ids.get(row.person.number)
        if (archived.has(id)) return 'unchanged'
        archived.add(id)
        return id
      }
      return [row.row, outcome()]
    }),
  )
}

/** All keys are read before the first record goes: what an earlier row archives is still there then. */
function goneOr(_archived, _id, code) {
  return code
}

/** A merged person's e-mail is an additional one of the survivor; a unique value stays with the survivor's own. */
function ofMerged(property, {mergedIds}) {
  if (property === 'email') return 'NOT_PRIMARY_EMAIL'
  if (property === 'external_id') return 'unchanged'
  return mergedIds === 'survivor' ? 'MERGED_RECORD' : 'unchanged'
}

function checkPortal({people, merges, upserts}, {expected, ids, live, isCutOff}) {
  const problems = []
  const named = new Set([...expected.values()].filter(outcome => /^\d+$/.test(outcome)))
  const gone = new Set(merges.map(([, away]) => away.number))
  const byId = new Map(live.map(record => [record.id, record]))
  const byEmail = new Map(live.map(record => [record.properties.email, record]))
  const pushed = new Set(upserts.map(({number}) => number))
  for (const person of people) {
    const id = ids.get(person.number)
    if (gone.has(person.number)) continue
    const isNamed = named.has(id)
    if (!isNamed && !byId.has(id)) problems.push(`record ${id} of ${emailOf(person)} went, and no row names it`)
    if (isNamed && byId.has(id) && !isCutOff) problems.push(`record ${id} of ${emailOf(person)} is left`)
    if (pushed.has(person.number) && !byEmail.has(emailOf(person)))
      problems.push(`${emailOf(person)} was pushed after the list, and is not there`)
  }
  return problems
}

function checkRows(expected, {summary, written, rejects}) {
  const problems = []
  const told = new Map(written.map(({row, recordId, outcome}) => [row, outcome === 'archived' ? recordId : outcome]))
  if (told.size !== written.length) problems.push('a row stands twice in the written file')
  for (const {row, code} of rejects) {
    if (told.has(row)) problems.push(`row ${row} has two outcomes`)
    told.set(row, code)
  }
  for (const [row, outcome] of expected) {
    const isQuiet = outcome === 'unchanged' || outcome === 'skipped'
    if (isQuiet ? told.has(row) : told.get(row) !== outcome)
      problems.push(`row ${row} is ${told.get(row) ?? 'told of nothing'}, not ${outcome}`)
  }
  if (summary.rows.read !== expected.size) problems.push(`${summary.rows.read} of ${expected.size} rows read`)
  return problems
}

function checkTotals(expected, {rows, status, exitCode}) {
  const outcomes = [...expected.values()]
  const archived = outcomes.filter(outcome => /^\d+$/.test(outcome)).length
  const count = word => outcomes.filter(outcome => outcome === word).length
  const wanted = {
    ...{read: outcomes.length, written: archived, created: 0, updated: 0, deleted: archived},
    ...{unchanged: count('unchanged'), skipped: count('skipped')},
    rejected: outcomes.filter(outcome => /^[A-Z]/.test(outcome)).length,
  }
  const problems = Object.entries(wanted)
    .filter(([name, number]) => rows[name] !== number)
    .map(([name, number]) => `${rows[name]} ${name}, not ${number}`)
  if (status !== 'finished') problems.push(`the run ended as ${status}`)
  if (exitCode !== (wanted.rejected > 0 ? 3 : 0))
    problems.push(`exit code ${exitCode} with ${wanted.rejected} rejected`)
  return problems
}

export function cellOf(row, property, ids) {
  if (row.by === 'nothing') return ''
  const at = KEYS.indexOf(property)
  if (row.by === 'stranger') return [`nobody${row.number}@example.com`, `N-${row.number}`, `${row.number}`][at]
  if (row.by === 'old e-mail') return oldEmailOf(row.person)
  return [emailOf(row.person), externalIdOf(row.person), ids.get(row.person.number)][at]
}
