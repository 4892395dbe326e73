import fc from 'fast-check'
import {expect, test} from 'vitest'
import {decideFault, type FaultDecision, freshFaultState} from '../../../src/sandbox/faults/decide-fault.js'
import type {FaultRule} from '../../../src/sandbox/faults/fault-rule.js'

const POST = {method: 'POST', path: '/crm/v3/objects/contacts/batch/upsert'}

/** The decisions about `times` equal requests, one after the other. */
function decideAll(rules: readonly FaultRule[], times: number, {seed = 1, request = POST} = {}): FaultDecision[] {
  const decisions: FaultDecision[] = []
  let state = freshFaultState(seed)
  for (let nth = 0; nth < times; nth++) {
    const decision = decideFault(rules, request, state)
    decisions.push(decision)
    state = decision.state
  }
  return decisions
}

const firings = (rule: Partial<FaultRule>, times: number, seed?: number): string =>
  decideAll([{fault: 'reset', ...rule} as FaultRule], times, seed === undefined ? {} : {seed})
    .map(({fault}) => (fault === undefined ? '.' : 'x'))
    .join('')

test.each([
  ['always', {}, 'xxxxxx'],
  ['the next 3', {next: 3}, 'xxx...'],
  ['every 2nd', {every: 2}, '.x.x.x'],
  ['from the 3rd on', {skip: 2}, '..xxxx'],
  ['every 2nd after the first, twice', {skip: 1, every: 2, next: 2}, '..x.x.'],
  ['never, by probability', {probability: 0}, '......'],
  ['always, by probability', {probability: 1}, 'xxxxxx'],
])('a rule can fire %s', (_, trigger, expected) => {
  expect(firings(trigger, 6)).toBe(expected)
})

test.each([
  [{method: 'GET'}, false],
  [{method: 'post'}, true],
  [{path: POST.path}, true],
  [{path: '/crm/v3/objects/*/batch/upsert'}, true],
  [{path: '/crm/**'}, true],
  [{path: '/crm/*'}, false],
  [{path: '**/batch/*'}, true],
  [{path: '/crm/v3/objects/contacts/batch'}, false],
  [{path: '/crm/v3/objects/contacts.batch/upsert'}, false],
])('a rule for %j concerns a batch upsert: %s', (trigger, concerned) => {
  expect(firings(trigger, 1)).toBe(concerned ? 'x' : '.')
})

test('a request that a rule is not about leaves its count alone', () => {
  const rules: FaultRule[] = [{fault: 'reset', method: 'POST', every: 2}]
  const {state} = decideFault(rules, POST, freshFaultState(1))
  const between = decideFault(rules, {method: 'GET', path: '/'}, state)
  expect(between.fault).toBeUndefined()
  expect(decideFault(rules, POST, between.state).fault).toEqual(rules[0])
})

test('the first rule that fires decides, and a later one keeps its chances', () => {
  const decisions = decideAll(
    [
      {fault: 'reset', next: 1},
      {fault: 'hang', next: 1},
    ],
    3,
  )
  expect(decisions.map(({fault}) => fault?.fault)).toEqual(['reset', 'hang', undefined])
})

test('latencies add up beside another fault', () => {
  const [decision] = decideAll([{fault: 'latency', ms: 20}, {fault: 'hang'}, {fault: 'latency', ms: 5}], 1)
  expect(decision).toMatchObject({latencyMs: 25, fault: {fault: 'hang'}})
})

test('a seed decides alike each time, and other seeds differently', () => {
  const pattern = (seed: number): string => firings({probability: 0.5}, 64, seed)
  expect(pattern(7)).toBe(pattern(7))
  expect(new Set([1, 2, 3, 4, 5].map(pattern)).size).toBe(5)
})

test('what a rule decides does not depend on the requests it is not about', () => {
  const rules: FaultRule[] = [{fault: 'reset', method: 'POST', probability: 0.5}]
  const alone = firings({method: 'POST', probability: 0.5}, 40)
  fc.assert(
    fc.property(fc.array(fc.nat(3), {minLength: 40, maxLength: 40}), gaps => {
      let state = freshFaultState(1)
      const mixed = gaps.map(gap => {
        for (let other = 0; other < gap; other++) state = decideFault(rules, {method: 'GET', path: '/'}, state).state
        const decision = decideFault(rules, POST, state)
        state = decision.state
        return decision.fault === undefined ? '.' : 'x'
      })
      expect(mixed.join('')).toBe(alone)
    }),
    {numRuns: 20},
  )
})

test('a probability is kept on the long run', () => {
  const fired = firings({probability: 0.2}, 5000).replaceAll('.', '').length
  expect(fired).toBeGreaterThan(900)
  expect(fired).toBeLessThan(1100)
})

test('a range of milliseconds is never left', () => {
  const latencies = decideAll([{fault: 'latency', ms: [20, 80]}], 200).map(({latencyMs}) => latencyMs)
  expect(Math.min(...latencies)).toBeGreaterThanOrEqual(20)
  expect(Math.max(...latencies)).toBeLessThan(80)
  expect(new Set(latencies).size).toBeGreaterThan(100)
})
