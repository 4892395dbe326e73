import {mkdir, stat, writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import {expect, onTestFinished, test} from 'vitest'
import {openProfileSandbox, type ProfileSandbox} from '../../src/sandbox/profile/profile-sandbox.js'
import {startSandbox} from '../../src/sandbox/sandbox.js'
import {startCli} from '../support/run-cli.js'
import {call} from '../support/sandbox-front.js'
import {tempDir} from '../support/temp-dir.js'

const upsertContact = (sandbox: ProfileSandbox, email: string): Promise<Response> =>
  call(sandbox, '/crm/v3/objects/contacts/batch/upsert', {
    method: 'POST',
    body: JSON.stringify({inputs: [{id: email, idProperty: 'email', properties: {email}}]}),
  })

async function isNew(sandbox: ProfileSandbox, email: string): Promise<boolean | undefined> {
  const {results} = (await (await upsertContact(sandbox, email)).json()) as {results: {new: boolean}[]}
  return results[0]?.new
}

async function open(dataDir: string): Promise<ProfileSandbox> {
  const sandbox = await openProfileSandbox(dataDir)
  onTestFinished(() => sandbox.close())
  return sandbox
}

/** The records' owner in a process of its own. */
async function ownerProcess(dataDir: string) {
  const cli = await startCli(['sandbox', '--json'], {env: {HUBSPOT_PUSH_DATA_DIR: dataDir}})
  const {url, token}: {url: string; token: string} = JSON.parse(await cli.waitFor('stdout', /\n/))
  return {
    url,
    token,
    kill: async () => {
      cli.kill('SIGKILL')
      await cli.result
    },
  }
}

test('records stay between runs, and so does the token', async () => {
  const dataDir = await tempDir()
  const first = await openProfileSandbox(dataDir)
  expect(await isNew(first, 'ann@example.com')).toBe(true)
  await first.close()
  const second = await open(dataDir)
  expect(await isNew(second, 'ann@example.com')).toBe(false)
  expect(second.token).toBe(first.token)
})

test('its files are readable by their owner alone', async () => {
  const dataDir = await tempDir()
  await open(dataDir)
  const modes = await Promise.all(['', 'identity.json', 'owner.lock'].map(name => stat(join(dataDir, 'sandbox', name))))
  expect(modes.map(({mode}) => (mode & 0o777).toString(8))).toEqual(['700', '600', '600'])
})

test('a second one joins the first over its socket', async () => {
  const dataDir = await tempDir()
  const [owner, joiner] = [await open(dataDir), await open(dataDir)]
  expect(joiner.url).not.toBe(owner.url)
  expect(await isNew(joiner, 'ann@example.com')).toBe(true)
  expect(await isNew(owner, 'ann@example.com')).toBe(false)
})

test('when the owner closes, a joiner goes on at the same address as the owner', async () => {
  const dataDir = await tempDir()
  const owner = await openProfileSandbox(dataDir)
  const joiner = await open(dataDir)
  expect(await isNew(joiner, 'ann@example.com')).toBe(true)
  await owner.close()
  expect(await isNew(joiner, 'ann@example.com')).toBe(false)
  await expect(startSandbox({dataDir: join(dataDir, 'sandbox')})).rejects.toMatchObject({code: 'SANDBOX_BUSY'})
})

test('when the owner is killed, many joiners under load settle on one new owner and lose nothing', async () => {
  const dataDir = await tempDir()
  const owner = await ownerProcess(dataDir)
  const joiners = await Promise.all([open(dataDir), open(dataDir), open(dataDir)])
  expect(await Promise.all(joiners.map((joiner, index) => isNew(joiner, `before${index}@example.com`)))).toEqual([
    true,
    true,
    true,
  ])
  await owner.kill()
  const after = await Promise.all(
    joiners.flatMap(joiner => [0, 1, 2].map(index => isNew(joiner, `before${index}@example.com`))),
  )
  expect(after).toEqual(Array(9).fill(false))
})

test('after a kill the next start works, with the records', async () => {
  const dataDir = await tempDir()
  const owner = await ownerProcess(dataDir)
  expect(await isNew({...owner} as ProfileSandbox & typeof owner, 'ann@example.com')).toBe(true)
  await owner.kill()
  expect(await isNew(await open(dataDir), 'ann@example.com')).toBe(false)
})

test('ten that open at once have one owner and one token', async () => {
  const dataDir = await tempDir()
  const all = await Promise.all(Array.from({length: 10}, () => open(dataDir)))
  expect(new Set(all.map(({token}) => token)).size).toBe(1)
  const news = await Promise.all(all.map(sandbox => isNew(sandbox, 'ann@example.com')))
  expect(news.filter(Boolean)).toEqual([true])
})

test('an identity file that a power cut left empty is made anew', async () => {
  const dataDir = await tempDir()
  await mkdir(join(dataDir, 'sandbox'))
  await writeFile(join(dataDir, 'sandbox', 'identity.json'), '')
  expect((await open(dataDir)).token).toMatch(/^pat-na1-/)
})

test('the command refuses records that another process serves, naming it', async () => {
  const dataDir = await tempDir()
  await open(dataDir)
  const cli = await startCli(['sandbox', '--json'], {env: {HUBSPOT_PUSH_DATA_DIR: dataDir}})
  const {code, stdout} = await cli.result
  expect([code, JSON.parse(stdout)]).toMatchObject([
    6,
    {error: {code: 'SANDBOX_BUSY', message: expect.stringContaining(String(process.pid))}},
  ])
})
