import {readdir} from 'node:fs/promises'
import {join} from 'node:path'
import {expect, onTestFinished, test} from 'vitest'
import {startSandbox} from '../../src/sandbox/sandbox.js'
import {freePort} from '../credentials/support/free-port.js'
import {isMissing} from '../support/find-program.js'
import {type App, loginEnvOf} from '../support/log-in.js'
import {AUTHORIZE_URL} from '../support/play-browser.js'
import {runCli, startCli} from '../support/run-cli.js'
import {chromiumPath, shareBrowser} from '../support/share-browser.js'
import {tempDir} from '../support/temp-dir.js'

const inBrowser = test.skipIf(isMissing(chromiumPath))
const openPage = shareBrowser()

/** `login` waits for a person who has just opened the page that it printed. */
async function beginLogin(app: App) {
  const home = await tempDir()
  const env = {...loginEnvOf(app), HUBSPOT_CLIENT_ID: app.clientId, HUBSPOT_CLIENT_SECRET: app.clientSecret}
  const cli = await startCli(['login', '--json', '--port', String(await freePort())], {home, env})
  const [url = ''] = AUTHORIZE_URL.exec(await cli.waitFor('stderr', AUTHORIZE_URL)) ?? []
  const page = await openPage()
  await page.goto(url)
  return {home, cli, page}
}

async function startApp() {
  const sandbox = await startSandbox()
  onTestFinished(() => sandbox.close())
  return sandbox
}

inBrowser('in a browser: Connect leads to the page that says so, and the login works', async () => {
  const sandbox = await startApp()
  const {home, cli, page} = await beginLogin(sandbox)
  await page.getByRole('button', {name: 'Connect app'}).click()
  await page.getByRole('heading', {name: 'Logged in'}).waitFor()
  expect(await page.content()).toContain(`portal ${sandbox.portalId}`)
  const {code, stdout} = await cli.result
  expect({code, login: JSON.parse(stdout)}).toMatchObject({code: 0, login: {portalId: sandbox.portalId, kind: 'oauth'}})
  const who = await runCli(['whoami', '--json'], {home, env: loginEnvOf(sandbox)})
  expect(JSON.parse(who.stdout)).toMatchObject({portalId: sandbox.portalId, credential: 'profile default (file)'})
})

inBrowser('in a browser: Deny leads to the page that says so, and to exit 4', async () => {
  const {home, cli, page} = await beginLogin(await startApp())
  await page.getByRole('button', {name: 'Deny'}).click()
  await page.getByRole('heading', {name: 'Not logged in'}).waitFor()
  const {code, stdout} = await cli.result
  expect({code, error: JSON.parse(stdout).error}).toMatchObject({
    code: 4,
    error: {code: 'LOGIN_DENIED', next: ['hubspot-push login']},
  })
  expect(await readdir(join(home, 'config')).catch(() => [])).toEqual([]) // nothing was saved
})
