import {expect, test} from 'vitest'
import type {Reject} from '../../../src/rows/rows.js'
import {createPalette} from '../../../src/terminal/palette.js'
import {displayWidth} from '../../../src/terminal/present/display-width.js'
import {presentRejects} from '../../../src/terminal/present/present-rejects.js'
import {goldenPath} from '../../support/golden.js'

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
  {kind: 'reject', row: 4712, line: 4714, code: 'UNREADABLE_ROW', message: 'The row has 3 cells, the header 4.', attempts: 0, raw: 'a,b,c'},
]

test('refused rows are shown by reason, then one by one', async () => {
  const lines = presentRejects(
    {run: '20261123-170255-k3f9', count: 134, byCode: {INVALID_OPTION: 1, UNREADABLE_ROW: 1, INVALID_EMAIL: 132}, rejects},
    screen,
    ['hubspot-push rejects retry 20261123-170255-k3f9'],
  )
  await expect(`${lines.join('\n')}\n`).toMatchFileSnapshot(goldenPath('rejects.txt'))
})

test('a run without refused rows says so', () => {
  expect(presentRejects({run: 'x', count: 0, byCode: {}, rejects: []}, screen)).toEqual(['No refused rows in run x.'])
})

test('lines fit the screen also where values are long', () => {
  const long = rejects.map(reject => ({...reject, key: 'k'.repeat(200), value: 'v'.repeat(200)}))
  for (const line of presentRejects({run: 'x', count: 3, byCode: {INVALID_EMAIL: 3}, rejects: long}, screen)) {
    expect(displayWidth(line)).toBeLessThanOrEqual(100)
  }
})
