import {expect, onTestFinished, test} from 'vitest'
import {startSandbox} from '../../src/sandbox/sandbox.js'
import {runCli} from '../support/run-cli.js'
import {envOf, shareSandbox} from '../support/shared-sandbox.js'

const sharedSandbox = shareSandbox()

interface Case {
  readonly object: string
  readonly key: string
  readonly rows: readonly Record<string, unknown>[]
  /** Values of the first record afterwards. */
  readonly stored: Record<string, string>
}

const DEALS: Case = {
  object: 'DEAL',
  key: 'external_id',
  rows: [1, 2, 3].map(number => ({
    external_id: `D-${number}`,
    dealname: `Deal ${number}`,
    amount: number * 100.5,
    dealstage: 'Contract Sent',
    pipeline: 'Sales Pipeline',
    renewal: number === 1,
    competitors: number === 1 ? 'globex' : null,
  })),
  stored: {
    external_id: 'D-1',
    dealname: 'Deal 1',
    amount: '100.5',
    pipeline: 'default',
    dealstage: 'contractsent',
    renewal: 'true',
    competitors: 'globex',
  },
}

const CARS: Case = {
  object: 'Cars',
  key: 'vin',
  rows: [1, 2, 3].map(number => ({
    VIN: `WVW-${number}`,
    Model: 'Golf',
    mileage: `${number}000`,
    built_on: '2024-02-29',
    sold: false,
  })),
  stored: {vin: 'WVW-1', model: 'Golf', mileage: '1000', built_on: '2024-02-29', sold: 'false'},
}

const TICKETS: Case = {
  object: 'tickets',
  key: 'external_id',
  rows: [1, 2].map(number => ({
    external_id: `T-${number}`,
    subject: `Ticket ${number}`,
    hs_pipeline: 'Support Pipeline',
    hs_pipeline_stage: 'new',
  })),
  stored: {external_id: 'T-1', subject: 'Ticket 1', hs_pipeline: '0', hs_pipeline_stage: '1'},
}

const TYPE: Readonly<Record<string, string>> = {DEAL: 'deals', Cars: 'car', tickets: 'tickets'}

test.each([DEALS, CARS, TICKETS])(
  '$object rows of JSONL are matched on $key, which nobody had to name',
  async ({object, key, rows, stored}) => {
    const sandbox = sharedSandbox()
    const stdin = rows.map(row => `${JSON.stringify(row)}\n`).join('')
    const pushed: unknown[] = []
    for (let time = 0; time < 2; time++) {
      const {code, stdout} = await runCli(['push', '-', '--object', object, '--json'], {stdin, env: envOf(sandbox)})
      const summary = JSON.parse(stdout)
      pushed.push([code, summary.key, summary.rows.created, summary.rows.updated])
    }
    expect(pushed).toEqual([
      [0, key, rows.length, 0],
      [0, key, 0, rows.length],
    ])
    const records = await sandbox.records(TYPE[object] ?? '')
    expect(records).toHaveLength(rows.length)
    expect(records.find(({properties}) => properties[key] === stored[key])?.properties).toMatchObject(stored)
  },
)

test('a column goes by the label of its property as well, whatever its case and punctuation', async () => {
  const stdin = 'E-MAIL,First name,"last-name",Shirt Size\nlabel@example.com,Ann,Lee,m\n'
  const {code} = await runCli(['push', '-', '--object', '0-1', '--json'], {stdin, env: envOf(sharedSandbox())})
  const record = (await sharedSandbox().records('contacts')).find(
    ({properties}) => properties['email'] === 'label@example.com',
  )
  expect(code).toBe(0)
  expect(record?.properties).toMatchObject({firstname: 'Ann', lastname: 'Lee', shirt_size: 'm'})
})

test('HUBSPOT_PUSH_API_VERSION=2026-09 holds for the whole push', async () => {
  const sandbox = await startSandbox({limits: false, seed: 1})
  onTestFinished(() => sandbox.close())
  const env = {...envOf(sandbox), HUBSPOT_PUSH_API_VERSION: '2026-09'}
  const stdin = 'email,lastname\nann@example.com,A\nnobody,B\n'
  const {code, stdout} = await runCli(['push', '-', '--object', 'CONTACT', '--key', 'email', '--json'], {env, stdin})
  expect([code, JSON.parse(stdout).rows]).toEqual([3, expect.objectContaining({created: 1, rejected: 1})])
  expect(sandbox.requests().filter(({path}) => !path.includes('/2026-09/'))).toEqual([])
})

test.each(['v4', '2026-13', '2026-12'])(
  'the version %s, which is none, ends a push into the sandbox with the way out',
  async version => {
    const env = {HUBSPOT_PUSH_API_VERSION: version}
    const {code, stdout} = await runCli(['push', '-', '--object', 'CONTACT', '--profile', 'sandbox', '--json'], {
      env,
      stdin: 'email\n',
    })
    const {error} = JSON.parse(stdout)
    expect([code, error.code, error.next[0]]).toEqual([2, 'USAGE', 'unset HUBSPOT_PUSH_API_VERSION'])
    expect(error.message).toContain(version)
  },
)
