import {expect, test} from 'vitest'
import {firstWord, killHard, outputOf, startScript} from '../support/start-script.js'
import {tempDir} from '../support/temp-dir.js'
import {PORTAL_ID, startFakeHubSpot} from './support/fake-hubspot.js'
import {oauthLogin, openStore, tokenLogin} from './support/logins.js'

/** What that many commands print that begin at the same moment. */
async function startTogether(count: number, configDir: string, url: string): Promise<string[]> {
  const started = Array.from({length: count}, () => startScript('credentials/support/use-login.mjs', [configDir, url]))
  await Promise.all(started.map(firstWord))
  for (const child of started) child.stdin?.write('go\n')
  return Promise.all(started.map(outputOf))
}

test('twenty processes that start together with one expired login refresh it once, and all of them work', async () => {
  const server = await startFakeHubSpot({rotates: true, tokenLatencyMs: 300})
  const configDir = await tempDir()
  await openStore(configDir).save('default', oauthLogin(server.url))
  const outputs = await startTogether(20, configDir, server.url)
  expect(outputs).toEqual(Array.from({length: 20}, () => `portal ${PORTAL_ID}`))
  expect(server.tokenForms).toHaveLength(1)
  expect((await openStore(configDir).find('default'))?.secret).toMatchObject({refreshToken: server.refreshToken()})
}, 60_000)

test('processes whose tokens are refused before their time share one refresh as well', async () => {
  const server = await startFakeHubSpot({tokenLatencyMs: 300})
  const configDir = await tempDir()
  await openStore(configDir).save('default', oauthLogin(server.url, {expiresAt: Date.now() + 1_800_000}))
  expect(await startTogether(3, configDir, server.url)).toEqual(Array.from({length: 3}, () => `portal ${PORTAL_ID}`))
  expect(server.tokenForms).toHaveLength(1)
})

test('kill -9 at any moment of saving leaves the old login or the new one', async () => {
  const configDir = await tempDir()
  const [one, two] = [tokenLogin({accessToken: 'token-one'}), tokenLogin({accessToken: 'token-two'})]
  const found = new Set<string | undefined>()
  for (let round = 0; round < 8; round++) {
    const saving = startScript('credentials/support/save-logins.mjs', [
      configDir,
      JSON.stringify(one),
      JSON.stringify(two),
    ])
    await firstWord(saving)
    for (let turn = 0; turn < round; turn++) await openStore(configDir).list() // another moment each round
    await killHard(saving)
    const login = await openStore(configDir).find('acme')
    expect([one, two]).toContainEqual(login)
    found.add(login?.secret.accessToken)
  }
  await openStore(configDir).save('acme', one) // nothing that was left behind is in the way
  expect(found.size).toBeGreaterThan(0)
})
