import {writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import {pathToFileURL} from 'node:url'
import type {BrowserContextOptions, Page} from 'playwright-core'
import {expect, test} from 'vitest'
import {readReportFacts} from '../../src/rejects/report-facts.js'
import type {Reject} from '../../src/rows/rows.js'
import {renderReport} from '../../src/terminal/present/report/render-report.js'
import {refused, runRecord, storeRun} from '../rejects/support/stored-run.js'
import {brightnessOf} from '../support/brightness-of.js'
import {isMissing} from '../support/find-program.js'
import {chromiumPath, shareBrowser} from '../support/share-browser.js'
import {tempDir} from '../support/temp-dir.js'

const inBrowser = test.skipIf(isMissing(chromiumPath))
const openPage = shareBrowser()

const HOSTILE = '<script>document.title="taken"</script><img src=x onerror="document.title=\'taken\'">'
const REJECTS: readonly Reject[] = [
  refused(1, {
    property: 'email',
    value: HOSTILE,
    message: `"${HOSTILE}" is not an e-mail address.`,
    key: '"><svg onload=alert(1)>',
  }),
  refused(2, {
    property: 'city_code',
    value: 'Genf',
    code: 'INVALID_OPTION',
    message: '"Genf" is not an option.',
    key: 'x'.repeat(90),
  }),
  refused(3, {code: 'UNREADABLE_ROW', raw: `a,${'y'.repeat(300)}`, message: 'The row cannot be read: it has 2 cells.'}),
]

interface Opened {
  readonly page: Page
  /** Addresses that the page asked for beyond itself. */
  readonly asked: readonly string[]
  readonly errors: readonly string[]
}

async function openReport(rejects: readonly Reject[], options: BrowserContextOptions): Promise<Opened> {
  const map = [{column: `Stadt ${HOSTILE}`, property: 'city_code'}]
  const mapping = {
    format: 'csv',
    columns: [],
    map,
    ignore: ['x'],
    ignoreUnknown: false,
    key: 'email',
    objectTypeId: '0-1',
  }
  const stored = await storeRun(runRecord({mapping, source: {name: `${HOSTILE}.csv`, format: 'csv'}}), rejects)
  const file = join(await tempDir(), 'report.html')
  await writeFile(file, renderReport(await readReportFacts(stored, stored.directory)))
  const page = await openPage(options)
  const asked: string[] = []
  const errors: string[] = []
  page.on('request', request => void (request.url() === pathToFileURL(file).href || asked.push(request.url())))
  page.on('pageerror', error => void errors.push(error.message))
  page.on('console', message => void (message.type() === 'error' && errors.push(message.text())))
  await page.goto(pathToFileURL(file).href)
  return {page, asked, errors}
}

inBrowser(
  'in a browser: a report shows its rows, finds what is searched for, and lets no cell of them become code',
  async () => {
    const {page, asked, errors} = await openReport(REJECTS, {
      viewport: {width: 1100, height: 900},
      colorScheme: 'light',
    })
    const rows = page.locator('#rejects tbody tr')
    expect(await rows.count()).toBe(3)
    expect(await page.getByText(HOSTILE).first().isVisible()).toBe(true)
    await page.getByRole('searchbox').fill('genf')
    expect([await rows.locator('visible=true').count(), await page.getByRole('status').textContent()]).toEqual([
      1,
      '1 of 3 rows shown',
    ])
    expect(await page.title()).not.toBe('taken')
    expect(await page.locator('main img, main script, main svg[onload]').count()).toBe(0)
    expect([await page.getByRole('img').count(), await page.locator('.bars').count()]).toEqual([1, 2])
    expect({asked, errors}).toEqual({asked: [], errors: []})
  },
)

inBrowser.each(['light', 'dark'] as const)(
  'in a browser: on a phone, in %s, a report is no wider than the screen and can be read',
  async colorScheme => {
    const {page} = await openReport(REJECTS, {viewport: {width: 360, height: 740}, colorScheme})
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(360)
    const {ink, paper} = await brightnessOf(page)
    expect(ink > paper).toBe(colorScheme === 'dark')
    expect(Math.abs(ink - paper)).toBeGreaterThan(150)
  },
)

inBrowser('in a browser: what is printed is light, has its colours, and breaks no key', async () => {
  const key = 'ann.lee-of-the-sales@sub.example.com'
  const {page} = await openReport(
    [refused(1, {key, code: 'REQUIRED_PROPERTY_MISSING', property: 'email', value: 'x'})],
    {
      viewport: {width: 718, height: 1000},
      colorScheme: 'dark',
    },
  )
  await page.emulateMedia({media: 'print', colorScheme: 'dark'})
  const seen = await page.evaluate(`(() => {
    const style = selector => getComputedStyle(document.querySelector(selector))
    const key = [...document.querySelectorAll('#rejects td')].find(cell => cell.textContent === '${key}')
    const lines = document.createRange()
    lines.selectNodeContents(key)
    const fits = key.scrollWidth <= key.clientWidth
    return [style('body').backgroundColor, style('.outcomes .rejected').printColorAdjust, lines.getClientRects().length, fits]
  })()`)
  expect(seen).toEqual(['rgb(255, 255, 255)', 'exact', 1, true])
})

test('a report of very many refused rows holds some of all, evenly taken, and says so', async () => {
  const rejects = Array.from({length: 5000}, (_, index) => refused(index + 1, {property: `p${index % 30}`}))
  const stored = await storeRun(runRecord(), rejects)
  const facts = await readReportFacts(stored, stored.directory)
  expect([facts.count, facts.rejects.length, facts.rejects.at(-1)?.row]).toEqual([5000, 1250, 4997])
  const page = renderReport(facts)
  expect(page).toContain('1,250 of 5,000, evenly sampled')
  expect(page).toContain('19 others')
})
