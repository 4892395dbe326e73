import {spawn} from 'node:child_process'
import {once} from 'node:events'
import {readFile} from 'node:fs/promises'
import {join} from 'node:path'
import {fileURLToPath} from 'node:url'
import {expect, onTestFinished, test} from 'vitest'
import {isMissing} from '../support/find-program.js'
import {openScreen, tmux} from '../support/open-terminal.js'
import {cliEnv} from '../support/run-cli.js'
import {people, startPlace, UPSERTS, untilUpserts} from './support/push-place.js'

const BIN = fileURLToPath(new URL('../../bin/run.js', import.meta.url))
const SLOW = {...UPSERTS, fault: 'latency', ms: 1000} as const

/** resume.test.ts has SIGINT. */
test.each([
  ['SIGTERM', 143],
  ['SIGHUP', 143],
] as const)(
  '%s: what is in flight is settled, the command to resume is printed, and it finishes the rest',
  async (signal, exitCode) => {
    const place = await startPlace(people(3000), [SLOW])
    const push = await place.start(['--concurrency', '4'])
    await untilUpserts(place, 1)
    push.kill(signal)
    const {code, stdout, stderr} = await push.result
    const [, settled = ''] = /read +([\d,]+)/.exec(stdout) ?? []
    expect({code, stopping: /stopping/i.test(stderr)}).toEqual({code: exitCode, stopping: true})
    expect(stdout).toMatch(/^Interrupted people\.csv/m)
    expect(stdout).toContain('hubspot-push push people.csv --object CONTACT --concurrency 4 --resume')
    expect(Object.keys(place.names())).toHaveLength(Number(settled.replace(',', '')))
    expect(Number(settled.replace(',', ''))).toBeLessThan(3000)

    place.sandbox.setFaults([])
    const resumed = await place.push(['--resume', '--json'])
    expect(JSON.parse(resumed.stdout)).toMatchObject({
      status: 'finished',
      rows: {read: 3000, written: 3000, created: 3000, updated: 0},
    })
  },
)

test('a second signal aborts at once, and the journal is readable: the resume finishes', async () => {
  const place = await startPlace(people(300), [{...UPSERTS, fault: 'hang', skip: 1}])
  const push = await place.start(['--json'])
  await untilUpserts(place, 3)
  push.kill('SIGINT')
  await push.waitFor('stderr', /stopping/i)
  push.kill('SIGINT')
  const {code, stdout} = await push.result
  expect({code, status: JSON.parse(stdout).status}).toEqual({code: 130, status: 'interrupted'})

  place.sandbox.setFaults([])
  const resumed = await place.push(['--resume', '--json'])
  expect(JSON.parse(resumed.stdout)).toMatchObject({
    run: JSON.parse(stdout).run,
    status: 'finished',
    rows: {read: 300, written: 300},
  })
})

test('a signal while HubSpot does not even answer about the portal ends it before anything is written', async () => {
  const place = await startPlace(people(3), [{fault: 'hang'}])
  const push = await place.start(['--json'])
  await expect.poll(() => place.sandbox.requests().length, {timeout: 10_000}).toBeGreaterThan(0)
  push.kill('SIGTERM')
  const {code, stdout} = await push.result
  expect({code, error: JSON.parse(stdout).error.code}).toEqual({code: 143, error: 'TERMINATED'})
})

test.skipIf(isMissing(tmux))(
  'a terminal that is closed: what is in flight is settled, and the exit is an orderly one',
  async () => {
    const place = await startPlace(people(3000), [SLOW])
    const push = `'${process.execPath}' '${BIN}' push people.csv --object CONTACT --concurrency 2 --yes`
    // As a login shell does, which passes the signal on to its jobs.
    const shell = `trap 'kill -HUP $!' HUP; cd '${place.home}'; ${push} & wait $!; wait $!; echo $? > exit-code`
    const screen = openScreen(place.home, ['sh', '-c', shell], place.env)
    await untilUpserts(place, 1)
    screen.hangUp()
    await expect
      .poll(() => readFile(join(place.home, 'exit-code'), 'utf8').catch(() => ''), {timeout: 20_000})
      .toBe('143\n')
    expect((await place.runFiles())['journal.jsonl']).toMatch(/"state":"interrupted","exitCode":143/)
  },
)

test.skipIf(isMissing(tmux))(
  'a terminal that is lost without a signal: the push goes on to its end, which is no crash',
  async () => {
    const place = await startPlace(people(300), [SLOW])
    const push = `'${process.execPath}' '${BIN}' push people.csv --object CONTACT --concurrency 1 --yes`
    const screen = openScreen(
      place.home,
      ['sh', '-c', `trap '' HUP; cd '${place.home}'; ${push}; echo $? > exit-code`],
      place.env,
    )
    await untilUpserts(place, 1)
    screen.hangUp()
    await expect
      .poll(() => readFile(join(place.home, 'exit-code'), 'utf8').catch(() => ''), {timeout: 20_000})
      .toMatch(/^(?:0|143)\n$/)
  },
)

test.each([
  ['a reader that goes at once', '{ $push; echo $? > exit-code; } | head -c 0'],
  ['a reader of progress that takes one line', '{ $push --verbose 2>&1 >/dev/null; echo $? > exit-code; } | head -1'],
  ['a closed stdout and stderr', '$push >&- 2>&-; echo $? > exit-code'],
])('%s loses no row', async (_name, line) => {
  const place = await startPlace(people(500))
  const push = `'${process.execPath}' '${BIN}' push people.csv --object CONTACT`
  const shell = spawn('sh', ['-c', line.replaceAll('$push', push)], {
    ...{cwd: place.home, env: {...cliEnv(place.home), ...place.env}, stdio: 'ignore'},
  })
  onTestFinished(() => void shell.kill('SIGKILL'))
  await once(shell, 'close')
  expect(Object.keys(place.names())).toHaveLength(500)
  expect(await readFile(join(place.home, 'exit-code'), 'utf8')).toBe('0\n')
})
