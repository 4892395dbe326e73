import fc from 'fast-check'
import {expect, test} from 'vitest'
import {compactJson} from '../../../src/engines/singer/compact-json.js'
import {StateWriter} from '../../../src/engines/singer/state-writer.js'
import {handClock} from '../../support/sandbox-clock.js'

test('a hundred states are printed as they come, then one a second, and the last one always', async () => {
  const clock = handClock()
  const printed: string[] = []
  const states = new StateWriter({clock, writeLine: line => void printed.push(line)})
  for (let at = 1; at <= 150; at++) states.write(`${at}`)
  expect(printed).toEqual(Array.from({length: 100}, (_, at) => `${at + 1}`))
  await clock.asleep()
  clock.advance(1000)
  await Promise.resolve()
  expect(printed.slice(100)).toEqual(['150'])
  states.write('151')
  states.write('152')
  states.end()
  expect(printed.slice(100)).toEqual(['150', '152'])
  states.end()
  expect(printed.length).toBe(102)
})

test('compact JSON has the same parts', () => {
  fc.assert(
    fc.property(fc.json(), fc.constantFrom(0, 1, 3, '\t'), (text, blanks) => {
      const value: unknown = JSON.parse(text)
      expect(compactJson(JSON.stringify(value, undefined, blanks))).toBe(JSON.stringify(value))
    }),
  )
})
