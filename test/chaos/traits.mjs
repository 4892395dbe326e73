import {scenarioOf} from './scenario.mjs'

const has = (scenario, fault) => scenario.faults.some(rule => rule.fault === fault)
const isKilled = ({interruptions}) => interruptions.some(({signals, after}) => signals[0] === 'SIGKILL' && after < 15)
const bad = ({rows}, flaw) => rows.filter(row => row.flaw === flaw).length
const keysOf = ({rows}) => new Set(rows.map(row => row.key)).size
/** Several batches that hold the same keys. */
const isInterlaced = scenario => keysOf(scenario) > 110 && scenario.rows.length > 2 * keysOf(scenario)
const isCalm = scenario => scenario.interruptions.length === 0 && scenario.duplicates === 'apply'

/** What a scenario is about, by name: a rule that is broken shows in scenarios of its kind. */
const TRAITS = {
  traced: scenario => isCalm(scenario) && scenario.switches.echoTraceIds === 'all',
  order: scenario => isInterlaced(scenario) && has(scenario, 'latency'),
  fold: scenario => isCalm(scenario) && scenario.rows.length > 4 * keysOf(scenario),
  deals: scenario => isCalm(scenario) && scenario.shape.path === 'deals' && scenario.rows.length > 3 * keysOf(scenario),
  refused: scenario => isCalm(scenario) && bad(scenario, 'hubspot') > 8 && scenario.rows.length > 3 * keysOf(scenario),
  'rejects-killed': scenario => isKilled(scenario) && bad(scenario, 'local') > 8,
  damaged: ({interruptions, rows}) =>
    interruptions.some(({damage}) => damage.some(({file}) => file === 'rejects')) && rows.some(row => row.flaw),
  silent: scenario => isCalm(scenario) && has(scenario, 'silent'),
  late: scenario => isCalm(scenario) && has(scenario, 'late-commit') && scenario.rows.length > 2 * keysOf(scenario),
  'late-killed': scenario => isKilled(scenario) && scenario.latestMs > 100 && scenario.rows.length > 2 * keysOf(scenario),
}

/** The first seeds whose scenarios have a trait; throws for an unknown one. */
export function seedsWith(trait, count) {
  const isOfKind = TRAITS[trait]
  if (isOfKind === undefined) throw new Error(`There is no trait "${trait}"; there are ${Object.keys(TRAITS).join(', ')}.`)
  const seeds = []
  for (let seed = 1; seeds.length < count && seed < 20_000; seed++) if (isOfKind(scenarioOf(seed))) seeds.push(seed)
  return seeds
}
