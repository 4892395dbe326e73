import {EventEmitter} from 'node:events'
import {expect, test} from 'vitest'
import {watchSignals} from '../../src/terminal/signals.js'

function watched() {
  const source = new EventEmitter()
  const calls: string[] = []
  const watch = watchSignals(
    {stop: signal => calls.push(`stop ${signal}`), abort: signal => calls.push(`abort ${signal}`)},
    source,
  )
  return {source, calls, watch}
}

test('the first signal stops, the second aborts, a third changes nothing', () => {
  const {source, calls} = watched()
  source.emit('SIGINT', 'SIGINT')
  source.emit('SIGTERM', 'SIGTERM')
  source.emit('SIGINT', 'SIGINT')
  expect(calls).toEqual(['stop SIGINT', 'abort SIGTERM'])
})

test.each([
  ['SIGINT', 130],
  ['SIGTERM', 143],
  ['SIGHUP', 143],
] as const)('%s ends the program with %i', (signal, code) => {
  const {source, watch} = watched()
  expect(watch.exitCode()).toBeUndefined()
  source.emit(signal, signal)
  expect(watch.exitCode()).toBe(code)
})

test('the exit code is that of the first signal', () => {
  const {source, watch} = watched()
  source.emit('SIGTERM', 'SIGTERM')
  source.emit('SIGINT', 'SIGINT')
  expect(watch.exitCode()).toBe(143)
})

test('after it is disposed of, signals are no longer heard', () => {
  const {source, calls, watch} = watched()
  watch.dispose()
  source.emit('SIGINT', 'SIGINT')
  expect(calls).toEqual([])
  expect(source.eventNames()).toEqual([])
})
