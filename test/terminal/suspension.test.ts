import {EventEmitter} from 'node:events'
import {expect, test} from 'vitest'
import {watchSuspension} from '../../src/terminal/suspension.js'

test('what is drawn goes before the process stops, and comes back with it, as often as it is stopped', () => {
  const source = new EventEmitter()
  const told: string[] = []
  const end = watchSuspension(
    {suspend: () => void told.push('suspend'), resume: () => void told.push('resume')},
    source,
    () => void told.push(`stop, ${source.listenerCount('SIGTSTP')} listening`),
  )
  for (let times = 0; times < 2; times++) {
    source.emit('SIGTSTP')
    source.emit('SIGCONT')
  }
  source.emit('SIGCONT') // as `kill -CONT` of a process that runs
  expect(told).toEqual([...ONCE, ...ONCE])
  end()
  expect([source.listenerCount('SIGTSTP'), source.listenerCount('SIGCONT')]).toEqual([0, 0])
})

const ONCE = ['suspend', 'stop, 0 listening', 'resume']
