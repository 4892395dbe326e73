import {expect, test} from 'vitest'
import {type Bench, type BenchRow, startBench} from './support/run-bench.js'

const RULES = '/crm/v3/property-validations/contacts'

const row = (email: string, more: BenchRow = {}): BenchRow => ({email: `${email}@x.co`, zip: '', ...more})

async function rule(
  {sandbox}: Bench,
  [property, type, argument]: readonly [string, string, string],
  shouldApplyNormalization = false,
): Promise<void> {
  const reply = await fetch(`${sandbox.url}${RULES}/${property}/rule-type/${type}`, {
    method: 'PUT',
    headers: {authorization: `Bearer ${sandbox.token}`, 'content-type': 'application/json'},
    body: JSON.stringify({ruleArguments: [argument], shouldApplyNormalization}),
  })
  if (reply.status !== 204) throw new Error(`The sandbox does not take this rule: ${await reply.text()}`)
}

const ROWS = [
  row('ann', {zip: '8004', loyalty_points: '1.5'}),
  row('bob', {zip: '80041', loyalty_points: '2'}),
  row('cid', {zip: 'CH-1', loyalty_points: '2'}),
  row('dee', {zip: '80', loyalty_points: '2'}),
  row('eve', {zip: '8004', loyalty_points: '0'}),
  row('fay', {zip: '8004', loyalty_points: '11'}),
  row('gus', {zip: '8004', loyalty_points: '2.25'}),
  row('hal', {zip: '', loyalty_points: ''}),
]
const RULED: readonly (readonly [string, string, string])[] = [
  ['zip', 'MAX_LENGTH', '4'],
  ['zip', 'MIN_LENGTH', '3'],
  ['zip', 'ALPHANUMERIC', 'NUMERIC_ONLY'],
  ['loyalty_points', 'MIN_NUMBER', '1'],
  ['loyalty_points', 'MAX_NUMBER', '10'],
  ['loyalty_points', 'DECIMAL', '1'],
]
const OUTCOME = {TOO_LONG: 1, REFUSED: 2, INVALID_NUMBER: 3}

async function ruledBench(switches = {}): Promise<Bench> {
  const bench = await startBench(ROWS, {switches})
  for (const each of RULED) await rule(bench, each)
  return bench
}

test('what a rule forbids is not sent; the rules are read once', async () => {
  const bench = await ruledBench()
  const summary = await bench.push()
  expect(summary).toMatchObject({exitCode: 3, rows: {read: 8, written: 2, rejected: 6}, rejects: {byCode: OUTCOME}})
  expect([bench.upserts(), bench.requests(RULES.replace('contacts', '0-1'))]).toEqual([1, 1])
  const [tooLong] = await bench.rejects()
  const message = '"80041" has 5 characters, but a rule of property zip (contacts) allows at most 4.'
  expect(tooLong).toMatchObject({row: 2, code: 'TOO_LONG', property: 'zip', value: '80041', message, attempts: 0})
})

test.each(['missing-scope', 'not-there'] as const)(
  'where the rules cannot be read (%s), HubSpot refuses the same rows with the same codes',
  async validationRules => {
    const bench = await ruledBench({validationRules})
    const summary = await bench.push()
    expect(summary).toMatchObject({exitCode: 3, rows: {written: 2, rejected: 6}, rejects: {byCode: OUTCOME}})
    const messages = (await bench.rejects()).map(({message}) => message)
    expect(messages).toContain('HubSpot does not accept "11" for property loyalty_points: Enter a number of at most 10')
  },
)

test('where the rules are not answered while the rest is, the push goes on without them', async () => {
  const path = '/crm/v3/property-validations/**'
  const bench = await startBench(ROWS, {faults: [{fault: 'status', status: 500, method: 'GET', path}]})
  for (const each of RULED) await rule(bench, each)
  expect(await bench.push()).toMatchObject({exitCode: 3, rejects: {byCode: OUTCOME}})
})

test('a value that HubSpot may make fit is sent, and told if it was stored otherwise', async () => {
  const bench = await startBench([row('ann', {zip: 'CH-8004'})], {switches: {rulesNormalise: true}})
  await rule(bench, ['zip', 'ALPHANUMERIC', 'NUMERIC_ONLY'], true)
  const summary = await bench.push()
  expect(summary).toMatchObject({rows: {written: 1, rejected: 0}, notStored: {zip: 1}})
  expect(bench.records()).toEqual({'ann@x.co': {email: 'ann@x.co', zip: '8004'}})
})

test('a rule of the key is one of its rows, too', async () => {
  const keyed = await startBench([{external_id: 'A-1', firstname: 'Ann'}], {key: 'external_id'})
  await rule(keyed, ['external_id', 'ALPHANUMERIC', 'ALPHANUMERIC'])
  expect(await keyed.push()).toMatchObject({rejects: {byCode: {KEY_INVALID: 1}}})
  const [reject] = await keyed.rejects()
  expect(reject?.message).toContain(
    'contains "-", but a rule of property external_id (contacts) allows letters and digits',
  )
  expect(keyed.upserts()).toBe(0)
})
