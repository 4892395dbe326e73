import {join} from 'node:path'
import {writeContacts} from '../files.js'

export const LIMIT = {max: 190, intervalMs: 10_000, latencyMs: [150, 1500]}
export const PER_SECOND = LIMIT.max / (LIMIT.intervalMs / 1000)

/** A portal as it is: 190 requests in 10 s, replies of 150 to 1,500 ms. */
export async function limited(stage, {seconds}) {
  const rows = seconds * PER_SECOND * 100
  const file = await writeContacts(stage.directory, {name: 'limited', rows})
  const few = await writeContacts(stage.directory, {name: 'limited-few', rows: 2000})
  const one = await played(stage, () => stage.push(file, {codes: [0]}))
  const sdk = await played(stage, () => stage.client('sdk', few))
  const airbyte = await played(stage, () => stage.client('airbyte', few))
  const both = await played(stage, () => twoAtOnce(stage, file))
  const title = `190 requests per 10 s, replies of 150–1,500 ms, ${seconds} s`
  return [
    {name: `${title}: share of the limit used`, ...shareOf(one), least: 0.97},
    {name: 'the same without its first 10 s: share of the limit used', ...shareOf(one, LIMIT.intervalMs)},
    {name: 'the same: 429s of all requests', ...refusedOf(one), most: 0.005},
    {name: 'the same, the SDK as it comes: share of the limit used', ...swapped(shareOf(sdk))},
    {name: "the same, Airbyte's way: share of the limit used", ...swapped(shareOf(airbyte))},
    {name: `two processes at once, ${seconds} s each: share of the limit used together`, ...shareOf(both), least: 0.95},
    {name: 'the same without its first 10 s: share of the limit used', ...shareOf(both, LIMIT.intervalMs)},
    {name: 'the same: 429s of all requests', ...refusedOf(both), most: 0.01},
  ]
}

async function played(stage, work) {
  await stage.setMood(LIMIT)
  await work()
  return stage.seen()
}

/**
 * Each with half of the rows and a ledger of its own: two runs into one object wait for each other. They share the
 * cache directory.
 */
async function twoAtOnce(stage, file) {
  const cache = 'two-at-once'
  await Promise.all(
    ['one', 'other'].map(home => stage.push(file, {codes: [0], place: {home: join(cache, home), cache}})),
  )
}

/** From the first accepted upsert to the last one. */
function shareOf({acceptedAtMs}, skipMs = 0) {
  const firstMs = acceptedAtMs[0] + skipMs
  const counted = acceptedAtMs.filter(atMs => atMs >= firstMs)
  const seconds = (counted.at(-1) - counted[0]) / 1000
  const perSecond = (counted.length - 1) / seconds
  return {
    ours: `${Math.round(perSecond * 100)} rows/s`,
    theirs: `${PER_SECOND * 100} rows/s`,
    value: perSecond / PER_SECOND,
  }
}

function swapped({ours, value}) {
  return {ours: '', theirs: ours, value}
}

function refusedOf({requests, throttled}) {
  return {ours: `${throttled} of ${requests}`, theirs: '', value: throttled / requests}
}
