import {expect, test} from 'vitest'
import {AppError} from '../../../src/errors/app-error.js'
import type {Refusal} from '../../../src/hubspot/refusals/refusal-types.js'
import {inputOfRow, type PendingInput} from '../../../src/push/send/fold.js'
import {type Observation, observed} from '../../../src/push/send/outcomes.js'
import {InputSender} from '../../../src/push/send/send-inputs.js'
import {FakeCrm, refusal} from '../../support/fake-crm.js'
import {mapped} from '../../support/push-rows.js'
import {sendInputsTo} from '../../support/send-inputs.js'

const inputs = (...rows: [string, Record<string, string>][]): PendingInput[] =>
  rows.map(([key, properties], index) => inputOfRow(mapped(index + 1, key, properties)))

/** What is seen while inputs are sent, in short, with the number of requests that had been sent by then. */
async function heardOf(crm: FakeCrm, some: readonly PendingInput[]): Promise<string[]> {
  const heard: string[] = []
  const hear = (seen: Observation): void => {
    const keys = seen.kind === 'remarked' ? '' : ` ${seen.inputs.map(({key}) => key)}`
    const more = seen.kind === 'answered' && seen.fateUnknown ? ' in doubt' : ''
    heard.push(`${crm.requests.length}: ${seen.kind}${keys}${more}`)
  }
  const sending = observed(new InputSender({api: crm, idProperty: 'id'}).send(some), hear)
  await sending.catch((error: Error) => heard.push(error.message))
  return heard
}

test('an input that the answer left out but that was written is confirmed by one read', async () => {
  const crm = new FakeCrm({omits: (_request, id) => (id === 'b' ? 'applied' : undefined)})
  const outcomes = await sendInputsTo(crm)(inputs(['a', {p: '1'}], ['b', {p: '2'}]))
  expect(outcomes.map(outcome => outcome.kind)).toEqual(['written', 'written'])
  expect([crm.requests.length, crm.reads]).toEqual([1, 1])
})

test('an input that was silently dropped is sent once more', async () => {
  const crm = new FakeCrm({omits: (request, id) => (request === 1 && id === 'b' ? 'dropped' : undefined)})
  const outcomes = await sendInputsTo(crm)(inputs(['a', {p: '1'}], ['b', {p: '2'}]))
  expect(outcomes.map(outcome => outcome.kind)).toEqual(['written', 'written'])
  expect(crm.requests).toEqual([['a', 'b'], ['b']])
})

test('a record that is there but does not hold what was sent confirms nothing', async () => {
  const crm = new FakeCrm({omits: request => (request === 1 ? 'dropped' : undefined)})
  crm.records.set('a', {p: 'old'})
  const outcomes = await sendInputsTo(crm)(inputs(['a', {p: 'new'}]))
  expect(outcomes).toMatchObject([{kind: 'written'}])
  expect(crm.records.get('a')).toEqual({p: 'new'})
})

test('an input that is dropped twice is refused as unaccounted for', async () => {
  const crm = new FakeCrm({omits: (_request, id) => (id === 'b' ? 'dropped' : undefined)})
  const outcomes = await sendInputsTo(crm)(inputs(['a', {p: '1'}], ['b', {p: '2'}]))
  expect(outcomes.find(outcome => outcome.input.key === 'b')).toMatchObject({
    kind: 'refused',
    refusal: {code: 'UNACCOUNTED'},
  })
})

test('two keys of one record in a request: the later row is sent again by itself, and somebody is told', async () => {
  const crm = new FakeCrm({aliases: {work: 'home'}})
  expect(await heardOf(crm, inputs(['home', {p: '1'}], ['work', {p: '2'}]))).toEqual([
    '1: answered home,work',
    '1: shared home,work',
    '2: answered work',
  ])
  expect(crm.requests).toEqual([['home', 'work'], ['work']])
})

test('keys of one record that no answer tells apart are sent one by one: none is called unaccounted for', async () => {
  const crm = new FakeCrm({aliases: {work: 'home', club: 'home'}, omits: () => 'applied'})
  const outcomes = await sendInputsTo(crm)(inputs(['home', {p: '1', q: '1'}], ['work', {p: '2'}], ['club', {p: '3'}]))
  expect(outcomes.map(({kind, input}) => `${input.key} ${kind}`).sort()).toEqual([
    'club written',
    'home written',
    'work written',
  ])
  expect(crm.records.get('home')).toEqual({p: '3', q: '1'})
})

test('so are more of them than an input is sent again', async () => {
  const keys = Array.from({length: 8}, (_, index) => `k${index}`)
  const crm = new FakeCrm({aliases: Object.fromEntries(keys.map(key => [key, 'k0'])), omits: () => 'applied'})
  const outcomes = await sendInputsTo(crm)(
    inputs(...keys.map((key): [string, Record<string, string>] => [key, {p: key}])),
  )
  expect(outcomes.map(({kind}) => kind)).toEqual(keys.map(() => 'written'))
  expect(crm.records.get('k0')).toEqual({p: 'k7'})
})

test('ids that HubSpot takes for duplicates go one by one in file order, after all the others', async () => {
  const crm = new FakeCrm({foldId: id => id.replace(/\W/g, '')})
  await sendInputsTo(crm)(inputs(['a-1', {p: '1'}], ['b', {p: '2'}], ['a1', {p: '3'}]))
  expect(crm.requests[0]).toEqual(['a-1', 'b', 'a1'])
  expect(crm.records.get('a-1')).toBeDefined()
  expect(crm.records.get('a1')).toBeDefined()
})

test('a property that HubSpot does not know in any input stops the run', async () => {
  const crm = new FakeCrm()
  crm.write = async () => ({
    verdict: {kind: 'whole-batch', refusal: refusal({code: 'UNKNOWN_PROPERTY', property: 'p'})},
    fateUnknown: false,
  })
  await expect(sendInputsTo(crm)(inputs(['a', {p: '1'}], ['b', {p: '2'}]))).rejects.toMatchObject({
    code: 'UNKNOWN_PROPERTY',
    exitCode: 5,
  })
})

/** A HubSpot that refuses each request as a whole. `words`: of a row that stands alone. */
function refusingAll(words: (id: string) => Partial<Refusal>) {
  const crm = new FakeCrm()
  crm.write = async some => {
    crm.requests.push(some.map(({id}) => id))
    const [first] = some
    return {
      verdict: {
        kind: 'whole-batch',
        refusal: refusal({code: 'REFUSED', isOfRequest: true, said: 'No.', ...words(first?.id ?? '')}),
      },
      fateUnknown: false,
    }
  }
  return crm
}

const hundred = inputs(
  ...Array.from({length: 100}, (_, index): [string, Record<string, string>] => [
    `key-of-row-${index}`,
    {p: `value ${index}`, country: 'ch'},
  ]),
)

test.each([
  ['the same words', () => ({})],
  [
    'an id of the request in its words',
    (id: string) => ({said: `No. Request 0198cd9f-0000-7000-8000-${id.length.toString().padStart(12, '0')}`}),
  ],
  ['413 for small rows', () => ({status: 413, code: 'TOO_LONG' as const, said: 'Request Entity Too Large'})],
])(
  'a refusal that meets single rows alike is not about them: the run ends after few requests (%s)',
  async (_, words) => {
    const crm = refusingAll(words)
    await expect(sendInputsTo(crm)(hundred)).rejects.toMatchObject({code: 'CALL_REFUSED', exitCode: 6})
    expect(crm.requests.length).toBeLessThanOrEqual(15)
  },
)

test.each([
  ['names a property', () => ({property: 'p'})],
  ['names a record', () => ({existingId: '7'})],
  ['quotes the key', (id: string) => ({said: `No ${id}.`})],
  ['quotes a short value that all rows have', () => ({said: 'No "ch" here.'})],
  ['says something else each time', (id: string) => ({said: `No ${id.slice(11)}.`})],
  ['has a code that is about a row', () => ({code: 'CONFLICT' as const})],
])('a refusal that %s is each row’s own', async (_, words) => {
  const outcomes = await sendInputsTo(refusingAll(words))(hundred)
  expect(outcomes.filter(({kind}) => kind === 'refused')).toHaveLength(100)
})

test('rows that HubSpot refuses alike beside one that it writes are rejected', async () => {
  const crm = new FakeCrm({allOrNothing: true, refusedValues: new Set(['bad']), namesProperty: false})
  const write = crm.write.bind(crm)
  crm.write = async some => {
    const {verdict, fateUnknown} = await write(some)
    if (verdict.kind !== 'whole-batch') return {verdict, fateUnknown}
    return {
      verdict: {...verdict, refusal: {...verdict.refusal, code: 'REFUSED', isOfRequest: true, said: 'No.'}},
      fateUnknown,
    }
  }
  const outcomes = await sendInputsTo(crm)(
    inputs(
      ['a', {p: 'good'}],
      ...['b', 'c', 'd', 'e'].map((key): [string, Record<string, string>] => [key, {p: 'bad'}]),
    ),
  )
  expect(outcomes.map(({kind}) => kind).sort()).toEqual(['refused', 'refused', 'refused', 'refused', 'written'])
})

test('a structural refusal stops the run with its own error', async () => {
  const error = new AppError('KEY_NOT_UNIQUE', 'domain is not unique')
  const crm = new FakeCrm()
  crm.write = async () => ({verdict: {kind: 'structural', error}, fateUnknown: false})
  await expect(sendInputsTo(crm)(inputs(['a', {p: '1'}]))).rejects.toBe(error)
})

test('an e-mail key is not sent among the properties: it would make an additional e-mail the primary one', async () => {
  const sent: unknown[] = []
  const crm = new FakeCrm()
  const write = crm.write.bind(crm)
  crm.write = async some => {
    sent.push(...some.map(input => ({id: input.id, properties: input.properties, trace: input.objectWriteTraceId})))
    return write(some)
  }
  await sendInputsTo(crm, {idProperty: 'email'})(inputs(['a@example.com', {email: 'a@example.com', p: '1'}]))
  expect(sent).toEqual([{id: 'a@example.com', properties: {p: '1'}, trace: '1'}])
})

test('a request that is taken apart is heard of before its halves are sent, each answer before the next request', async () => {
  const crm = new FakeCrm({allOrNothing: true, refusedValues: new Set(['bad'])})
  expect(await heardOf(crm, inputs(['a', {p: '1'}], ['b', {p: '2'}], ['c', {p: '3'}], ['d', {p: 'bad'}]))).toEqual([
    '1: answered a,b,c,d',
    '1: isolating a,b,c,d',
    '2: answered a,b',
    '2: isolating c,d',
    '3: answered c',
    '4: answered d',
  ])
})

test('an attempt whose fate is unknown is heard of, also where it was the last one and the sending fails', async () => {
  const crm = new FakeCrm()
  const write = crm.write.bind(crm)
  crm.write = async some => {
    if (crm.requests.length > 0) throw new Error('cut off')
    const {verdict} = await write(some)
    return {verdict: {...verdict, kind: 'whole-batch', refusal: refusal({code: 'REFUSED'})}, fateUnknown: true}
  }
  expect(await heardOf(crm, inputs(['a', {p: '1'}], ['b', {p: '2'}]))).toEqual([
    '1: answered a,b in doubt',
    '1: isolating a,b',
    '1: answered a in doubt',
    'cut off',
  ])
})

test('an e-mail key is sent among the properties only once replies turn out to name neither trace id nor key', async () => {
  const sent: string[][] = []
  const crm = new FakeCrm()
  crm.write = async some => {
    sent.push(some.flatMap(input => Object.keys(input.properties)))
    return {
      verdict: {kind: 'per-input', outcomes: some.map(() => ({kind: 'unmentioned'})), hasKeylessResults: true},
      fateUnknown: false,
    }
  }
  crm.records.set('a@example.com', {p: '1', email: 'a@example.com'})
  const send = sendInputsTo(crm, {idProperty: 'email'})
  await send(inputs(['a@example.com', {email: 'a@example.com', p: '1'}]))
  await send(inputs(['a@example.com', {email: 'a@example.com', p: '1'}]))
  expect(sent).toEqual([['p'], ['email', 'p']])
})
