import {writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import {expect, onTestFinished, test} from 'vitest'
import {shell} from '../../src/errors/next-step.js'
import {startSandbox} from '../../src/sandbox/sandbox.js'
import {pushFile} from '../../src/services/push/push-file.js'
import {tempDir} from '../support/temp-dir.js'
import {UPSERTS} from './support/run-bench.js'
import {sharedTime} from './support/shared-time.js'

test.each([0, -3_600_000, 3_600_000])(
  'a run that begins while requests of the one before may still commit waits for them, and its rows stay, also by a clock that was set by %i ms',
  async setMs => {
    const time = sharedTime()
    const faults = [{...UPSERTS, fault: 'late-commit', ms: 50_000, next: 1}] as const
    const sandbox = await startSandbox({limits: false, seed: 1, clock: time.sandbox, faults})
    onTestFinished(() => sandbox.close())
    const home = await tempDir()
    const waits: number[] = []
    const push = async (name: string) => {
      const file = join(home, `${name}.csv`)
      await writeFile(file, `email,firstname\nann@example.com,${name}\n`)
      const {signal} = new AbortController()
      const dirs = {data: home, config: home, cache: home}
      const env = {HUBSPOT_ACCESS_TOKEN: sandbox.token, HUBSPOT_PUSH_API_URL: sandbox.url}
      const mapping = {object: 'CONTACT', map: [], ignore: [], ignoreUnknown: false, duplicates: 'apply'} as const
      const request = {
        ...mapping,
        file,
        dirs,
        env,
        clock: time.client,
        resume: false,
        resumeCommand: () => shell([]),
        waitLockMs: 0,
        version: '0',
      }
      const ports = {confirm: async () => {}, stop: signal, abort: signal}
      return pushFile(request, {
        ...ports,
        onEvent: event =>
          void (
            event.type === 'waiting' &&
            event.waiting.reason === 'late-commit' &&
            waits.push(event.waiting.delayMs)
          ),
      })
    }
    expect(await push('old')).toMatchObject({status: 'finished', rows: {written: 1}})
    expect(waits).toEqual([])
    time.set(setMs)
    expect(await push('new')).toMatchObject({status: 'finished', rows: {written: 1, created: 0}})
    expect(waits).toEqual([expect.closeTo(100_000, -4)])
    await time.client.sleep(600_000)
    expect([...sandbox.records('contacts')]).toMatchObject([{properties: {firstname: 'new'}}])
    expect(await push('newer')).toMatchObject({status: 'finished'})
    expect(waits).toHaveLength(1)
  },
)
