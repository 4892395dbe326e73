import {describe, expect, test} from 'vitest'
import {tempDir} from '../../support/temp-dir.js'
import {type Caller, embeddedProblems, openCaller} from './crm-caller.js'

/** docs/hubspot-api.md#property-rules. */

const RULES = '/crm/v3/property-validations/contacts'

function rule(
  {call}: Caller,
  property: string,
  type: string,
  argument: string,
  shouldApplyNormalization = false,
): void {
  const path = `${RULES}/${property}/rule-type/${type}`
  expect(call('PUT', path, {ruleArguments: [argument], shouldApplyNormalization}).status).toBe(204)
}

function write({call}: Caller, properties: Record<string, string>): string {
  const {status, json} = call('POST', '/crm/v3/objects/contacts', {properties: {lastname: 'L', ...properties}})
  if (status < 300) return 'written'
  return embeddedProblems(json.at('message'))
    .map(problem => `${problem['name']}: ${problem['error']} ${problem['message']}`)
    .join(', ')
}

test('rules are replaced by kind, listed by property and found one by one', () => {
  const caller = openCaller()
  rule(caller, 'zip', 'MAX_LENGTH', '8')
  rule(caller, 'zip', 'ALPHANUMERIC', 'NUMERIC_ONLY')
  rule(caller, 'zip', 'MAX_LENGTH', '5')
  const maxLength = {ruleType: 'MAX_LENGTH', ruleArguments: ['5'], shouldApplyNormalization: false}
  const digits = {ruleType: 'ALPHANUMERIC', ruleArguments: ['NUMERIC_ONLY'], shouldApplyNormalization: false}
  expect(caller.call('GET', RULES).json.at('results')).toEqual([
    {propertyName: 'zip', propertyValidationRules: [maxLength, digits]},
  ])
  expect(caller.call('GET', `${RULES}/zip`).json.at('results')).toEqual([maxLength, digits])
  expect(caller.call('GET', `${RULES}/zip/rule-type/MAX_LENGTH`).json.value).toEqual(maxLength)
  expect(caller.call('GET', `${RULES}/city`).json.at('results')).toEqual([])
  const refused = ['zip/rule-type/REGEX', 'nope', 'nope/rule-type/REGEX', 'zip/rule-type/NEW']
  expect(refused.map(path => caller.call('GET', `${RULES}/${path}`).status)).toEqual([404, 404, 404, 400])
})

test.each([
  ['zip', 'MAX_LENGTH', '3', 'abc', 'abcd', 'INVALID_VALUE Enter at most 3 characters'],
  ['zip', 'MIN_LENGTH', '3', 'abc', 'ab', 'INVALID_VALUE Enter at least 3 characters'],
  ['city', 'ALPHANUMERIC', 'ALPHA_ONLY', 'Zürich', 'Zürich 1', 'INVALID_ALPHA Enter only letters'],
  ['zip', 'ALPHANUMERIC', 'NUMERIC_ONLY', '8004', 'CH-8004', 'INVALID_NUMERIC Enter only numbers'],
  ['loyalty_points', 'MIN_NUMBER', '1', '1', '0.5', 'INVALID_VALUE Enter a number of at least 1'],
  ['loyalty_points', 'MAX_NUMBER', '10', '10', '10.5', 'INVALID_VALUE Enter a number of at most 10'],
  ['loyalty_points', 'DECIMAL', '1', '1.5', '1.55', 'INVALID_VALUE Enter a number with at most 1 decimals'],
  ['loyalty_points', 'DECIMAL', '1', '15e-1', '155e-2', 'INVALID_VALUE Enter a number with at most 1 decimals'],
])('%s with the rule %s %s takes "%s" and refuses "%s"', (property, type, argument, good, bad, said) => {
  const caller = openCaller()
  rule(caller, property, type, argument)
  expect([good, bad, ''].map(value => write(caller, {[property]: value}))).toEqual([
    'written',
    `${property}: ${said}`,
    'written',
  ])
})

test('values are made to fit a rule that says so, where the switch has API calls treated so', () => {
  for (const rulesNormalise of [false, true]) {
    const caller = openCaller({switches: {rulesNormalise}})
    rule(caller, 'zip', 'ALPHANUMERIC', 'NUMERIC_ONLY', true)
    const outcome = write(caller, {zip: 'CH-8004'})
    const [stored] = [...caller.crm.records('contacts')].map(({properties}) => properties['zip'])
    expect([outcome, stored]).toEqual(
      rulesNormalise ? ['written', '8004'] : ['zip: INVALID_NUMERIC Enter only numbers', undefined],
    )
  }
})

test.each([
  ['missing-scope', 403],
  ['not-there', 404],
] as const)('rules that are %s cannot be read, and bind all the same', (validationRules, status) => {
  const caller = openCaller({switches: {validationRules}})
  rule(caller, 'zip', 'MAX_LENGTH', '3')
  const paths = [RULES, `${RULES}/zip`, `${RULES}/zip/rule-type/MAX_LENGTH`]
  expect(paths.map(path => caller.call('GET', path).status)).toEqual([status, status, status])
  expect(write(caller, {zip: 'abcd'})).toContain('Enter at most 3 characters')
})

describe('rules in a directory', () => {
  test('are there again after a restart, and after the log was rewritten', async () => {
    const dataDir = await tempDir()
    const first = openCaller({dataDir})
    for (const most of ['9', '8', '7', '6', '5', '4']) rule(first, 'zip', 'MAX_LENGTH', most)
    first.crm.close()
    for (const _ of [1, 2]) {
      const again = openCaller({dataDir})
      expect(again.call('GET', `${RULES}/zip/rule-type/MAX_LENGTH`).json.at('ruleArguments')).toEqual(['4'])
      expect(write(again, {zip: 'abcde'})).toContain('at most 4')
      again.crm.close()
    }
  })
})
