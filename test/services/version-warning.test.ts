import {expect, test} from 'vitest'
import {connect} from '../../src/services/portal/connect.js'
import {tempDir} from '../support/temp-dir.js'

/** The connection itself is given up at once: nothing leaves this machine. */
async function warningsOfConnecting(env: Record<string, string>, nowMs: number): Promise<string[]> {
  const [data, warnings] = [await tempDir(), [] as string[]]
  const request = {
    env: {HUBSPOT_ACCESS_TOKEN: 'pat-na1-test', ...env},
    dirs: {data, config: data, cache: data},
    clock: {now: () => nowMs, sleep: async () => {}},
    signal: AbortSignal.abort(new Error('given up')),
    onWarning: (message: string) => void warnings.push(message),
  }
  await expect(connect(request)).rejects.toThrow('given up')
  return warnings
}

const JULY_2027 = Date.UTC(2027, 6, 1)

test('from July 2027 on who works with v3 is told once that it ends', async () => {
  expect(await warningsOfConnecting({}, JULY_2027)).toEqual([expect.stringContaining('until September 2027')])
  expect(await warningsOfConnecting({}, JULY_2027 - 1)).toEqual([])
})

test.each([[{HUBSPOT_PUSH_API_VERSION: '2026-09'}], [{HUBSPOT_PUSH_API_URL: 'http://localhost:9'}]])(
  'with %o nobody is',
  async env => {
    expect(await warningsOfConnecting(env, JULY_2027)).toEqual([])
  },
)
