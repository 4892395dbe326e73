import {EventEmitter} from 'node:events'
import {expect, test} from 'vitest'
import {endOnSignals} from '../../src/start-up/end-on-signals.js'

function started(pid: number) {
  const source = Object.assign(new EventEmitter(), {pid}) as unknown as Pick<
    NodeJS.Process,
    'pid' | 'on' | 'listenerCount'
  > &
    EventEmitter
  const exits: number[] = []
  endOnSignals(source, code => void exits.push(code))
  return {source, exits}
}

test.each([
  ['SIGINT', 130],
  ['SIGTERM', 143],
  ['SIGHUP', 143],
])('the first process of a container ends on %s with %i', (signal, code) => {
  const {source, exits} = started(1)
  source.emit(signal, signal)
  expect(exits).toEqual([code])
})

test('where somebody else listens, it decides, and gives the signal back at its end', () => {
  const {source, exits} = started(1)
  const settle = (): void => {}
  source.on('SIGTERM', settle)
  source.emit('SIGTERM', 'SIGTERM')
  expect(exits).toEqual([])
  source.off('SIGTERM', settle)
  source.emit('SIGTERM', 'SIGTERM')
  expect(exits).toEqual([143])
})

test('every other process dies of the signal itself, as its parent expects', () => {
  const {source} = started(4711)
  expect(source.eventNames()).toEqual([])
})
