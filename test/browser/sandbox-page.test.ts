import type {BrowserContextOptions, Page} from 'playwright-core'
import {expect, onTestFinished, test} from 'vitest'
import type {SeedEntry} from '../../src/sandbox/crm/seed/seed-entry.js'
import {startSandbox} from '../../src/sandbox/sandbox.js'
import type {Sandbox, SandboxOptions} from '../../src/sandbox/server/running-sandbox.js'
import {brightnessOf} from '../support/brightness-of.js'
import {isMissing} from '../support/find-program.js'
import {call} from '../support/sandbox-front.js'
import {chromiumPath, shareBrowser} from '../support/share-browser.js'

const inBrowser = test.skipIf(isMissing(chromiumPath))
const openPage = shareBrowser()

const HOSTILE = '<script>document.title="taken"</script><img src=x onerror="document.title=\'taken\'">'
const PEOPLE: readonly SeedEntry[] = [
  {object: 'contacts', id: '101', properties: {email: 'ann@example.com', firstname: HOSTILE, lastname: 'Lee'}},
  {
    object: 'contacts',
    id: '102',
    properties: {email: 'bob@example.com', lastname: 'Ray'},
    archivedAt: '2026-11-01T00:00:00Z',
  },
  ...Array.from({length: 60}, (_, index) => ({
    object: 'contacts',
    id: String(200 + index),
    properties: {email: `p${index}@example.com`},
  })),
  {object: 'companies', id: '7', properties: {name: 'Harbour Ltd'}},
  {from: {object: 'contacts', id: '101'}, to: {object: 'companies', id: '7'}, labels: ['Decision maker']},
]

async function start(options: SandboxOptions = {}): Promise<Sandbox> {
  const sandbox = await startSandbox({seedData: PEOPLE, limits: false, ...options})
  onTestFinished(() => sandbox.close())
  return sandbox
}

/** Whatever is typed before the part is drawn anew goes with the old one. */
async function untilRedrawn(page: Page, act: () => Promise<void>): Promise<void> {
  await page.evaluate('document.querySelector("textarea").className = "former"')
  await act()
  await page.locator('textarea:not(.former)').waitFor()
}

interface Shown {
  readonly page: Page
  /** Of other addresses than the sandbox's. */
  readonly asked: string[]
  readonly errors: string[]
}

async function show({url, token}: Sandbox, hash = `#${token}`, options?: BrowserContextOptions): Promise<Shown> {
  const page = await openPage(options)
  const [asked, errors]: [string[], string[]] = [[], []]
  page.on('request', request => void (request.url().startsWith(`${url}/`) || asked.push(request.url())))
  page.on('pageerror', error => void errors.push(error.message))
  page.on('console', message => void (message.type() === 'error' && errors.push(message.text())))
  await page.goto(`${url}/${hash}`)
  return {page, asked, errors}
}

inBrowser('in a browser: records as tables, one with history and links, and no value becomes code', async () => {
  const sandbox = await start()
  await call(sandbox, '/crm/v3/objects/contacts/101', {
    method: 'PATCH',
    headers: {'content-type': 'application/json', 'x-sandbox-source': 'CRM_UI userId:7'},
    body: JSON.stringify({properties: {lastname: 'Lee-Ray'}}),
  })
  const {page, asked, errors} = await show(sandbox)
  await page.getByRole('link', {name: /^Contacts/}).waitFor()
  expect([await page.evaluate('location.hash'), await page.title()]).toEqual(['', 'HubSpot sandbox'])
  const rows = page.locator('tbody tr')
  expect([await rows.count(), await page.getByRole('status').textContent()]).toEqual([50, 'records 1 to 50'])
  await page.getByRole('button', {name: 'Next'}).click()
  await page.getByText('records 51 to 62').waitFor()
  await page.getByRole('searchbox').fill('ann@')
  await page.getByRole('searchbox').press('Enter')
  await page.getByText('records 1 to 1').waitFor()
  expect(await page.getByText(HOSTILE).isVisible()).toBe(true)
  await page.getByRole('link', {name: '101'}).click()
  await page.getByRole('heading', {name: 'contacts 101'}).waitFor()
  await page.getByText('2 versions').click()
  expect(await page.getByText(/CRM_UI userId:7/).isVisible()).toBe(true)
  expect(await page.getByRole('cell', {name: 'Decision maker'}).textContent()).toContain('Decision maker')
  await page.getByRole('link', {name: 'companies 7'}).click()
  await page.getByRole('heading', {name: 'companies 7'}).waitFor()
  await page.goBack()
  await page.getByRole('heading', {name: 'contacts 101'}).waitFor()
  expect(await page.title()).toBe('HubSpot sandbox')
  expect(await page.locator('main img, main script').count()).toBe(0)
  expect({asked, errors}).toEqual({asked: [], errors: []})
})

inBrowser('in a browser: requests appear while they are made, with bodies, answers and faults', async () => {
  const sandbox = await start()
  const {page, errors} = await show(sandbox)
  await page.getByRole('link', {name: /^Requests/}).click()
  await page.getByText('No request yet').waitFor()
  await page.getByRole('link', {name: 'Faults and time'}).click()
  await page.getByRole('button', {name: '503 for the next request'}).click()
  await page.getByRole('cell', {name: '"status":503'}).waitFor()
  const body = JSON.stringify({properties: {email: HOSTILE}})
  const headers = {'content-type': 'application/json'}
  expect((await call(sandbox, '/crm/v3/objects/contacts', {method: 'POST', headers, body})).status).toBe(503)
  await call(sandbox, '/crm/v3/objects/contacts?limit=1')
  await page.getByRole('link', {name: 'Requests 2'}).click()
  const first = page.locator('tbody tr').last()
  expect(await first.textContent()).toContain('503')
  expect(await first.textContent()).toContain('status')
  await page.getByRole('button', {name: 'Request 1'}).click()
  expect(await page.locator('pre').nth(1).textContent()).toContain(`"email": ${JSON.stringify(HOSTILE)}`)
  expect(await page.locator('pre').nth(0).textContent()).toContain('authorization: Bearer …')
  await page.getByRole('button', {name: 'Clear'}).click()
  await page.getByText('No request yet').waitFor()
  expect([await page.title(), errors]).toEqual(['HubSpot sandbox', []])
})

inBrowser('in a browser: time, snapshots and a reset, which asks first', async () => {
  const sandbox = await start({time: {now: '2026-01-01T00:00:00Z', standing: true}})
  const {page} = await show(sandbox)
  await page.getByRole('link', {name: 'Faults and time'}).click()
  await page.getByRole('button', {name: '1 day later'}).click()
  await page.getByText('It is 2026-01-02T00:00:00.000Z, and the clock stands.').waitFor()
  await page.getByLabel('Name of a snapshot').fill('mine')
  await page.getByRole('button', {name: 'Save'}).click()
  await page.getByRole('button', {name: 'Restore mine'}).waitFor()
  sandbox.seed([{object: 'contacts', id: '900'}])
  await untilRedrawn(page, () => page.getByRole('button', {name: 'Restore mine'}).click())
  await page.getByLabel('Rules as JSON').fill('[{"fault": "nothing"}]')
  await page.getByRole('button', {name: 'Use these rules'}).click()
  await page.getByRole('alert').getByText('"fault" must be one of').waitFor()
  expect([...sandbox.records('contacts')]).toHaveLength(62)
  sandbox.seed([{object: 'contacts', id: '900'}])
  await page.getByRole('button', {name: 'Reset everything'}).click()
  await page.getByRole('button', {name: 'No', exact: true}).click()
  expect([...sandbox.records('contacts')]).toHaveLength(63)
  await page.getByRole('button', {name: 'Reset everything'}).click()
  await page.getByRole('button', {name: 'Yes, reset everything'}).click()
  await page.getByText('It is 2026-01-01T00:00:00.000Z').waitFor()
  expect([...sandbox.records('contacts')]).toHaveLength(62)
})

inBrowser(
  'in a browser: without its token the page shows nothing, and a page of another origin can do nothing',
  async () => {
    const sandbox = await start()
    const {page} = await show(sandbox, '')
    expect(await page.locator('main').textContent()).toContain('Which token does the sandbox take?')
    await page.getByLabel('Token').fill('wrong')
    await page.getByRole('button', {name: 'Show the sandbox'}).click()
    await page.getByRole('alert').getByText('own token is needed').waitFor()
    await page.getByLabel('Token').fill(sandbox.token)
    await page.getByRole('button', {name: 'Show the sandbox'}).click()
    await page.getByRole('link', {name: /^Contacts/}).waitFor()

    const other = await start({seedData: []})
    const foreign = await openPage()
    await foreign.goto(`${other.url}/a-page-without-a-policy`)
    const outcome = await foreign.evaluate(`(async () => {
    const tried = []
    for (const init of [{method: 'POST', mode: 'no-cors'}, {method: 'POST', headers: {authorization: 'Bearer ${sandbox.token}'}}])
      tried.push(await fetch('${sandbox.url}/_sandbox/reset', init).then(reply => reply.type, () => 'refused'))
    return tried
  })()`)
    expect(outcome).toEqual(['opaque', 'refused'])
    expect([...sandbox.records('contacts')]).toHaveLength(62)
  },
)

inBrowser.each(['light', 'dark'] as const)(
  'in a browser: on a phone, in %s, no part is wider than the screen',
  async colorScheme => {
    const sandbox = await start()
    const {page} = await show(sandbox, undefined, {viewport: {width: 390, height: 844}, colorScheme})
    for (const part of ['#/records/contacts', '#/records/contacts/101', '#/requests', '#/faults']) {
      await page.goto(`${sandbox.url}/${part}`)
      await page.locator('main h2').first().waitFor()
      expect(await page.evaluate('document.documentElement.scrollWidth'), part).toBeLessThanOrEqual(390)
    }
    const {ink, paper} = await brightnessOf(page)
    expect(ink > paper).toBe(colorScheme === 'dark')
    expect(Math.abs(ink - paper)).toBeGreaterThan(150)
  },
)
