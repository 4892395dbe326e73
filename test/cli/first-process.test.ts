import {readFileSync} from 'node:fs'
import {expect, test} from 'vitest'
import {startCli} from '../support/run-cli.js'
import {canUnshare} from '../support/start-script.js'
import {people, startPlace, UPSERTS, untilUpserts} from './support/push-place.js'

/** The program is the only child of `unshare`, which passes its exit code on. */
function killFirst({pid}: {readonly pid: number}, signal: NodeJS.Signals): void {
  process.kill(Number(readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8')), signal)
}

test.skipIf(!canUnshare()).each([
  ['SIGTERM', 143],
  ['SIGINT', 130],
  ['SIGHUP', 143],
] as const)('as process 1 of a container a command that waits ends on %s', async (signal, code) => {
  const {sandbox, home, env} = await startPlace(people(3), [{fault: 'hang'}])
  const whoami = await startCli(['whoami'], {home, env, unshared: true})
  await expect.poll(() => sandbox.requests().length, {timeout: 20_000}).toBeGreaterThan(0)
  killFirst(whoami, signal)
  expect(await whoami.result).toMatchObject({code, signal: null})
})

test.skipIf(!canUnshare())(
  'as process 1 a push settles what is in flight, and --resume finishes the rest',
  async () => {
    const place = await startPlace(people(1000), [{...UPSERTS, fault: 'latency', ms: 1000}])
    const push = await place.start(['--concurrency', '2', '--quiet'], {unshared: true})
    await untilUpserts(place, 1)
    killFirst(push, 'SIGTERM')
    expect(await push.result).toMatchObject({code: 143, signal: null})
    place.sandbox.setFaults([])
    const resumed = await place.push(['--resume', '--json'])
    expect(JSON.parse(resumed.stdout)).toMatchObject({status: 'finished', rows: {read: 1000, written: 1000}})
  },
)
