import {expect, test} from 'vitest'
import {warnOfVersionEnd} from '../../src/hubspot/api-versions.js'

test.each([
  ['v3', '2027-06-30T23:59:59Z', undefined],
  ['v3', '2027-07-01T00:00:00Z', 'September 2027'],
  ['v3', '2029-01-01T00:00:00Z', 'September 2027'],
  ['2026-09', '2027-12-31T23:59:59Z', undefined],
  ['2026-09', '2028-01-01T00:00:00Z', 'March 2028'],
  ['2027-03-beta', '2028-07-01T00:00:00Z', 'September 2028'],
])('version %s on %s: told that it ends in %s', (version, at, end) => {
  const told = warnOfVersionEnd(version, Date.parse(at))
  expect(told === undefined ? undefined : /until (\w+ \d{4})\./.exec(told)?.[1]).toBe(end)
})

test('the end of v3 comes with the variable to set', () => {
  expect(warnOfVersionEnd('v3', Date.UTC(2027, 6))).toContain('HUBSPOT_PUSH_API_VERSION=2026-09')
})
