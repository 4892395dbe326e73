import {clearsIn} from './clears.mjs'
import {faultMix} from './fault-mixes.mjs'
import {maybeLinking} from './links.mjs'
import {maybeListing} from './lists.mjs'
import {inMode, modeOf} from './modes.mjs'
import {maybeMoving} from './moves.mjs'
import {secondFile} from './parts.mjs'
import {seeded} from './random.mjs'
import {sequelsOf} from './sequels.mjs'
import {SHAPES, underAdminRules} from './shapes.mjs'
import {twistsOf} from './twists.mjs'

/**
 * Everything that is decided about one seed before it is played.
 * A row knows what the file says of it (`cells`), what must arrive (`key`, `values`) and what is wrong with it
 * (`flaw`).
 */
export function scenarioOf(seed) {
  const rng = seeded(seed)
  const plain = SHAPES[rng.pick(['contacts', 'contacts', 'contactsById', 'cars', 'deals'])]
  const twists = twistsOf(seed, plain)
  const shape = twists.switches.adminRules ? underAdminRules(plain) : plain
  const keys = rng.pick([1, 3, 20, 120, 120, 500, 2000])
  const rowCount = keys < 20 ? rng.int(20, 60) : rng.int(200, rng.pick([400, 400, 400, 1500]))
  const settings = {
    shape,
    keys,
    fill: rng.pick([0.2, 0.5, 0.9]),
    badHere: rng.pick([0, 0.02, 0.1]),
    badThere: rng.pick([0, 0, 0.01, 0.03, 0.1]),
    spellings: rng.chance(0.4),
    aliases: twists.hasAliases ? twists.rng : undefined,
  }
  const made = numbered(inOrder(rng, makeRows(rng, rowCount, settings)))
  const {faults, switches, silent, latestMs} = faultMix(rng)
  const interruptions = interruptionsOf(rng)
  const preset = rng.chance(0.5) ? presetOf(rng, settings, someNumbers(rng, settings)) : []
  const {apiVersion, login, format, hasAliases, hasSecondFile} = twists
  const second = hasSecondFile ? secondFile(numbered(makeRows(twists.rng, twists.rng.int(20, 200), settings))) : []
  const {mode, known, rng: modeRng} = modeOf(seed)
  const before = known === undefined ? preset : presetOf(modeRng, settings, shareOfNumbers(modeRng, settings, known))
  const {
    first: rows,
    isCalm = false,
    ...changes
  } = sequelsOf(seed, {rows: made, shape, mode}) ?? {first: made, sequels: second}
  const allFaults = [...twists.faults, ...faults]
    .map(rule => inMode(rule, mode))
    .filter(({fault}) => !isCalm || fault === 'latency')
  const strikes = isCalm ? [] : interruptions
  const scenario = maybeMoving({
    ...{seed, shape, mode, rows, apiVersion, login, format},
    preset: hasAliases ? withAliases(before, settings) : before,
    hasAliases,
    /** What is pushed right after the first file (see parts.mjs), and how the first is. */
    ...changes,
    duplicates: rng.pick([...Array(8).fill('apply'), 'each', 'last', 'reject']),
    writtenFormat: rng.pick(['csv', 'jsonl']),
    faults: allFaults,
    switches: {...switches, missingKeyAs: ['refusal', '207'][seed % 2], ...twists.switches},
    clears: clearsIn(seed, twists.switches),
    silent,
    latestMs,
    interruptions: strikes,
    /** Attempts that were given up may be taken later. */
    late:
      [{interruptions: strikes}, ...changes.sequels].some(part => (part.interruptions ?? []).length > 0) ||
      allFaults.some(({fault}) => fault !== 'latency'),
  })
  return maybeListing(maybeLinking(scenario))
}

function makeRows(rng, count, settings) {
  const columns = settings.shape.columns.filter(column => column.often || rng.chance(0.7))
  return Array.from({length: count}, () => makeRow(rng, columns, settings))
}

function makeRow(rng, columns, {shape, keys, fill, badHere, badThere, spellings, aliases}) {
  const number = rng.int(1, keys)
  const ownKey = spellings ? rng.pick(shape.spellings(shape.keyOf(number))) : shape.keyOf(number)
  const keyCell = aliases?.chance(0.3) && hasAlias(number) ? shape.alias.of(number) : ownKey
  const row = {cells: {[shape.keyProperty]: keyCell}, number, key: shape.sentKey(keyCell), values: {}}
  for (const column of columns) {
    if (!rng.chance(column.often ? 0.9 : fill)) continue
    const {cell, value} = column.good(rng, row.key)
    row.cells[column.property] = cell
    row.values[column.property] = value
  }
  if (rng.chance(badHere)) spoilHere(rng, row, columns, shape)
  else if (rng.chance(badThere)) spoilThere(rng, row, columns, shape)
  if (shape.refusedHere?.(row.values)) row.flaw = 'local'
  return row
}

/** Makes a row that never leaves this machine. */
function spoilHere(rng, row, columns, {keyProperty}) {
  const bad = columns.filter(column => column.local)
  row.flaw = 'local'
  const how = bad.length === 0 ? 'no key' : rng.pick(['no key', 'torn', 'cell', 'cell', 'cell'])
  if (how === 'no key') {
    row.cells[keyProperty] = rng.pick(['', '  '])
    row.isTorn = Object.keys(row.values).length === 0 // a line of nothing but delimiters would be no row
  } else if (how === 'torn') row.isTorn = true
  else {
    const column = rng.pick(bad)
    row.cells[column.property] = column.local(rng).cell
  }
  // A line of nothing but delimiters is no row.
  if (Object.values(row.cells).every(cell => cell.trim() === '')) row.isTorn = true
}

/** Makes a row that only HubSpot can refuse. */
function spoilThere(rng, row, columns, {refusedKey, keyProperty, sentKey}) {
  const bad = columns.filter(column => column.hubspot)
  if (refusedKey !== undefined && (bad.length === 0 || rng.chance(0.3))) {
    row.cells[keyProperty] = refusedKey(row.number)
    row.key = sentKey(row.cells[keyProperty])
  } else if (bad.length > 0) {
    const column = rng.pick(bad)
    const {cell, value} = column.hubspot(rng)
    row.cells[column.property] = cell
    row.values[column.property] = value
  } else return
  row.flaw = 'hubspot'
}

function inOrder(rng, rows) {
  const order = rng.pick(['as made', 'sorted', 'in runs'])
  if (order === 'as made') return rows
  const sorted = [...rows].sort((a, b) => a.number - b.number)
  if (order === 'sorted') return sorted
  const runs = []
  while (sorted.length > 0) runs.push(sorted.splice(0, rng.int(1, 12)))
  return rng.shuffled(runs).flat()
}

function numbered(rows) {
  return rows.map((row, index) => ({...row, row: index + 1}))
}

function someNumbers(rng, {keys}) {
  return [...new Set(Array.from({length: 40}, () => rng.int(1, keys)))]
}

function shareOfNumbers(rng, {keys}, share) {
  return rng.some(
    Array.from({length: keys}, (_, index) => index + 1),
    share,
  )
}

/** Records that are there before the push. */
function presetOf(rng, {shape}, numbers) {
  return numbers.map(number => {
    const key = shape.keyOf(number)
    const values = {}
    for (const column of shape.columns) {
      const {value} = column.good(rng, key)
      if (column.adds) values[column.property] = value.replace(/^;/, '')
      else values[column.property] = value
    }
    if (shape.accepts && !shape.accepts(values)) Object.assign(values, {pipeline: 'default', dealstage: 'contractsent'})
    return {key: shape.sentKey(key), values}
  })
}

/** Every third record may also be found by a second name. */
function hasAlias(number) {
  return number % 3 === 0
}

/** Records with a second name must be there before the push. */
function withAliases(preset, {shape, keys}) {
  const byKey = new Map(preset.map(record => [record.key, record]))
  for (let number = 3; number <= keys; number += 3) {
    const key = shape.sentKey(shape.keyOf(number))
    const {values = {...shape.defaults}} = byKey.get(key) ?? {}
    byKey.set(key, {key, values, unlisted: {[shape.alias.property]: shape.alias.of(number)}})
  }
  return [...byKey.values()]
}

/** When the client is struck, and what is missing of its files afterwards. */
function interruptionsOf(rng) {
  const count = rng.pick([0, 0, 1, 1, 2, 4])
  return Array.from({length: count}, () => {
    const signals = rng.pick([['SIGKILL'], ['SIGKILL'], ['SIGKILL'], ['SIGINT'], ['SIGTERM'], ['SIGINT', 'SIGTERM']])
    const isCrash = signals[0] === 'SIGKILL'
    const damage = isCrash && rng.chance(0.5) ? rng.some(['journal', 'rejects', 'written'], 0.5) : []
    return {after: rng.int(1, rng.pick([6, 25])), signals, damage: damage.map(file => ({file, share: rng.next()}))}
  })
}
