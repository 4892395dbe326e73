import {seeded} from './random.mjs'
import {recordOf} from './states.mjs'

/** A stream of chance of its own: what a seed was before there were links, most still are. */
const APART = 6_000_011
const LINK_WRITES = {method: 'POST', path: '/crm/associations/*/*/*/batch/*'}
/** As a cell names them → the type of a contact's link to a company. */
const LABELS = {'Decision maker': 37, 28: 28}
const [PLAIN, PRIMARY] = [279, 1]

/** Late enough to come after what is written next. */
const LATEST_MS = 200
/** What may happen to a request about links. */
const MIXES = [
  () => ({fault: 'late-commit', ms: [20, LATEST_MS], probability: 0.4}),
  () => ({fault: 'late-commit', ms: [20, LATEST_MS], probability: 0.4}),
  rng => ({fault: 'status', status: rng.pick([500, 502, 503]), html: rng.chance(0.5), applied: rng.chance(0.5)}),
  () => ({fault: 'rate-limit', policy: 'TEN_SECONDLY_ROLLING'}),
  rng => ({fault: 'reset', applied: rng.chance(0.5)}),
  rng => ({fault: 'truncate', keep: 0.3 + rng.next() * 0.6, ends: rng.pick(['abruptly', 'cleanly'])}),
]

/** Some scenarios link their contacts to companies: plainly, with labels, or replacing what the cells do not name. */
export function maybeLinking(scenario) {
  const {seed, shape, mode, duplicates, switches, moves, hasAliases} = scenario
  const isAble =
    shape.path === 'contacts' && shape.keyProperty === 'email' && mode === 'upsert' && !moves && !hasAliases
  const rng = seeded(seed + APART)
  if (!isAble || switches.adminRules || !['apply', 'each'].includes(duplicates) || !rng.chance(0.4)) return scenario
  const kind = rng.pick(['plain', 'plain', 'labelled', 'labelled', 'replace'])
  const companies = Array.from({length: rng.pick([3, 20, 150])}, (_, at) => `C-${at}`)
  const faults = Array.from({length: rng.int(0, 2)}, () => ({
    probability: 0.1,
    ...rng.pick(MIXES)(rng),
    ...LINK_WRITES,
  }))
  return {
    ...scenario,
    shape: {...shape, linkColumns: kind === 'labelled' ? ['account', 'role'] : ['account']},
    rows: scenario.rows.map(row => withNames(rng, row, {companies, kind})),
    links: {kind, companies},
    faults: [...scenario.faults, ...faults],
    latestMs: faults.some(({fault}) => fault === 'late-commit')
      ? Math.max(scenario.latestMs, LATEST_MS)
      : scenario.latestMs,
    switches: {...switches, ...switchesOf(rng)},
    ...{kind: undefined, firstFlags: {}, sequels: [], clears: false},
  }
}

function switchesOf(rng) {
  return {
    linkErrorContext: rng.pick(['recorded', 'all', 'none']),
    labelWrites: rng.pick(['replace', 'replace', 'replace-always', 'add']),
    linkIdsAs: rng.pick(['numbers', 'texts']),
    nothingReadAs: rng.pick(['207', '404']),
    plainLinksBothWays: rng.chance(0.3),
    maxLinkInputs: rng.pick([2000, 100, 70]),
    linksPerPage: rng.pick([500, 2]),
  }
}

function withNames(rng, row, {companies, kind}) {
  if (rng.chance(0.2)) return {...row, names: [], labels: []}
  const names = [...new Set(Array.from({length: rng.pick([1, 1, 2, 3])}, () => nameOf(rng, companies)))]
  const labels = kind === 'labelled' ? rng.some(Object.keys(LABELS), 0.4) : []
  const role = labels.length > 0 && {role: labels.join('; ')}
  return {...row, names, labels, cells: {...row.cells, account: names.join(';'), ...role}}
}

function nameOf(rng, companies) {
  return rng.chance(0.04) ? `NONE-${rng.int(1, 9)}` : rng.pick(companies)
}

/** What a push is told of links. */
export function linkRequest({links}) {
  if (links === undefined) return {}
  const rule = {column: 'account', object: 'companies', by: 'external_id'}
  return {
    associate: [{...rule, ...(links.kind === 'labelled' && {labelColumn: 'role'})}],
    ...(links.kind === 'replace' && {associations: 'replace'}),
  }
}

/**
 * The links that rows make one by one, in file order: record → company → types without the primary one. A row with a
 * name that is missing removes nothing.
 */
function linksRowByRow(scenario, written) {
  const {kind, companies} = scenario.links
  const known = new Set(companies)
  const byRecord = new Map()
  for (const {row, key, names, labels} of scenario.rows) {
    if (!written.has(row) || names.length === 0) continue
    const record = recordOf(scenario, key)
    const links = byRecord.get(record) ?? new Map()
    byRecord.set(record, links)
    const found = names.filter(name => known.has(name))
    for (const name of found)
      links.set(name, new Set([...(links.get(name) ?? [PLAIN]), ...labels.map(label => LABELS[label])]))
    if (kind === 'replace' && found.length === names.length)
      for (const name of links.keys()) if (!names.includes(name)) links.delete(name)
  }
  return byRecord
}

/** No link lost, doubled, to the wrong record, or removed too much; a reject for each name without a record. */
export function checkLinks(scenario, {part, records, companies, facts}) {
  if (scenario.links === undefined) return []
  const byRecord = linksRowByRow(scenario, part.fates.written)
  const names = new Map(companies.map(({id, properties}) => [id, properties.external_id]))
  const keys = new Map(records.map(({id, properties}) => [id, recordOf(scenario, properties.email)]))
  const found = new Map()
  const problems = []
  for (const {from, to, types} of facts) {
    if (from.type !== 'contacts' || to.type !== 'companies') continue
    const pair = `${keys.get(from.id)} → ${names.get(to.id)}`
    if (found.has(pair)) problems.push(`the link ${pair} is there twice`)
    found.set(
      pair,
      types.map(({typeId}) => typeId).filter(id => id !== PRIMARY),
    )
  }
  for (const [record, links] of byRecord)
    for (const [name, types] of links) {
      const pair = `${record} → ${name}`
      const wanted = [...types].sort().join()
      const held = found.get(pair)?.sort().join()
      if (held !== wanted) problems.push(`the link ${pair} has ${held ?? 'never been made'}, and row by row ${wanted}`)
      found.delete(pair)
    }
  for (const pair of found.keys()) problems.push(`no row makes the link ${pair}`)
  return [...problems, ...checkRejects(scenario, part)]
}

function checkRejects({rows, links}, {linkRejects, fates, summary}) {
  const known = new Set(links.companies)
  const written = rows.filter(({row}) => fates.written.has(row))
  const wanted = written.flatMap(({row, names}) => names.filter(name => !known.has(name)).map(name => `${row} ${name}`))
  const told = linkRejects.map(({row, link}) => `${row} ${link.value}`)
  const problems = linkRejects
    .filter(({code}) => code !== 'ASSOCIATION_NOT_FOUND')
    .map(({row, code, message}) => `a link of row ${row} is ${code}: ${message}`)
  if (told.join() !== wanted.join())
    problems.push(`links rejected: ${told.slice(0, 9)} (${told.length}), not ${wanted.slice(0, 9)} (${wanted.length})`)
  const wishes = written.flatMap(({names}) => names.filter(name => known.has(name))).length
  const {made, unchanged, rejected} = summary.links
  if (rejected !== wanted.length) problems.push(`${rejected} links are counted as rejected, not ${wanted.length}`)
  if (made + unchanged !== wishes) problems.push(`${made} links made and ${unchanged} unchanged, not ${wishes} in all`)
  return problems
}
