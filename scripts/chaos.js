// usage: npm run chaos -- [--seeds N] [--from S] [--trait T | --deletes | --gone | --undo | --pairs | --engine] [--seed X]... [--times T] [--lanes L]
// Pushes generated files through faults, kills and resumptions against a sandbox in another process, and has a referee
// check that no row is lost, none written out of order and none unexplained. Prints each seed that breaks a promise;
// exits 1 when one did.
import {parseArgs} from 'node:util'
import {DeleteLane} from '../test/chaos/deletes/lane.mjs'
import {deleteScenarioOf} from '../test/chaos/deletes/scenario.mjs'
import {EngineLane} from '../test/chaos/engine/lane.mjs'
import {engineScenarioOf} from '../test/chaos/engine/scenario.mjs'
import {GoneLane} from '../test/chaos/gone/lane.mjs'
import {goneScenarioOf} from '../test/chaos/gone/scenario.mjs'
import {Lane} from '../test/chaos/lane.mjs'
import {PairLane} from '../test/chaos/pairs/lane.mjs'
import {pairScenarioOf} from '../test/chaos/pairs/scenario.mjs'
import {partsOf} from '../test/chaos/parts.mjs'
import {scenarioOf} from '../test/chaos/scenario.mjs'
import {seedsWith} from '../test/chaos/traits.mjs'
import {UndoLane} from '../test/chaos/undo/lane.mjs'
import {undoScenarioOf} from '../test/chaos/undo/scenario.mjs'

const {values} = parseArgs({
  options: {
    seeds: {type: 'string', default: '200'},
    from: {type: 'string', default: '1'},
    seed: {type: 'string', multiple: true},
    trait: {type: 'string'},
    deletes: {type: 'boolean', default: false},
    gone: {type: 'boolean', default: false},
    undo: {type: 'boolean', default: false},
    pairs: {type: 'boolean', default: false},
    engine: {type: 'boolean', default: false},
    lanes: {type: 'string', default: '4'},
    times: {type: 'string', default: '1'},
  },
})

const startedMs = Date.now()
const seeds = seedsAskedFor()
const waiting = [...seeds]
const failed = new Set()
const sums = {rows: 0, runs: 0, upserts: 0}
await Promise.all(Array.from({length: Math.min(Number(values.lanes), seeds.length)}, playThrough))

const seconds = ((Date.now() - startedMs) / 1000).toFixed(1)
print(
  `${seeds.length} seeds, ${sums.rows} rows, ${sums.runs} runs, ${sums.upserts} upserts in ${seconds} s: ${failed.size} seeds failed`,
)
if (failed.size > 0) process.exitCode = 1

async function playThrough() {
  const {lane, scenarioOf: scenarioOfSeed, partsOf: parts} = kindOfPlay()
  for (let seed = waiting.shift(); seed !== undefined; seed = waiting.shift()) {
    const scenario = scenarioOfSeed(seed)
    const beganMs = Date.now()
    const {problems, runs, upserts} = await lane.play(scenario)
    for (const {rows} of parts(scenario)) sums.rows += rows.length
    sums.runs += runs
    sums.upserts += upserts
    if (problems.length > 0) tell(scenario, problems)
    else if (values.seed !== undefined || process.env.CHAOS_VERBOSE)
      print(`seed ${seed}: fine, ${runs} runs, ${upserts} upserts, ${Date.now() - beganMs} ms`)
  }
  lane.end()
}

function kindOfPlay() {
  const asOne = scenario => [scenario]
  if (values.gone) return {lane: new GoneLane(), scenarioOf: goneScenarioOf, partsOf: asOne}
  if (values.undo) return {lane: new UndoLane(), scenarioOf: undoScenarioOf, partsOf: asOne}
  if (values.pairs) return {lane: new PairLane(), scenarioOf: pairScenarioOf, partsOf: ({parts}) => parts}
  if (values.engine) return {lane: new EngineLane(), scenarioOf: engineScenarioOf, partsOf: asOne}
  if (values.deletes) return {lane: new DeleteLane(), scenarioOf: deleteScenarioOf, partsOf: asOne}
  return {lane: new Lane(), scenarioOf, partsOf}
}

/** All from a seed on, those of them that are of a kind (test/chaos/traits.mjs), or the ones that are named. */
function seedsAskedFor() {
  const [from, count] = [Number(values.from), Number(values.seeds)]
  if (values.seed !== undefined) return repeated(values.seed.map(Number), Number(values.times))
  return values.trait === undefined ? range(from, count) : seedsWith(values.trait, count, from)
}

function tell(scenario, problems) {
  const {
    seed,
    shape,
    rows,
    duplicates = 'apply',
    faults,
    interruptions,
    mode = values.gone ? 'gone' : values.undo ? 'upsert, undone' : values.pairs ? 'link, unlink' : 'delete',
    kind,
    sequels = [],
  } = scenario
  failed.add(seed)
  const faultNames = faults.map(({fault, status, applied}) =>
    [fault, status, applied && 'applied'].filter(Boolean).join(' '),
  )
  const strikes = interruptions.map(({signals, after, damage}) =>
    [...signals, `at ${after}`, ...damage.map(({file}) => `-${file}`)].join(' '),
  )
  print(
    `seed ${seed}: ${rows.length} rows of ${shape?.object ?? scenario.property ?? 'contacts'}, --duplicates ${duplicates} --mode ${mode}; faults: ${faultNames.join(', ') || 'none'}`,
  )
  print(`  struck: ${strikes.join(', ') || 'never'}`)
  if (sequels.length > 0)
    print(`  then ${kind ?? 'another file'}: ${JSON.stringify(sequels.map(({rows: _rows, ...sequel}) => sequel))}`)
  for (const problem of problems.slice(0, 5)) print(`  ${problem}`)
  if (problems.length > 5) print(`  and ${problems.length - 5} more`)
  print(`  again: npm run chaos -- ${kindFlag()}--seed ${seed}`)
}

function kindFlag() {
  const kind = ['deletes', 'gone', 'undo', 'pairs', 'engine'].find(name => values[name])
  return kind === undefined ? '' : `--${kind} `
}

function range(from, count) {
  return Array.from({length: count}, (_, index) => from + index)
}

function repeated(list, times) {
  return Array.from({length: times}, () => list).flat()
}

function print(line) {
  process.stdout.write(`${line}\n`)
}
