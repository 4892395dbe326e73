import {expect, test} from 'vitest'
import {ours} from '../../../src/errors/next-step.js'
import type {PushSummary} from '../../../src/push/run/push-summary.js'
import {NO_LINKS} from '../../../src/rows/part-totals.js'
import {presentPush} from '../../../src/terminal/present/present-push.js'
import {createPalette} from '../../../src/terminal/text/palette.js'
import {goldenPath} from '../../support/golden.js'

const screen = {width: 100, palette: createPalette(false)}

function summary(parts: Partial<PushSummary> = {}): PushSummary {
  return {
    run: '20261123-170255-k3f9',
    status: 'finished',
    portalId: 12345678,
    credential: 'profile default (file)',
    profile: 'default',
    object: {name: 'contacts', objectTypeId: '0-1'},
    key: 'email',
    file: 'people.csv',
    rows: {read: 1321, written: 1321, created: 265, updated: 1056, deleted: 0, unchanged: 0, skipped: 0, rejected: 0},
    links: NO_LINKS,
    requests: {upserts: 3, reads: 0, associations: 0, memberships: 0, archives: 0, retries: 0, throttled: 0},
    durationMs: 5120,
    rejects: {count: 0, byCode: {}, file: null},
    exitCode: 0,
    next: [],
    ...parts,
  }
}

function shown(parts: Partial<PushSummary>): string {
  return `${presentPush(summary(parts), screen).join('\n')}\n`
}

test('a push without refused rows is short', async () => {
  await expect(shown({})).toMatchFileSnapshot(goldenPath('push-finished.txt'))
})

test('refused rows are counted by code, with the file that holds them and the command that shows them', async () => {
  const text = shown({
    rows: {
      read: 12_345,
      written: 12_211,
      created: 265,
      updated: 11_946,
      deleted: 0,
      unchanged: 0,
      skipped: 0,
      rejected: 134,
    },
    requests: {upserts: 130, reads: 2, associations: 0, memberships: 0, archives: 0, retries: 1, throttled: 4},
    durationMs: 65_000,
    rejects: {
      count: 134,
      byCode: {INVALID_OPTION: 14, INVALID_EMAIL: 120},
      file: '/data/runs/20261123-170255-k3f9/rejects.jsonl',
    },
    exitCode: 3,
    next: [ours(['rejects', '20261123-170255-k3f9'])],
  })
  await expect(text).toMatchFileSnapshot(goldenPath('push-with-rejects.txt'))
})

test('a stopped push says why and how to go on, and repeats its warnings', async () => {
  const text = shown({
    status: 'stopped',
    rows: {read: 500, written: 480, created: 0, updated: 480, deleted: 0, unchanged: 12, skipped: 8, rejected: 0},
    exitCode: 6,
    reason: {
      code: 'DAILY_LIMIT',
      message: 'The daily request limit of portal 12345678 is used up.\nIt is renewed at midnight, Europe/Berlin.',
    },
    warnings: ['HUBSPOT_ACCESS_TOKEN was used in place of profile default.'],
    next: [ours(['push', 'people.csv', '--object', 'CONTACT', '--resume'])],
  })
  await expect(text).toMatchFileSnapshot(goldenPath('push-stopped.txt'))
})

test('a hostile file name cannot repaint the screen', () => {
  expect(shown({file: 'a\u001b[2J.csv'})).toContain('a␛[2J.csv')
})

test.each([
  {
    width: 40,
    byCode: {},
    expected: ['  written   1,300  1,000 created,', '                   300 updated', '  rejected      0'],
  },
  {width: 45, byCode: {}, expected: ['  written   1,300  1,000 created, 300 updated', '  rejected      0']},
  {
    ...{width: 40, byCode: {REQUIRED_PROPERTY_MISSING: 0}},
    expected: [`  written${' '.repeat(22)}1,300`, '      1,000 created, 300 updated', `  rejected${' '.repeat(25)}0`],
  },
])('a screen of $width columns cuts no number from what it counts', ({width, byCode, expected}) => {
  const rows = {
    read: 1300,
    written: 1300,
    created: 1000,
    updated: 300,
    deleted: 0,
    unchanged: 0,
    skipped: 0,
    rejected: 0,
  }
  const lines = presentPush(summary({rows, rejects: {count: 0, byCode, file: null}}), {...screen, width})
  const at = lines.findIndex(line => line.startsWith('  written'))
  expect(lines.slice(at, at + expected.length)).toEqual(expected)
})
