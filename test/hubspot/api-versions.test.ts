import {expect, test} from 'vitest'
import {
  checkApiVersion,
  DEFAULT_API_VERSION,
  NEWEST_API_VERSION,
  warnOfVersionEnd,
} from '../../src/hubspot/api-versions.js'
import {pathsOf} from '../../src/hubspot/paths.js'

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

test('from the default on each version names the next, up to the newest', () => {
  const nextOf = (version: string): string | undefined =>
    /VERSION=(\S+) selects/.exec(warnOfVersionEnd(version, Date.UTC(2999, 0)) ?? '')?.[1]
  const chain = [DEFAULT_API_VERSION]
  for (let at = DEFAULT_API_VERSION; at !== NEWEST_API_VERSION && chain.length < 20; ) {
    at = nextOf(at) ?? 'none'
    chain.push(at)
  }
  expect(chain.at(-1)).toBe(NEWEST_API_VERSION)
})

test.each([DEFAULT_API_VERSION, NEWEST_API_VERSION, '2026-03', '2027-03-beta'])('%s may be chosen', version => {
  expect(() => checkApiVersion(version)).not.toThrow()
})

test.each(['', 'v2', 'v4', '2026-13', '2026-9', '2026-09-', 'latest', '../v3', 'toString'])(
  'there is no version %j',
  version => {
    expect(() => checkApiVersion(version)).toThrow('is not a version of HubSpot')
  },
)

test.each([
  ['v3', '/crm/v3/objects/0-1/batch/upsert', '/crm/v3/owners', '/crm/v3/pipelines/0-1'],
  ['2026-09', '/crm/objects/2026-09/0-1/batch/upsert', '/crm/owners/2026-09', '/crm/pipelines/2026-09/0-1'],
  [
    '2027-03-beta',
    '/crm/objects/2027-03-beta/0-1/batch/upsert',
    '/crm/owners/2027-03-beta',
    '/crm/pipelines/2027-03-beta/0-1',
  ],
])('paths of version %s', (version, upsert, owners, pipelines) => {
  const paths = pathsOf(version)
  expect([paths.batchUpsert('0-1'), paths.owners(), paths.pipelines('0-1')]).toEqual([upsert, owners, pipelines])
  expect(paths.account()).toBe(`/account-info/${version}/details`)
})
