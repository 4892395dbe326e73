import {seeded} from '../random.mjs'

const WRITES = {method: 'POST', path: '/crm/v3/objects/*/batch/upsert'}

/**
 * Everything that is decided about one seed: the messages of a tap, of one to three streams which may go to one object,
 * how they are configured, and what happens on the way. Each record holds its line, so that the portal tells which of
 * them it has seen.
 */
export function engineScenarioOf(seed) {
  const rng = seeded(seed + 11_000_003)
  const streams = streamsOf(rng)
  const messages = messagesOf(rng, streams)
  return {
    ...{seed, streams, messages, faults: faultsOf(rng)},
    rows: messages.filter(({kind}) => kind === 'record'),
    mode: 'singer',
    interruptions: Array.from({length: rng.pick([0, 1, 2, 2, 3, 4])}, () => ({
      after: rng.int(1, rng.pick([2, 6])),
      signals: rng.pick([['SIGKILL'], ['SIGKILL'], ['SIGKILL'], ['SIGTERM'], ['SIGTERM', 'SIGTERM']]),
      damage: [],
    })),
  }
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
    if (rng.chance(stateShare)) messages.push({kind: 'state'})
    if (rng.chance(0.005)) messages.push({kind: 'schema', stream: stream.name, isWider: true})
  }
  if (rng.chance(0.7)) messages.push({kind: 'state'})
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
export function keyOf({object}, key) {
  return object === 'contacts' ? `p${key}@example.com` : `F-${key}`
}

/** The line as a tap prints it. */
export function lineOf({streams}, message) {
  const {kind, stream, key, line, isBad, isDeleted, isWider} = message
  if (kind === 'state') return JSON.stringify({type: 'STATE', value: {line}})
  const fields = ['id', 'city', '_sdc_deleted_at', ...(isWider ? ['phone'] : [])]
  const properties = Object.fromEntries(fields.map(name => [name, {}]))
  if (kind === 'schema') return JSON.stringify({type: 'SCHEMA', stream, schema: {properties}, key_properties: ['id']})
  const of = streams.find(({name}) => name === stream)
  const record = {id: isBad ? null : keyOf(of, key), city: `${line}`, ...(isDeleted && {_sdc_deleted_at: 'now'})}
  return JSON.stringify({type: 'RECORD', stream, record})
}
