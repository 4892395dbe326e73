import {applied, sameValue, takes} from './model.mjs'
import {RULES} from './modes.mjs'
import {isCertain} from './parts.mjs'

/**
 * States a key may be in, where HubSpot kept silent about several of its rows; of more, enough to show each value of
 * each property.
 */
const MOST_STATES = 256

/** The record that a key names: by its first e-mail, and in a portal that does not tell cases apart in one case. */
export function recordOf({shape, switches, hasAliases}, key = '') {
  const own = hasAliases ? shape.alias.ownKey(key) : key
  return switches.uniqueKeysFoldCase ? own.toLowerCase() : own
}

/**
 * Key → the states its record may be in after all parts (undefined: no record), and what cannot be explained on the
 * way.
 */
export function statesOf(scenario, parts) {
  const {shape, preset} = scenario
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
  for (const [index, part] of parts.entries()) {
    for (const {row, key, values, flaw} of part.scenario.rows) {
      if (flaw === 'local') continue
      const entry = of(key)
      const name = index === 0 ? `${row}` : `${row} of file ${index + 1}`
      entry.rows.push({name, recordId: part.fates.written.get(row)?.recordId})
      entry.keys.add(key)
      entry.values.push(values)
      settle(entry, {...fateOf(part, row), scenario: part.scenario, name, values, flaw})
    }
  }
  return byKey
}

/** `isOpen`: its values may also come later, or not at all, since nobody looks any more. */
function fateOf({fates: {written, rejected, skipped}, scenario, isCutOff}, row) {
  const isOpen = isCutOff && !isCertain(scenario)
  if (skipped.has(row)) return {kind: 'skipped'}
  if (written.has(row)) return {kind: 'written', isOpen}
  if (rejected.has(row)) return {kind: 'refused', refusal: rejected.get(row), isOpen}
  return isCutOff ? {kind: 'untold'} : {kind: 'unchanged'}
}

/** Takes one row into account. */
function settle(entry, step) {
  KINDS[step.kind](entry, step)
  entry.states = distinct(entry.states)
}

const KINDS = {
  skipped() {},

  written(entry, step) {
    const {mode, shape, isResumed} = step.scenario
    // A row that could not make a record may after a crash take the one of a later row for its own, if that holds all
    // its values: a record
    // does not tell who made it, and is the same either way.
    if (mode === 'create' && isResumed && !takes(shape, undefined, step.values)) entry.isClaimed = true
    const able = entry.states.filter(state => mode === 'upsert' || (state === undefined) === (mode === 'create'))
    if (able.length === 0)
      entry.problems.push(`row ${step.name} is written, but --mode ${mode} cannot have: its key has ${known(entry)}`)
    const after = able.flatMap(state => afterRow(step, state))
    // What is made is made: no other row's attempt can undo that. A value may be overwritten by an older one that
    // nobody has looked for.
    if (after.length > 0) entry.states = step.isOpen && mode !== 'create' ? [...entry.states, ...after] : after
  },

  /**
   * It counts as written, so the record must be as if it had been: no value of it may make a difference. After a crash
   * it may be what the
   * killed process had written, and not yet told; and so after a stop, of batches behind one that was not settled.
   */
  unchanged(entry, step) {
    const {scenario, name, values} = step
    const {shape, hasAliases, isResumed} = scenario
    if (isResumed) {
      if (scenario.mode === 'update' && entry.states.every(state => state === undefined))
        entry.problems.push(`row ${name} is unchanged, but its key has no record to update`)
      entry.states = entry.states.flatMap(state => afterRow(step, state))
      return
    }
    const held = entry.states.filter(state => state !== undefined)
    if (held.length === 0) entry.problems.push(`row ${name} is unchanged, but its key has no record`)
    const after = held.map(state => applied(shape, state, values))
    const matters = shape.columns.filter(column => !held.some((state, index) => isSame(column, state, after[index])))
    // By another e-mail of the contact it may have been changed behind this key (README).
    if (held.length > 0 && matters.length > 0 && !hasAliases)
      entry.problems.push(
        `row ${name} is unchanged, but its ${matters.map(({property}) => property)} would change the record`,
      )
    if (after.length > 0) entry.states = after
  },

  /** Of a run that never finished: sent or not, taken or not. */
  untold(entry, step) {
    entry.states = withAfter(entry, step)
  },

  refused(entry, step) {
    const {scenario, refusal, flaw, name, values, isOpen} = step
    const {shape, mode, late, isResumed} = scenario
    if (refusal.code === 'DUPLICATE_KEY') return
    const isMade = flaw === undefined && takes(shape, undefined, values)
    // Of which no record was made, since none can be or HubSpot kept silent: sent again after a crash, it meets the
    // record that a later row
    // of its key had made before. That later row must then count as written.
    if (refusal.code === 'ALREADY_EXISTS' && isResumed && (!isMade || scenario.silent || entry.isClaimed)) {
      // Or the other way round: see `written`.
      if (entry.isClaimed && isMade) entry.states = [...entry.states, applied(shape, undefined, values)]
      return
    }
    if (flaw !== undefined) {
      const isLie = {NOT_FOUND: state => state !== undefined, ALREADY_EXISTS: state => state === undefined}[
        refusal.code
      ]
      if (isLie !== undefined && entry.states.every(isLie))
        entry.problems.push(`row ${name} is ${refusal.code}, but its key has ${known(entry)}`)
      return
    }
    if (refusal.code === 'UNACCOUNTED') {
      entry.states = withAfter(entry, step)
      return
    }
    const explained = entry.states.filter(state =>
      RULES[mode].explains(refusal.code, state, one => takes(shape, one, values)),
    )
    // A stage is held against the pipeline of the moment, and that may be a later row's: one that came late, or before
    // a crash.
    const isOfTheMoment = late && refusal.property !== undefined && shape.depends?.includes(refusal.property)
    if (explained.length === 0 && !isOfTheMoment)
      entry.problems.push(
        `row ${name} is good and was refused: ${refusal.code} ${refusal.message} (its key has ${known(entry)})`,
      )
    // Whether there is a record depends on no late attempt: nobody deletes one, and no refused row's attempt can make
    // one.
    else if (refusal.code === 'NOT_FOUND' || refusal.code === 'ALREADY_EXISTS') entry.states = explained
    // An attempt of it that was given up may have been taken later, when the record had changed.
    else if (late || isOpen) entry.states = withAfter(entry, step)
    else entry.states = explained
  },
}

function known({states}) {
  return states.includes(undefined) ? (states.length > 1 ? 'perhaps a record' : 'no record') : 'a record'
}

function withAfter({states}, step) {
  return [...states, ...states.flatMap(state => afterRow(step, state))]
}

/**
 * A row that no record could be made of, or that HubSpot was silent about, is taken all the same where a later row of
 * its key had made one:
 * before a crash, or merged with it. That later row then decided what the record began with.
 */
function afterRow({scenario: {shape, mode, silent, interruptions}, values}, state) {
  if (mode === 'update' && state === undefined) return [undefined]
  if (mode === 'create' && state !== undefined) return [state]
  const after = applied(shape, state, values)
  if (mode === 'create' || state !== undefined) return [after]
  const afterLater = applied(shape, {...shape.defaults}, values)
  if (!takes(shape, state, values)) return [after, {...values}, afterLater]
  return silent && interruptions.length > 0 ? [after, afterLater] : [after]
}

function isSame(column, one, other) {
  return sameValue(column, one[column.property], other[column.property])
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
