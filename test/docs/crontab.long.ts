import {spawn} from 'node:child_process'
import {once} from 'node:events'
import {chmod, mkdir, readFile, writeFile} from 'node:fs/promises'
import {dirname, join} from 'node:path'
import {text} from 'node:stream/consumers'
import {fileURLToPath} from 'node:url'
import {expect, onTestFinished, test} from 'vitest'
import {startSandbox} from '../../src/sandbox/sandbox.js'
import {BIN, runCli} from '../support/run-cli.js'
import {tempDir} from '../support/temp-dir.js'

const readme = await readFile(fileURLToPath(new URL('../../README.md', import.meta.url)), 'utf8')
const line = /^15 2 \* \* \* +(.+)$/m.exec(readme)?.[1] ?? ''

/** A machine with the crontab line of the README: what cron would mail after a night with these rows. */
async function machine() {
  const sandbox = await startSandbox()
  onTestFinished(() => sandbox.close())
  const home = await tempDir()
  const [bin, crm] = [join(home, '.local/bin'), join(home, 'crm')]
  await mkdir(bin, {recursive: true})
  await mkdir(crm)
  await writeFile(join(bin, 'hubspot-push'), `#!/bin/sh\nexec node '${BIN}' "$@"\n`)
  await chmod(join(bin, 'hubspot-push'), 0o755)
  // Of cron: a shell, a home and a PATH; and the address of the sandbox in place of HubSpot's.
  const env = {
    ...{SHELL: '/bin/sh', HOME: home, LOGNAME: 'crm', PATH: `${bin}:${dirname(process.execPath)}:/usr/bin:/bin`},
    ...{HUBSPOT_PUSH_API_URL: sandbox.url, HUBSPOT_PUSH_KEYCHAIN: '0'},
  }
  const logIn = async () => {
    const {code} = await runCli(['login', '--token-stdin', '--store', 'file'], {
      home,
      env: {...env, ...own(home)},
      stdin: sandbox.token,
    })
    expect(code).toBe(0)
  }
  const night = async (rows: string | undefined, change: (line: string) => string = same => same) => {
    if (rows !== undefined) await writeFile(join(crm, 'people.csv'), rows)
    const command = change(line).replace('/srv/crm', crm).replace('12345678', String(sandbox.portalId))
    const child = spawn('/bin/sh', ['-c', command], {env: {...env, ...own(home)}, stdio: ['ignore', 'pipe', 'pipe']})
    const [out, err, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')])
    const log = await readFile(join(crm, 'push.jsonl'), 'utf8')
    return {
      code,
      mail: out + err,
      log: log
        .trimEnd()
        .split('\n')
        .map(each => JSON.parse(each)),
    }
  }
  return {night, logIn}
}

/** Not the reader's own directories. */
function own(home: string): Record<string, string> {
  return {
    HUBSPOT_PUSH_DATA_DIR: join(home, 'data'),
    HUBSPOT_PUSH_CONFIG_DIR: join(home, 'config'),
    HUBSPOT_PUSH_CACHE_DIR: join(home, 'cache'),
  }
}

const ONE_LINE = /^[^\n]+\n$/

test('the crontab line of the README mails one line when something is wrong, and only then', {
  timeout: 120_000,
}, async () => {
  const {night, logIn} = await machine()
  const good = 'email,firstname\nann@example.com,Ann\n'

  expect(await night(good)).toMatchObject({code: 4, mail: expect.stringMatching(ONE_LINE)})
  await logIn()
  expect(await night(good)).toMatchObject({code: 0, mail: ''})
  const rejected = await night(`${good}not an address,Bob\n`)
  expect(rejected).toMatchObject({code: 3, mail: expect.stringMatching(ONE_LINE)})
  expect(rejected.mail).toContain('hubspot-push rejects')
  expect(await night('e-mail nobody knows,x\na,b\n')).toMatchObject({code: 5, mail: expect.stringMatching(ONE_LINE)})
  const guarded = await night(`${good}not an address,Bob\nnor this,Bea\n`, same =>
    same.replace(' --quiet', ' --max-rejects 0 --quiet'),
  )
  expect(guarded).toMatchObject({code: 7, mail: expect.stringMatching(ONE_LINE)})
  const {log} = await night(undefined, same => same.replace('people.csv', 'gone.csv'))
  expect(log.map(each => each.exitCode ?? each.error.code)).toEqual([
    ...['NOT_LOGGED_IN', 0, 3, 'KEY_COLUMN_MISSING', 7, 'FILE_NOT_FOUND'],
  ])
})
