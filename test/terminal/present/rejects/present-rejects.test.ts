import {expect, test} from 'vitest'
import type {RejectListing} from '../../../../src/rejects/list-rejects.js'
import type {RejectCode} from '../../../../src/rows/reject-code.js'
import type {Reject} from '../../../../src/rows/rows.js'
import {presentRejects} from '../../../../src/terminal/present/rejects/present-rejects.js'
import {adviceOf} from '../../../../src/terminal/present/rejects/reject-advice.js'
import {displayWidth} from '../../../../src/terminal/text/display-width.js'
import {createPalette} from '../../../../src/terminal/text/palette.js'
import {nextTexts} from '../../../support/bare-steps.js'
import {goldenPath} from '../../../support/golden.js'

const screen = {width: 100, palette: createPalette(false)}

const rejects: Reject[] = [
  {
    kind: 'reject',
    row: 12,
    line: 13,
    key: '(blank)',
    code: 'INVALID_EMAIL',
    property: 'email',
    value: '(blank)',
    message: '"(blank)" is not an e-mail address.',
    attempts: 0,
  },
  {
    kind: 'reject',
    row: 4711,
    line: 4713,
    key: 'ann@example.com',
    code: 'INVALID_OPTION',
    property: 'city_code',
    value: 'Genf',
    message: '"Genf" is not an option of property city_code, which has 26 of them: ZRH, BSL, GVA and 23 others.',
    status: 207,
    attempts: 1,
  },
  {
    kind: 'reject',
    row: 4712,
    line: 4714,
    code: 'UNREADABLE_ROW',
    message: 'The row has 3 cells, the header 4.',
    attempts: 0,
    raw: 'a,b,c',
  },
]

const place = {
  ...{run: '20261123-170255-k3f9', object: {name: 'contacts', objectTypeId: '0-1'}, portalId: 48213907},
  ...{createdAt: '2026-11-23T17:02:55.120Z', source: {name: 'people.csv'}},
  ...{profile: 'default', appUrl: 'https://app.hubspot.com'},
}

/** `count` says how many there are of each code, also those that are not shown. */
function listingOf(shown: readonly Reject[], count = 1): RejectListing {
  const groups = shown.map(reject => ({code: reject.code, count, example: reject}))
  const byCode = Object.fromEntries(groups.map(({code}) => [code, count]))
  return {
    groups,
    superseded: 0,
    list: {
      run: place.run,
      count: count * shown.length,
      byCode,
      rejects: shown.map(reject => ({...reject, kind: 'row' as const})),
    },
  }
}

test('refused rows are shown by reason with an example and what to do, then one by one', async () => {
  const lines = presentRejects(listingOf(rejects, 132), place, screen)
  await expect(`${lines.join('\n')}\n`).toMatchFileSnapshot(goldenPath('rejects.txt'))
})

test('a run without refused rows says so', () => {
  const none = {groups: [], superseded: 0, list: {run: place.run, count: 0, byCode: {}, rejects: []}}
  expect(presentRejects(none, place, screen)).toEqual([
    `No rejected rows left in run ${place.run} (people.csv → contacts, 2026-11-23 17:02 UTC).`,
  ])
})

test('a run without rows of the code that was asked for may have others', () => {
  const none = {
    code: 'INVALID_DAT',
    groups: [],
    superseded: 0,
    list: {run: place.run, count: 0, byCode: {}, rejects: []},
  }
  expect(presentRejects(none, place, screen)).toEqual([
    `No rows rejected as INVALID_DAT left in run ${place.run} (people.csv → contacts, 2026-11-23 17:02 UTC).`,
    `  → hubspot-push rejects ${place.run}`,
  ])
})

test('lines fit the screen also where values are long', () => {
  const long = rejects.map(reject => ({
    ...reject,
    key: 'k'.repeat(200),
    value: 'v'.repeat(200),
    message: 'm '.repeat(200),
  }))
  for (const line of presentRejects(listingOf(long), place, screen)) expect(displayWidth(line)).toBeLessThanOrEqual(100)
})

test('rows that later ones have overtaken are counted and marked', () => {
  const overtaken = rejects.map(reject => ({...reject, supersededBy: {run: '20261124-000000-aaaa', row: 7}}))
  const lines = presentRejects({...listingOf(overtaken), superseded: 3}, place, screen)
  expect(lines).toContain('  3 rows of these: superseded by later rows of the same key, and left out of a retry')
  expect(lines.filter(line => line.includes('Row 7 of run 20261124-000000-aaaa has superseded it.'))).toHaveLength(3)
})

test('a row that another run sent again is named by the file that a person has', () => {
  const origin = {run: '20261123-170255-k3f9', row: 4711}
  const overtaken = rejects.map(reject => ({
    ...reject,
    supersededBy: {run: '20261124-000000-aaaa', row: 2, origin},
  }))
  const text = presentRejects({...listingOf(overtaken), superseded: 3}, place, screen)
    .join(' ')
    .replaceAll(/\s+/g, ' ')
  expect(text).toContain(
    'Row 4711 of run 20261123-170255-k3f9, sent again by run 20261124-000000-aaaa, has superseded it.',
  )
})

const CODES = Object.keys({
  ...{
    KEY_MISSING: 0,
    KEY_INVALID: 0,
    UNREADABLE_ROW: 0,
    INVALID_EMAIL: 0,
    INVALID_NUMBER: 0,
    INVALID_DATE: 0,
    INVALID_DATETIME: 0,
  },
  ...{
    INVALID_BOOLEAN: 0,
    INVALID_OPTION: 0,
    AMBIGUOUS_VALUE: 0,
    CELL_ERROR: 0,
    TOO_LONG: 0,
    READ_ONLY_PROPERTY: 0,
    UNKNOWN_PROPERTY: 0,
    REQUIRED_PROPERTY_MISSING: 0,
  },
  ...{OWNER_NOT_FOUND: 0, CONFLICT: 0, NOT_FOUND: 0, ALREADY_EXISTS: 0, DUPLICATE_KEY: 0},
  ...{
    NOT_PRIMARY_EMAIL: 0,
    MERGED_RECORD: 0,
    CHANGED_SINCE: 0,
    LINKED_SINCE: 0,
    IN_DOUBT: 0,
    UNACCOUNTED: 0,
    REFUSED: 0,
  },
  ...{ASSOCIATION_NOT_FOUND: 0, ASSOCIATION_LIMIT: 0, ASSOCIATION_REFUSED: 0, LIST_REFUSED: 0},
} satisfies Record<RejectCode, 0>) as RejectCode[]

test('every code comes with what to do', async () => {
  const example: Reject = {
    kind: 'reject',
    row: 7,
    line: 8,
    code: 'REFUSED',
    property: 'car colour',
    message: '',
    attempts: 1,
  }
  const advice = CODES.map(
    code =>
      `${code}: ${nextTexts({next: [adviceOf({code, count: 1, example: {...example, code, existingId: '175'}}, place)]})}`,
  )
  await expect(`${advice.join('\n')}\n`).toMatchFileSnapshot(goldenPath('reject-advice.txt'))
})

test.each<[Partial<Reject> & {code: RejectCode}, boolean]>([
  [{code: 'REFUSED', property: 'zip', value: 'CH-8', attempts: 0}, true],
  [{code: 'REFUSED', property: 'zip', value: 'CH-8', attempts: 1, status: 207}, false],
  [{code: 'REFUSED', attempts: 0}, false],
  [{code: 'INVALID_NUMBER', property: 'age', value: '11.5'}, true],
  [{code: 'INVALID_NUMBER', property: 'age', value: '1.234,56'}, false],
  [{code: 'INVALID_NUMBER', property: 'age', value: 'many'}, false],
])('of %j the rules of the property are what to look at: %s', (parts, isRule) => {
  const example: Reject = {kind: 'reject', row: 1, line: 2, message: '', attempts: 0, ...parts}
  const [advice] = nextTexts({next: [adviceOf({code: parts.code, count: 1, example}, place)]})
  const shown = `hubspot-push objects contacts --property ${parts.property}     shows the rules for its values`
  expect(advice === shown).toBe(isRule)
})

test('what was to be archived is not sent again: its export is for another push', () => {
  const lines = presentRejects(listingOf(rejects, 132), {...place, mode: 'delete'}, screen).join('\n')
  expect(lines).toContain(`rejects export ${place.run} --output FILE`)
  expect(lines).not.toMatch(/rejects (fix|retry)/)
})

test('rows of an engine: the settings of its stream take the place of flags of push', () => {
  const example = {...rejects[0], code: 'READ_ONLY_PROPERTY', property: 'hs_lead'} as Reject
  const group = {code: 'READ_ONLY_PROPERTY', count: 1, example} as const
  expect(adviceOf(group, {...place, engine: true})).toMatchObject({
    note: 'explains why; drop the column with "ignore" in the configuration',
  })
  expect(adviceOf({...group, code: 'REQUIRED_PROPERTY_MISSING'}, {...place, engine: true})).toMatchObject({
    say: 'A new record needs this property: add a column, or push with "set" in the configuration.',
  })
})
