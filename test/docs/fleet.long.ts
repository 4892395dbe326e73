import {execFile} from 'node:child_process'
import {fileURLToPath} from 'node:url'
import {expect, test} from 'vitest'

const FLEET = fileURLToPath(new URL('../../bench/fleet/run.js', import.meta.url))

interface Report {
  readonly portals: number
  readonly deliveries: number
  readonly killed: number
  readonly leasesExpired: number
  readonly exitCodes: Readonly<Record<string, number>>
  readonly collisions: number
  readonly strangers: number
  readonly wrong: readonly number[]
}

function play(...flags: readonly string[]): Promise<{code: number; report: Report}> {
  return new Promise((resolve, reject) =>
    execFile(process.execPath, [FLEET, '--json', ...flags], (error, stdout, stderr) => {
      const code = error === null ? 0 : Number(error.code)
      if (stdout === '') reject(new Error(stderr))
      else resolve({code, report: JSON.parse(stdout)})
    }),
  )
}

test('workers that are killed in the middle are followed by others, and no key is ever in two hands', {
  timeout: 120_000,
}, async () => {
  const {code, report} = await play('--portals', '5', '--workers', '3', '--kills', '2', '--batches', '50')
  expect({code, ...report}).toMatchObject({code: 0, collisions: 0, strangers: 0, wrong: []})
  expect(report.killed).toBeGreaterThan(0)
  expect(report.leasesExpired).toBeGreaterThanOrEqual(report.killed)
  expect(report.deliveries).toBe(6 + report.leasesExpired)
  expect(report.exitCodes).toEqual({0: 5, 4: 1})
})

test('without leases the referee sees keys in two hands', {timeout: 120_000}, async () => {
  const {code, report} = await play(
    '--portals',
    '4',
    '--workers',
    '4',
    '--kills',
    '0',
    '--batches',
    '30',
    '--no-leases',
  )
  expect(code).toBe(1)
  expect(report.collisions).toBeGreaterThan(0)
})
