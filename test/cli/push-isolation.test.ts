import {expect, test} from 'vitest'
import {runCli} from '../support/run-cli.js'
import {countUpserts, envOf, shareSandbox} from '../support/shared-sandbox.js'
import {createContact} from './support/sandbox-api.js'

const sharedSandbox = shareSandbox()

/** 100 rows, of which only HubSpot can know that the 38th is wrong: its top-level domain does not exist. */
const ONE_UNKNOWN_DOMAIN = csv(['email', 'firstname'], 100, number => [
  `p${number}@example.${number === 38 ? 'con' : 'com'}`,
  `P${number}`,
])

test('a row that only HubSpot refuses costs no further request when it answers 207', async () => {
  const sandbox = sharedSandbox()
  await sandbox.reset(['records'])
  const {code, stdout} = await runCli(['push', '-', '--object', 'CONTACT', '--json'], {
    stdin: ONE_UNKNOWN_DOMAIN,
    env: envOf(sandbox),
  })
  const {rows, rejects} = JSON.parse(stdout)
  expect({code, rows, byCode: rejects.byCode}).toMatchObject({
    code: 3,
    rows: {read: 100, created: 99, rejected: 1},
    byCode: {INVALID_EMAIL: 1},
  })
  expect([await countUpserts(sandbox), await countUpserts(sandbox, 207)]).toEqual([1, 1])
})

test.each([1, 38, 50, 51, 100])(
  'a conflict in row %d that refuses the whole batch costs at most 15 requests',
  async bad => {
    const sandbox = sharedSandbox()
    await createContact(sandbox, {email: `taken${bad}@example.com`, external_id: `HOLDER-${bad}`})
    await sandbox.setSwitches({conflictAs: '409'})
    await sandbox.reset(['records'])
    const stdin = csv(['external_id', 'email'], 100, number => [
      `E-${bad}-${number}`,
      number === bad ? `taken${bad}@example.com` : `e${bad}.${number}@example.com`,
    ])
    const {code, stdout} = await runCli(['push', '-', '--object', 'CONTACT', '--key', 'external_id', '--json'], {
      stdin,
      env: envOf(sandbox),
    })
    const {rows, rejects} = JSON.parse(stdout)
    await sandbox.setSwitches({conflictAs: '207'})
    expect({code, rows, byCode: rejects.byCode}).toMatchObject({
      code: 3,
      rows: {read: 100, created: 99, rejected: 1},
      byCode: {CONFLICT: 1},
    })
    expect(await countUpserts(sandbox)).toBeLessThanOrEqual(15)
    const written = (await sandbox.records('contacts')).filter(({properties}) =>
      properties['external_id']?.startsWith(`E-${bad}-`),
    )
    expect(written).toHaveLength(99)
  },
)

function csv(header: readonly string[], rows: number, cells: (number: number) => readonly string[]): string {
  const lines = Array.from({length: rows}, (_, index) => cells(index + 1).join(','))
  return [header.join(','), ...lines, ''].join('\n')
}
