import {applied, sameValue, takes} from './model.mjs'

/** States a key may be in, where HubSpot kept silent about several of its rows; of more, enough to show each value of each property. */
const MOST_STATES = 256
/** Requests that one bad row in a hundred may cost where HubSpot does not name it. */
const COST_OF_ISOLATION = 15

/**
 * Holds what the pushes of a scenario reported, and what HubSpot holds, against the rows of their files. Returns the broken promises as
 * sentences; none is good. Each part: scenario, summary, rejects (lines of rejects.jsonl), written (rows of --written); `records` as the
 * sandbox keeps them.
 */
export function judge(scenario, {parts, records}) {
  const whole = combined(scenario, parts)
  return [...parts.flatMap(judgePart), ...checkRecords(whole.scenario, {records}, whole.fates)]
}

function judgePart({scenario, ...outcome}, index) {
  const fates = fatesOf(outcome)
  const problems = [
    ...checkTotals(scenario, outcome),
    ...checkEveryRow(scenario, outcome, fates),
    ...checkRefusals(scenario, fates),
    ...checkCost(scenario, outcome, fates),
  ]
  return index === 0 ? problems : problems.map(problem => `second file: ${problem}`)
}

/** The rows of all parts as those of one file: each goes on counting where the one before ended. */
function combined(scenario, parts) {
  const rows = []
  const fates = {written: new Map(), rejected: new Map()}
  for (const part of parts) {
    const offset = rows.length
    const of = fatesOf(part)
    for (const [row, each] of of.written) fates.written.set(offset + row, each)
    for (const [row, each] of of.rejected) fates.rejected.set(offset + row, each)
    rows.push(...part.scenario.rows.map(row => ({...row, row: offset + row.row})))
  }
  return {scenario: {...scenario, rows}, fates}
}

function fatesOf({written, rejects}) {
  return {written: new Map(written.map(each => [each.row, each])), rejected: new Map(rejects.map(each => [each.row, each]))}
}

/** The record that a key names: by its first e-mail, and in a portal that does not tell cases apart in one case. */
function recordOf({shape, switches, hasAliases}, key = '') {
  const own = hasAliases ? shape.alias.ownKey(key) : key
  return switches.uniqueKeysFoldCase ? own.toLowerCase() : own
}

function checkTotals({rows}, {summary}) {
  const {read, written, created, updated, unchanged, skipped, rejected} = summary.rows
  const problems = []
  if (summary.status !== 'finished') problems.push(`the run ended as ${summary.status}: ${summary.reason?.message}`)
  if (read !== rows.length) problems.push(`${rows.length} rows in the file, ${read} read`)
  if (read !== written + unchanged + skipped + rejected) problems.push(`the totals do not add up: ${JSON.stringify(summary.rows)}`)
  if (written !== created + updated) problems.push(`${written} written, but ${created} created and ${updated} updated`)
  const byCode = Object.values(summary.rejects.byCode).reduce((sum, count) => sum + count, 0)
  if (byCode !== rejected) problems.push(`${rejected} refused, but ${byCode} by their codes`)
  if (summary.exitCode !== (rejected > 0 ? 3 : 0)) problems.push(`exit code ${summary.exitCode} with ${rejected} refused`)
  return problems
}

/** Each row exactly once, and nothing that is not in the file. */
function checkEveryRow(scenario, {summary, written, rejects}, fates) {
  const problems = []
  const {skipped} = duplicatesOf(scenario)
  if (fates.written.size !== written.length) problems.push('a row stands twice in the written file')
  if (fates.rejected.size !== rejects.length) problems.push('a row stands twice in rejects.jsonl')
  if (written.length !== summary.rows.written) problems.push(`${written.length} rows in the written file, ${summary.rows.written} counted`)
  if (rejects.length !== summary.rows.rejected) problems.push(`${rejects.length} rows in rejects.jsonl, ${summary.rows.rejected} counted`)
  for (const {row} of scenario.rows) {
    const places = [fates.written.has(row), fates.rejected.has(row), skipped.has(row)].filter(Boolean).length
    if (places !== 1) problems.push(`row ${row} has ${places} outcomes`)
  }
  for (const row of [...fates.written.keys(), ...fates.rejected.keys()])
    if (row < 1 || row > scenario.rows.length) problems.push(`row ${row} is not in the file`)
  return problems
}

/** What `--duplicates last` leaves out and `reject` refuses: rows by number. */
function duplicatesOf({rows, duplicates}) {
  const sendable = rows.filter(row => row.flaw !== 'local')
  const skipped = new Set()
  const repeated = new Set()
  const seen = new Set()
  const lastFirst = duplicates === 'last' ? sendable.toReversed() : sendable
  for (const {row, key} of lastFirst) {
    const orderKey = key.toLowerCase()
    if (seen.has(orderKey)) {
      if (duplicates === 'last') skipped.add(row)
      if (duplicates === 'reject') repeated.add(row)
    }
    seen.add(orderKey)
  }
  return {skipped, repeated}
}

/** Nothing good is refused, nothing bad is said to be written; what depends on the record is judged by `checkRecords`. */
function checkRefusals(scenario, {written, rejected}) {
  const problems = []
  const {repeated} = duplicatesOf(scenario)
  for (const {row, flaw} of scenario.rows) {
    const refusal = rejected.get(row)
    if (flaw !== undefined && written.has(row)) problems.push(`row ${row} is bad (${flaw}) and said to be written`)
    if (flaw === 'local' && refusal !== undefined && refusal.attempts !== 0) problems.push(`row ${row} was sent though it is bad here`)
    if (repeated.has(row) !== (refusal?.code === 'DUPLICATE_KEY')) problems.push(`row ${row}: ${refusal?.code} among duplicates`)
    if (refusal?.code === 'UNACCOUNTED' && !scenario.silent) problems.push(`row ${row} is UNACCOUNTED though HubSpot was never silent`)
  }
  return problems
}

/** The record of every key is what its written rows make of it, in file order. */
function checkRecords(scenario, {records}, fates) {
  const {shape} = scenario
  const problems = []
  const found = new Map()
  for (const {id, properties} of records) {
    const key = recordOf(scenario, properties[shape.keyProperty])
    if (found.has(key)) problems.push(`two records of key ${key}`)
    found.set(key, {id, properties})
  }
  for (const [key, {states, problems: own, rows, keys, values}] of statesOf(scenario, fates)) {
    problems.push(...own)
    const record = found.get(key)
    found.delete(key)
    const isRight = scenario.hasAliases && keys.size > 1 ? isMixed : isOneOf
    if (!isRight(shape, record?.properties, isRight === isMixed ? values : states))
      problems.push(`record ${key} (rows ${rows}) holds ${show(shape, record?.properties)}, not ${show(shape, states[0])}`)
    for (const row of rows) {
      const recordId = fates.written.get(row)?.recordId
      if (recordId !== undefined && recordId !== record?.id) problems.push(`row ${row} names record ${recordId}, not ${record?.id}`)
    }
  }
  for (const {properties} of records.filter(
    record => found.get(recordOf(scenario, record.properties[shape.keyProperty]))?.id === record.id,
  ))
    if (!isHolder(shape, properties)) problems.push(`a record that no written row made: ${JSON.stringify(properties)}`)
  return problems
}

/** Key → the states its record may be in, and what cannot be explained on the way. */
function statesOf(scenario, {written, rejected}) {
  const {shape, rows, preset} = scenario
  const byKey = new Map()
  const of = key => {
    const name = recordOf(scenario, key)
    const known = byKey.get(name) ?? {states: [undefined], problems: [], rows: [], keys: new Set(), values: []}
    byKey.set(name, known)
    return known
  }
  for (const {key, values} of preset) {
    const entry = of(key)
    entry.states = [applied(shape, undefined, values)]
    entry.values.push(entry.states[0])
  }
  for (const {row, key, values, flaw} of rows) {
    if (flaw === 'local') continue
    const entry = of(key)
    entry.rows.push(row)
    entry.keys.add(key)
    entry.values.push(values)
    const after = entry.states.flatMap(state => afterRow(scenario, state, values))
    const refusal = rejected.get(row)
    if (written.has(row)) entry.states = distinct(after)
    else if (refusal?.code === 'UNACCOUNTED' && flaw === undefined) entry.states = distinct([...entry.states, ...after])
    else if (refusal !== undefined && flaw === undefined && refusal.code !== 'DUPLICATE_KEY') {
      const refusing = entry.states.filter(state => !takes(shape, state, values))
      // A stage is held against the pipeline of the moment, and that may be a later row's: one that came late, or before a crash.
      if (scenario.late && refusal.property !== undefined && shape.depends?.includes(refusal.property))
        entry.states = distinct([...entry.states, ...after])
      else if (refusing.length === 0) entry.problems.push(`row ${row} is good and was refused: ${refusal.code} ${refusal.message}`)
      // An attempt of it that was given up may have been taken later, when the record had changed.
      else if (scenario.late) entry.states = distinct([...entry.states, ...after])
      else entry.states = refusing
    }
  }
  return byKey
}

/**
 * A row that no record could be made of, or that HubSpot was silent about, is taken all the same where a later row of its key had made one:
 * before a crash, or merged with it. That later row then decided what the record began with.
 */
function afterRow({shape, silent, interruptions}, state, values) {
  const after = applied(shape, state, values)
  if (state !== undefined) return [after]
  const afterLater = applied(shape, {...shape.defaults}, values)
  if (!takes(shape, state, values)) return [after, {...values}, afterLater]
  return silent && interruptions.length > 0 ? [after, afterLater] : [after]
}

function distinct(states) {
  const all = [...new Map(states.map(state => [JSON.stringify(state), state])).values()]
  return all.length <= MOST_STATES ? all : covering(all)
}

/** Of too many states, those that bring a value which none before them has: `isOneOf` then goes by the properties. */
function covering(states) {
  const shown = new Set()
  return states.filter(state => {
    const values = state === undefined ? ['no record'] : Object.entries(state).map(entry => JSON.stringify(entry))
    const isNew = values.some(value => !shown.has(value))
    for (const value of values) shown.add(value)
    return isNew
  })
}

function isRecord({columns}, stored, state) {
  if (stored === undefined || state === undefined) return stored === state
  return columns.every(column => sameValue(column, stored[column.property], state[column.property]))
}

/** Of a row that HubSpot kept silent about, and that may have come late, some values may have been overwritten since. */
function isOneOf(shape, stored, states) {
  if (states.some(state => isRecord(shape, stored, state))) return true
  const known = states.filter(state => state !== undefined)
  if (states.length === 1 || stored === undefined) return false
  return shape.columns.every(
    column => known.some(state => sameValue(column, stored[column.property], state[column.property])) || isOfTheirs(column, stored, known),
  )
}

/** Of a list that rows add to, the options may have come together in ways that too many states no longer show. */
function isOfTheirs({property, adds}, stored, states) {
  if (!adds) return false
  const options = new Set(states.flatMap(state => (state[property] ?? '').split(';')))
  return (stored[property] ?? '').split(';').every(option => options.has(option))
}

/**
 * Rows that name one contact by two e-mails are not kept in order beyond a request (README): each value is some row's, or was there before.
 */
function isMixed({columns}, stored, values) {
  if (stored === undefined) return false
  return columns.every(column => {
    const options = values.flatMap(each => (each[column.property] === undefined ? [] : [each[column.property]]))
    if (!column.adds) return stored[column.property] === undefined || options.includes(stored[column.property])
    const known = new Set(options.flatMap(value => value.split(';')))
    return (stored[column.property] ?? '').split(';').every(option => known.has(option) || option === '')
  })
}

function isHolder({holders}, properties) {
  return holders.some(holder => Object.entries(holder).every(([name, value]) => properties[name] === value))
}

function show({columns}, values) {
  return values === undefined ? 'nothing' : JSON.stringify(Object.fromEntries(columns.map(({property}) => [property, values[property]])))
}

/** Without faults: no retry, and no more requests than the rules of folding, waves, unfolding and bisection allow. */
function checkCost(scenario, {summary}, fates) {
  // Two names of one contact in a request cost a request more for each.
  if (scenario.faults.some(({fault}) => fault !== 'latency') || scenario.interruptions.length > 0 || scenario.hasAliases) return []
  const {upserts, retries} = summary.requests
  const bound = upsertBound(scenario, fates)
  const problems = retries > 0 ? [`${retries} retries without a fault`] : []
  if (upserts > bound) problems.push(`${upserts} upserts, at most ${bound} are allowed`)
  return problems
}

function upsertBound(scenario, {rejected}) {
  const {repeated, skipped} = duplicatesOf(scenario)
  const sent = scenario.rows.filter(({row}) => !skipped.has(row) && !repeated.has(row))
  const refusedThere = row => rejected.has(row.row) && row.flaw !== 'local'
  let bound = 0
  for (const batch of batchesOf(sent)) {
    const byKey = grouped(batch, orderKeyOf)
    byKey.delete(undefined)
    // A key costs its rows; where one of them is refused, its merged attempts too.
    const waves = [...byKey.values()].map(rows => rows.length * (rows.some(refusedThere) ? 2 : 1))
    bound += Math.max(0, ...waves)
    // Refused with the whole request, or without its name: taken apart. Each attempt at a bad row may cost that.
    const {conflictAs, uniqueClashAs, errorContext} = scenario.switches
    if (conflictAs === '409' || uniqueClashAs === '400' || errorContext === 'none')
      for (const rows of byKey.values()) if (rows.some(refusedThere)) bound += COST_OF_ISOLATION * rows.length * 2
  }
  return bound
}

function batchesOf(rows) {
  const batches = []
  let open = {rows: [], keys: new Set()}
  for (const row of rows) {
    const key = orderKeyOf(row)
    const isFull = open.rows.length >= 1000 || (key !== undefined && open.keys.size >= 100 && !open.keys.has(key))
    if (isFull) {
      batches.push(open.rows)
      open = {rows: [], keys: new Set()}
    }
    open.rows.push(row)
    if (key !== undefined) open.keys.add(key)
  }
  return [...batches, open.rows]
}

function orderKeyOf({key, flaw}) {
  return flaw === 'local' ? undefined : key.toLowerCase()
}

function grouped(list, keyOf) {
  const groups = new Map()
  for (const each of list) groups.set(keyOf(each), [...(groups.get(keyOf(each)) ?? []), each])
  return groups
}
