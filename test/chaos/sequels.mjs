import {seeded} from './random.mjs'

/** A stream of chance of its own: what a seed was before there was --only-changed, its first file still is. */
const APART = 3_000_017
const MOST_ROWS = 250

/**
 * What is pushed after the first file by somebody who uses `--only-changed`: the first file again, with some rows
 * changed, or, after one that
 * changed them all, back to what they were. Undefined for the seeds that are not about it. `first`: the rows of the
 * first file.
 */
export function sequelsOf(seed, {rows, shape, mode}) {
  const rng = seeded(seed + APART)
  if (!rng.chance(0.25)) return undefined
  const kind = rng.pick(mode === 'create' ? ['again', 'drift'] : ['again', 'revert', 'revert', 'seesaw', 'drift'])
  const first = numbered((rng.chance(0.4) ? onceEach(rows) : rows).slice(0, MOST_ROWS))
  return {kind, firstFlags: flagsOfFirst(rng), ...KINDS[kind](rng, first, shape)}
}

const KINDS = {
  /** Half of them without faults: then nothing may be sent a second time. */
  again: (rng, first) => {
    const sequels = Array.from({length: rng.int(1, 2)}, () => again(rng, first))
    return rng.chance(0.5) ? {first, sequels, isCalm: true} : {first, sequels}
  },
  drift: (rng, first, shape) => {
    const drifted = changed(rng, first, shape, 0.1)
    return {
      first,
      sequels: [
        {...again(rng, drifted), file: 'drifted'},
        {...again(rng, changed(rng, drifted, shape, 0.1)), file: 'further'},
      ],
    }
  },
  /** The second file may be cut off for ever: what of it has arrived, nobody knows. */
  revert: (rng, first, shape) => {
    const other = {file: 'other', rows: changed(rng, first, shape, 0.8), ...flags(rng), isAbandoned: rng.chance(0.6)}
    const strikes = Array.from({length: rng.pick([0, 1, 1, 1, 2])}, () => strike(rng, 3))
    return {first, sequels: [{...other, interruptions: strikes}, again(rng, first)]}
  },
  /** To and fro within one file. */
  seesaw: (rng, rows, shape) => {
    const once = rows.slice(0, MOST_ROWS / 2)
    const first = numbered([...once, ...changed(rng, once, shape, 0.7), ...once])
    return {first, sequels: Array.from({length: rng.int(1, 2)}, () => again(rng, first))}
  },
}

function again(rng, rows) {
  return {file: 'first', rows, ...flags(rng), interruptions: rng.chance(0.25) ? [strike(rng)] : []}
}

function flags(rng) {
  return rng.pick([...Array(8).fill({onlyChanged: true}), {onlyChanged: true, full: true}, {}])
}

/** Nothing is remembered before somebody has asked for it once. */
function flagsOfFirst(rng) {
  return rng.pick([...Array(8).fill({onlyChanged: true}), {full: true}, {}])
}

/** At the arrival of an early request, or of one up to the `latest`: few rows make few requests. */
function strike(rng, latest = 10) {
  const signals = rng.pick([['SIGKILL'], ['SIGKILL'], ['SIGKILL'], ['SIGINT'], ['SIGTERM']])
  const damage = signals[0] === 'SIGKILL' && rng.chance(0.4) ? rng.some(['journal', 'rejects', 'written'], 0.5) : []
  return {after: rng.int(1, rng.pick([1, 3, latest])), signals, damage: damage.map(file => ({file, share: rng.next()}))}
}

/** The same keys, with other values in some of the rows. */
function changed(rng, rows, shape, share) {
  return rows.map(row => (row.flaw === undefined && rng.chance(share) ? withOtherValues(rng, row, shape) : row))
}

function withOtherValues(rng, row, shape) {
  const cells = {...row.cells}
  const values = {...row.values}
  for (const column of shape.columns) {
    if (values[column.property] === undefined || rng.chance(0.3)) continue
    const {cell, value} = column.good(rng, row.key)
    cells[column.property] = cell
    values[column.property] = value
  }
  return {...row, cells, values, ...(shape.refusedHere?.(values) && {flaw: 'local'})}
}

function onceEach(rows) {
  const seen = new Set()
  return rows.filter(({key}) => !seen.has(key.toLowerCase()) && seen.add(key.toLowerCase()))
}

function numbered(rows) {
  return rows.map((row, index) => ({...row, row: index + 1}))
}
