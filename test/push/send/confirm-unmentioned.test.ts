import {expect, test} from 'vitest'
import {type ConfirmPorts, confirmUnmentioned} from '../../../src/push/send/confirm-unmentioned.js'
import {inputOfRow, type PendingInput} from '../../../src/push/send/fold.js'
import {type Observed, observed, type RawOutcome} from '../../../src/push/send/outcomes.js'
import {FakeCrm, refusal} from '../../support/fake-crm.js'
import {rowsWithKeys} from '../../support/push-rows.js'

/** A HubSpot that refuses some keys without saying which: only a request of one input leaves no doubt whom it means. */
function namingNobody(...refused: string[]) {
  const requests: number[] = []
  async function* attempt(inputs: readonly PendingInput[]): Observed<RawOutcome[]> {
    requests.push(inputs.length)
    const hasRefused = inputs.some(input => refused.includes(input.key))
    return inputs.map(input => {
      if (!refused.includes(input.key)) return {kind: 'written', input, created: false}
      if (inputs.length === 1) return {kind: 'refused', input, refusal: refusal({code: 'INVALID_EMAIL'})}
      return {kind: 'unmentioned', input, ...(hasRefused && {isSuspect: true})}
    })
  }
  return {attempt, requests}
}

const unmentioned = (keys: readonly string[], isSuspect: boolean): RawOutcome[] =>
  rowsWithKeys(...keys).map(row => ({
    kind: 'unmentioned',
    input: inputOfRow(row),
    ...(isSuspect && {isSuspect}),
  }))

const confirmed = (outcomes: readonly RawOutcome[], crm: FakeCrm, attempt: ConfirmPorts['attempt']) =>
  observed(confirmUnmentioned(outcomes, {read: keys => crm.read(keys), attempt}))

/** Its records are empty, and the inputs hold a value: a read confirms none of them. */
const api = new FakeCrm()

test('refusals that name nobody are followed until each stands beside one input: none is called unaccounted for', async () => {
  const keys = Array.from({length: 8}, (_, index) => `k${index}`)
  const {attempt, requests} = namingNobody('k1', 'k6')
  const outcomes = await confirmed(unmentioned(keys, true), api, attempt)
  const refused = outcomes.filter(outcome => outcome.kind === 'refused')
  expect(refused.map(({input, refusal: {code}}) => `${input.key} ${code}`)).toEqual([
    'k1 INVALID_EMAIL',
    'k6 INVALID_EMAIL',
  ])
  expect(outcomes).toHaveLength(8)
  expect(requests.length).toBeLessThanOrEqual(4)
})

test('silence is met by five requests more, for all inputs together, not by many', async () => {
  const silent: PendingInput[][] = []
  async function* attempt(inputs: readonly PendingInput[]): Observed<RawOutcome[]> {
    silent.push([...inputs])
    return inputs.map(input => ({kind: 'unmentioned', input}))
  }
  const outcomes = await confirmed(unmentioned(['a', 'b', 'c', 'd'], false), api, attempt)
  expect(outcomes.map(outcome => outcome.kind === 'refused' && outcome.refusal.code)).toEqual(
    Array(4).fill('UNACCOUNTED'),
  )
  expect(silent.map(some => some.length)).toEqual([4, 4, 4, 4, 4])
})

test('a record that an answer names is its input’s, even where HubSpot did not keep the value sent', async () => {
  const crm = new FakeCrm()
  crm.records.set('a', {stage: 'later'}).set('b', {stage: 'later'})
  const [a, b, c] = rowsWithKeys('a', 'b', 'b').map(row => inputOfRow({...row, properties: {stage: 'earlier'}}))
  const writtenIds = ['a', 'b']
  const requests: string[] = []
  async function* attempt(inputs: readonly PendingInput[]): Observed<RawOutcome[]> {
    requests.push(inputs.map(({key, rows}) => `${key}${rows[0]?.row}`).join())
    return inputs.map(input => ({kind: 'written', input, created: false}))
  }
  const some = [a, b, c]
    .filter(input => input !== undefined)
    .map(input => ({kind: 'unmentioned' as const, input, writtenIds}))
  const outcomes = await confirmed(some, crm, attempt)
  expect(outcomes.map(({kind}) => kind)).toEqual(['written', 'written', 'written'])
  expect(requests).toEqual(['b2', 'b3'])
})
