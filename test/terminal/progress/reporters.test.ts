import {expect, test} from 'vitest'
import type {PushEvent} from '../../../src/push/run/push-event.js'
import {chooseReporter, linesReporter} from '../../../src/terminal/progress/choose-reporter.js'
import {ttyReporter} from '../../../src/terminal/progress/tty-reporter.js'
import {createPalette} from '../../../src/terminal/text/palette.js'
import {TextStream} from '../../support/text-stream.js'
import {settled, started} from './events.js'

/** A clock that stands still until a test moves it. */
function stoppedClock() {
  let nowMs = 0
  return {
    now: () => nowMs,
    advance: (ms: number) => {
      nowMs += ms
    },
  }
}

const waiting: PushEvent = {type: 'waiting', waiting: {reason: 'network', delayMs: 2000, attempt: 1}}
const isolating: PushEvent = {
  type: 'isolating',
  firstRow: 101,
  lastRow: 200,
  message: 'Property values were not valid\u001b[2J',
}

test('the plain reporter tells the portal before anything is written', () => {
  const stream = new TextStream()
  linesReporter(stream, stoppedClock()).onEvent(started({resumedAfterRow: 5000}))
  expect(stream.text).toBe(
    'Pushing people.csv → contacts of portal 12345678 (app.hubspot.com), matched on email (profile default, login from the keychain, run 20261123-170255-k3f9); resuming after row 5,000\n',
  )
})

test('the plain reporter prints progress every 30 seconds, however many batches settle', () => {
  const stream = new TextStream()
  const clock = stoppedClock()
  const {onEvent} = linesReporter(stream, clock)
  for (let second = 1; second <= 65; second++) {
    clock.advance(1000)
    onEvent(settled({read: second * 100, bytesRead: second}))
  }
  expect(stream.text.split('\n').map(line => line.split(' · ')[0])).toEqual(['3,000 rows', '6,000 rows', ''])
})

test('the plain reporter prints a line at each change of state, a wait that goes on once', () => {
  const stream = new TextStream()
  const {onEvent} = linesReporter(stream, stoppedClock())
  for (const event of [
    waiting,
    waiting,
    settled({read: 1, bytesRead: 1}),
    waiting,
    isolating,
    {type: 'stopping', reason: 'SIGINT'} as const,
  ])
    onEvent(event)
  expect(stream.text.split('\n')).toEqual([
    'waiting 2.0 s: HubSpot could not be reached',
    'waiting 2.0 s: HubSpot could not be reached',
    'looking for the rejected row among rows 101 to 200: Property values were not valid␛[2J',
    'stopping: SIGINT. Requests in flight are completed; Ctrl-C again gives them up, and --resume checks their rows.',
    '',
  ])
})

test('the terminal reporter draws one line, keeps what must be seen above it, and gives the terminal back', () => {
  const stream = new TextStream({isTTY: true, columns: 120})
  const reporter = ttyReporter({stream, screen: () => ({width: 120, palette: createPalette(false)})}, stoppedClock())
  reporter.onEvent(started({totalBytes: 100}))
  reporter.onEvent({type: 'warning', message: 'Column "x" is ignored.'})
  reporter.onEvent(settled({read: 50, bytesRead: 50}))
  reporter.close()
  const lines = stream.text.split('\n')
  expect(lines).toHaveLength(3)
  expect(lines[1]).toContain('Warning: Column "x" is ignored.')
  expect(lines[2]).toContain('50 of ~100 rows (50%)')
  expect(stream.text.lastIndexOf('\u001b[?25h')).toBeGreaterThan(stream.text.lastIndexOf('\u001b[?25l'))
  expect(stream.text.endsWith('\u001b[2K')).toBe(true)
})

test('the terminal reporter leaves the line to a question, and draws again after it', () => {
  const stream = new TextStream({isTTY: true, columns: 120})
  const reporter = ttyReporter({stream, screen: () => ({width: 120, palette: createPalette(false)})}, stoppedClock())
  reporter.onEvent({type: 'note', message: 'Columns found by another word.'})
  reporter.close()
  expect(stream.text.endsWith('\u001b[2K')).toBe(true)
  reporter.onEvent(started({totalBytes: 100}))
  expect(stream.text).toMatch(/0 rejected[^\n]*$/)
  reporter.close()
})

test.each([
  ['a terminal', {isTTY: true, env: {}}, /━|─/],
  ['a terminal with --verbose', {isTTY: true, env: {}, verbose: true}, /^Pushing [^\u001b]+\n$/],
  ['a terminal in CI', {isTTY: true, env: {CI: 'true'}}, /^Pushing [^\u001b]+\n$/],
  ['a dumb terminal', {isTTY: true, env: {TERM: 'dumb'}}, /^Pushing [^\u001b]+\n$/],
  ['a pipe', {isTTY: false, env: {}}, /^Pushing [^\u001b]+\n$/],
  ['--quiet', {isTTY: true, env: {}, quiet: true}, /^$/],
])(
  'the reporter fits %s',
  (_, {
    isTTY,
    env,
    quiet = false,
    verbose = false,
  }: {isTTY: boolean; env: NodeJS.ProcessEnv; quiet?: boolean; verbose?: boolean}, printed) => {
    const stream = new TextStream({isTTY, columns: 120})
    const reporter = chooseReporter({quiet, verbose, stream, env, clock: stoppedClock()})
    reporter.onEvent(started({totalBytes: 100}))
    reporter.close()
    expect(stream.text).toMatch(printed)
  },
)

test('the banner names the host that requests go to', () => {
  const stream = new TextStream()
  linesReporter(stream, stoppedClock()).onEvent(started({apiHost: 'api.hubapi.com'}))
  expect(stream.text).toContain('of portal 12345678 (app.hubspot.com, at api.hubapi.com)')
})

const late = (isOfPreviousRun?: true): PushEvent => ({
  type: 'waiting',
  waiting: {reason: 'late-commit', delayMs: 90_000, attempt: 1, ...(isOfPreviousRun && {isOfPreviousRun})},
})

test.each([
  [late(), /^waiting 1 min 30 s: HubSpot may still carry out requests that were interrupted; their rows are checked/],
  [late(true), /^waiting 1 min 30 s: HubSpot may still carry out requests of the previous run, which was interrupted/],
])('a wait for late writes explains itself above the line, once: %#', (event, line) => {
  const stream = new TextStream({isTTY: true, columns: 120})
  const reporter = ttyReporter({stream, screen: () => ({width: 120, palette: createPalette(false)})}, stoppedClock())
  reporter.onEvent(event)
  reporter.onEvent(event)
  reporter.close()
  const [first = '', ...rest] = stream.text.split('\n')
  expect([first, rest.length]).toEqual([expect.stringMatching(line), 1])
})

test('a line that was closed is drawn again when it is reopened, but not one that was never drawn', () => {
  const stream = new TextStream({isTTY: true, columns: 120})
  const reporter = ttyReporter({stream, screen: () => ({width: 120, palette: createPalette(false)})}, stoppedClock())
  reporter.reopen()
  expect(stream.text).toBe('')
  reporter.onEvent(started({totalBytes: 100}))
  reporter.close()
  reporter.reopen()
  expect(stream.text.lastIndexOf('\u001b[?25l')).toBeGreaterThan(stream.text.lastIndexOf('\u001b[?25h'))
  reporter.close()
})
