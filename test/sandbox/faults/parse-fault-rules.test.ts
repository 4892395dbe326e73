import {expect, test} from 'vitest'
import {parseFaultRules} from '../../../src/sandbox/faults/parse-fault-rules.js'

test('rules come back as they were written', () => {
  const rules = [
    {fault: 'latency', ms: [20, 80]},
    {fault: 'status', status: 502, html: true, path: '/crm/**', every: 5},
    {fault: 'reset', applied: true, method: 'POST', probability: 0.02},
    {fault: 'rate-limit', policy: 'DAILY', skip: 40, next: 1},
    {fault: 'late-commit', ms: 3000, client: 'hang'},
    {fault: 'truncate', keep: 0.9, ends: 'cleanly'},
    {fault: 'slow-body', ms: 100},
    {fault: 'silent', status: 207},
    {fault: 'omit', applied: false},
    {fault: 'expire-token'},
    {fault: 'hang'},
  ]
  expect(parseFaultRules(rules)).toEqual(rules)
})

test.each([
  [{}, 'Faults are a JSON array of rules.'],
  [['reset'], 'Fault rule 1, "reset": not an object.'],
  [[{fault: 'reset'}, {fault: 'boom'}], 'Fault rule 2, {"fault":"boom"}: "fault" must be one of latency, status,'],
  [[{fault: 'latency'}], '"ms" is missing'],
  [[{fault: 'latency', ms: -1}], '"ms" cannot be -1'],
  [[{fault: 'latency', ms: [80, 20]}], '"ms" cannot be [80,20]'],
  [[{fault: 'status', status: 200}], '"status" cannot be 200'],
  [[{fault: 'rate-limit', policy: 'HOURLY'}], '"policy" cannot be "HOURLY"'],
  [[{fault: 'reset', probability: 2}], '"probability" cannot be 2'],
  [[{fault: 'reset', every: 0}], '"every" cannot be 0'],
  [[{fault: 'reset', ms: 5}], '"ms" is not a field of reset'],
  [[{fault: 'toString'}], '"fault" must be one of'],
])('%j is refused with its reason', (rules, reason) => {
  expect(() => parseFaultRules(rules)).toThrow(
    expect.objectContaining({code: 'USAGE', message: expect.stringContaining(reason)}),
  )
})
