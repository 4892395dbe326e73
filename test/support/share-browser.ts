import {type Browser, type BrowserContextOptions, chromium, type Page} from 'playwright-core'
import {afterAll, beforeAll, onTestFinished} from 'vitest'
import {findProgram, isMissing} from './find-program.js'

const QUIET = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-sync']
const OFFLINE = [
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-default-apps',
  '--disable-extensions',
]

/** `test.skipIf(isMissing(chromiumPath))` */
export const chromiumPath = findProgram('chromium')

/**
 * One browser for all tests of a file: call it at the file's top level. What it returns opens a page without cookies of
 * the others.
 */
export function shareBrowser(): (options?: BrowserContextOptions) => Promise<Page> {
  let browser: Browser | undefined
  beforeAll(async () => {
    if (isMissing(chromiumPath)) return
    if (chromiumPath === undefined) throw new Error('CI needs chromium: apt-get install chromium')
    browser = await chromium.launch({executablePath: chromiumPath, headless: true, args: [...QUIET, ...OFFLINE]})
  })
  afterAll(() => browser?.close())
  return async (options = {viewport: {width: 900, height: 700}}) => {
    if (browser === undefined) throw new Error('no browser')
    const context = await browser.newContext(options)
    onTestFinished(() => context.close())
    return context.newPage()
  }
}
