import {EventEmitter, once} from 'node:events'
import {cachedDataVersionTag, setFlagsFromString} from 'node:v8'
import {expect, onTestFinished, test} from 'vitest'
import {AppError} from '../../src/errors/app-error.js'
import {letHeapGrow} from '../../src/shared/steady-heap.js'
import {watchRun} from '../../src/terminal/watch-run.js'

const flags = {quiet: true, verbose: false, yes: true, json: true}

test('what has not settled within its time after the first signal is given up', async () => {
  const source = new EventEmitter()
  const ended = await watchRun(
    flags,
    async ({stop, abort}) => {
      source.emit('SIGTERM', 'SIGTERM')
      const seen = {stop: stop.reason, abort: abort.aborted}
      await once(abort, 'abort')
      return seen
    },
    {patienceMs: 5, source},
  )
  expect(ended).toEqual({stop: 143, abort: false})
})

test('what settles in time is not given up, and the signals are given back', async () => {
  const source = new EventEmitter()
  const abort = await watchRun(
    flags,
    async watch => {
      source.emit('SIGINT', 'SIGINT')
      return watch.abort
    },
    {patienceMs: 60_000, source},
  )
  expect([abort.aborted, source.listenerCount('SIGINT')]).toEqual([false, 0])
})

test('what the work cannot deliver stops it as a signal does, with its own reason', async () => {
  const lost = new AbortController()
  const reason = new AppError('OUTPUT_CLOSED', 'Nobody reads.')
  const ended = await watchRun(
    flags,
    async ({stop, abort}) => {
      lost.abort(reason)
      await once(abort, 'abort')
      return stop.reason
    },
    {patienceMs: 5, source: new EventEmitter(), lost: lost.signal},
  )
  expect(ended).toBe(reason)
})

test('V8 optimizes nothing from the connection to the end of a short run, but for one that resumes', async () => {
  const shown = {portalId: 1, uiDomain: 'a.example', profile: 'p', credential: 'c', object: 'contacts', key: 'email'}
  onTestFinished(letHeapGrow)
  const started = {type: 'started', run: 'r', file: 'f.csv', ...shown} as const
  const seen: string[] = []
  const see = (): void => void seen.push(optimizes())
  for (const resumed of [{}, {resumedAfterRow: 7}])
    await watchRun(
      flags,
      async ({onConnected, onEvent}) => {
        see()
        onConnected()
        see()
        onEvent({...started, ...resumed})
        see()
      },
      {source: new EventEmitter()},
    ).finally(see)
  expect(seen).toEqual(['yes', 'no', 'no', 'yes', 'yes', 'no', 'yes', 'yes'])
})

/** V8's flags are known by one number alone. */
function optimizes(): 'yes' | 'no' {
  const before = cachedDataVersionTag()
  setFlagsFromString('--opt')
  if (cachedDataVersionTag() === before) return 'yes'
  setFlagsFromString('--no-opt')
  return 'no'
}
