import {isCertain} from './parts.mjs'
import {scenarioOf} from './scenario.mjs'

const has = (scenario, fault) => scenario.faults.some(rule => rule.fault === fault)
const isKilled = ({interruptions}) => interruptions.some(({signals, after}) => signals[0] === 'SIGKILL' && after < 15)
const bad = ({rows}, flaw) => rows.filter(row => row.flaw === flaw).length
const keysOf = ({rows}) => new Set(rows.map(row => row.key)).size
/** Several batches that hold the same keys. */
const isInterlaced = scenario => keysOf(scenario) > 110 && scenario.rows.length > 2 * keysOf(scenario)
const isCalm = scenario => scenario.interruptions.length === 0 && scenario.duplicates === 'apply'

const isPlain = ({mode, sequels}) => mode === 'upsert' && sequels.every(({file}) => file === 'second')
const isStruck = ({interruptions = []}) => interruptions.length > 0
/** An answer that says nothing about what was done. */
const goesDark = scenario => ['reset', 'truncate', 'silent', 'omit', 'late-commit'].some(fault => has(scenario, fault))
const changes = scenario =>
  scenario.kind !== undefined && scenario.firstFlags.onlyChanged === true && !scenario.hasAliases

/** At its end the first file is pushed again, and left out what is known of it. */
const endsAsItBegan = ({kind, sequels}) => kind === 'revert' && sequels.at(-1).onlyChanged && !sequels.at(-1).full

/** What a scenario is about, by name: a rule that is broken shows in scenarios of its kind. */
const PLAIN_TRAITS = {
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
  'late-killed': scenario =>
    isKilled(scenario) && scenario.latestMs > 100 && scenario.rows.length > 2 * keysOf(scenario),
}

/** Of pushes with --only-changed, and of the other modes. */
const TRAITS = {
  ...Object.fromEntries(
    Object.entries(PLAIN_TRAITS).map(([name, isOfKind]) => [name, scenario => isPlain(scenario) && isOfKind(scenario)]),
  ),
  plain: isPlain,
  moves: ({moves}) => moves === true,
  links: ({links}) => links !== undefined,
  'links-killed': scenario => scenario.links !== undefined && isKilled(scenario),
  'links-labelled': ({links, rows}) => links?.kind === 'labelled' && rows.length > 150,
  'links-replaced': ({links}) => links?.kind === 'replace',
  'links-late': ({links, faults}) =>
    ['labelled', 'replace'].includes(links?.kind) &&
    faults.some(({fault, path}) => fault === 'late-commit' && path.includes('associations')),
  lists: ({list}) => list !== undefined,
  /** Late enough that rows are noted as written whose records have not joined. */
  'lists-killed': scenario =>
    scenario.list !== undefined &&
    keysOf(scenario) > 400 &&
    scenario.interruptions.some(({signals, after}) => signals[0] === 'SIGKILL' && after > 5),
  clears: ({clears}) => clears,
  changes,
  'changes-again': scenario =>
    changes(scenario) && scenario.kind === 'again' && isCertain(scenario) && !isStruck(scenario),
  'changes-revert': scenario =>
    changes(scenario) && endsAsItBegan(scenario) && scenario.sequels.some(part => isStruck(part) && part.isAbandoned),
  'changes-seesaw': scenario => changes(scenario) && scenario.kind === 'seesaw',
  'changes-refused': scenario => changes(scenario) && bad(scenario, 'hubspot') > 2,
  'changes-late': scenario => changes(scenario) && has(scenario, 'late-commit'),
  update: ({mode}) => mode === 'update',
  'update-silent': scenario => scenario.mode === 'update' && ['silent', 'omit'].some(fault => has(scenario, fault)),
  create: ({mode}) => mode === 'create',
  'create-killed': scenario => scenario.mode === 'create' && isKilled(scenario),
  'create-dark': scenario => scenario.mode === 'create' && goesDark(scenario) && keysOf(scenario) > 20,
}

/** The first seeds, from one on, whose scenarios have a trait; throws for an unknown one. */
export function seedsWith(trait, count, from = 1) {
  const isOfKind = TRAITS[trait]
  if (isOfKind === undefined)
    throw new Error(`There is no trait "${trait}"; there are ${Object.keys(TRAITS).join(', ')}.`)
  const seeds = []
  for (let seed = from; seeds.length < count && seed < from + 20_000; seed++)
    if (isOfKind(scenarioOf(seed))) seeds.push(seed)
  return seeds
}
