import {seeded} from '../random.mjs'
import {airbyteLineOf} from './airbyte-lines.mjs'

const WRITES = {method: 'POST', path: '/crm/v3/objects/*/batch/upsert'}

/**
 * Everything that is decided about one seed: the messages of a tap, of one to three streams which may go to one object,
 * how they are configured, and what happens on the way. Each record holds its line, so that the portal tells which of
 * them it has seen.
 */
export function engineScenarioOf(seed) {
  const rng = seeded(seed + 11_000_003)
  const protocol = protocolOf(seeded(seed + 12_000_017))
  const streams = streamsOf(rng).map(stream => ({...stream, hasOwnKeys: protocol.scope === 'stream'}))
  const messages = messagesOf(rng, streams)
  return {
    ...{seed, streams, messages, faults: faultsOf(rng)},
    rows: messages.filter(({kind}) => kind === 'record'),
    ...protocol,
    interruptions: Array.from({length: rng.pick([0, 1, 2, 2, 3, 4])}, () => ({
      after: rng.int(1, rng.pick([2, 6])),
      signals: rng.pick([['SIGKILL'], ['SIGKILL'], ['SIGKILL'], ['SIGTERM'], ['SIGTERM', 'SIGTERM']]),
      damage: [],
    })),
  }
}

/**
 * Who speaks, and what a state is about: all streams, or one. After a state of one stream only, that stream continues
 * behind it and the others where they are, so that their records come in another order: no two have a key in common.
 */
function protocolOf(rng) {
  return rng.pick([
    {mode: 'singer', scope: 'all'},
    {mode: 'airbyte', scope: 'all'},
    {mode: 'airbyte', scope: 'stream'},
  ])
}

function streamsOf(rng) {
  const archives = rng.chance(0.4)
  return Array.from({length: rng.pick([1, 1, 2, 3])}, (_, at) => ({
    name: `s${at}`,
    object: rng.pick(['contacts', 'contacts', 'companies']),
    archives,
    keys: rng.pick([3, 30, 200]),
  }))
}

/** A schema of each stream, then records and states; `line` from 1. */
function messagesOf(rng, streams) {
  const messages = streams.map(({name}) => ({kind: 'schema', stream: name}))
  const records = rng.pick([20, 150, 400])
  const [stateShare, deletedShare, badShare] = [rng.pick([0.01, 0.05, 0.5]), rng.pick([0, 0.1]), rng.pick([0, 0.03])]
  const stretch = rng.pick([1, 10, 1000]) // how long a stream goes on
  let stream = rng.pick(streams)
  for (let count = 0; count < records; count++) {
    if (count % stretch === 0) stream = rng.pick(streams)
    const isBad = rng.chance(badShare)
    const isDeleted = !isBad && stream.archives && rng.chance(deletedShare)
    messages.push({kind: 'record', stream: stream.name, key: rng.int(0, stream.keys - 1), isBad, isDeleted})
    if (rng.chance(stateShare)) messages.push({kind: 'state', stream: stream.name})
    if (rng.chance(0.005)) messages.push({kind: 'schema', stream: stream.name, isWider: true})
  }
  if (rng.chance(0.7)) messages.push({kind: 'state', stream: stream.name})
  return messages.map((message, index) => ({...message, line: index + 1}))
}

function faultsOf(rng) {
  const all = [
    {fault: 'latency', ms: [0, 15]},
    {fault: 'reset', applied: true, ...WRITES, probability: 0.15, next: 8},
    {fault: 'reset', applied: false, ...WRITES, probability: 0.15, next: 8},
    {fault: 'status', status: 502, html: true, applied: true, ...WRITES, probability: 0.15, next: 8},
    {fault: 'status', status: 503, probability: 0.05, next: 8},
    {fault: 'late-commit', ms: [20, 60], ...WRITES, probability: 0.25, next: 8},
    {fault: 'late-commit', ms: [20, 60], ...WRITES, probability: 0.25, next: 8},
    {fault: 'rate-limit', policy: 'TEN_SECONDLY_ROLLING', probability: 0.05, next: 3},
  ]
  return rng.some(all, 0.4)
}

/** The value of the key property. */
export function keyOf({object, name, hasOwnKeys}, key) {
  const own = hasOwnKeys ? `${name}-${key}` : key
  return object === 'contacts' ? `p${own}@example.com` : `F-${own}`
}

/** The line as a tap, or a source of Airbyte, prints it; undefined where it prints none. */
export function lineOf(scenario, message) {
  const {kind, stream, key, line, isBad, isDeleted} = message
  const of = scenario.streams.find(({name}) => name === stream)
  const fields = kind === 'record' ? {id: isBad ? null : keyOf(of, key), city: `${line}`} : undefined
  if (scenario.mode === 'airbyte') return airbyteLineOf(scenario, message, isDeleted ? {...fields, ...DELETED} : fields)
  return singerLineOf(message, isDeleted ? {...fields, _sdc_deleted_at: 'now'} : fields)
}

const DELETED = {_ab_cdc_deleted_at: 'now'}

function singerLineOf({kind, stream, line, isWider}, record) {
  if (kind === 'state') return JSON.stringify({type: 'STATE', value: {line}})
  if (kind === 'record') return JSON.stringify({type: 'RECORD', stream, record})
  const fields = ['id', 'city', '_sdc_deleted_at', ...(isWider ? ['phone'] : [])]
  const properties = Object.fromEntries(fields.map(name => [name, {}]))
  return JSON.stringify({type: 'SCHEMA', stream, schema: {properties}, key_properties: ['id']})
}
