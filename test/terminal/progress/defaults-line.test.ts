import {expect, test} from 'vitest'
import {DefaultsInUse} from '../../../src/terminal/progress/defaults-line.js'

const FLAGS = [
  ['--object', 'Sales Order'],
  ['--portal', '5'],
  ['--portal', '5'],
  ['--budget', '50%'],
] as const

function used(...flags: (readonly [string, string])[]): DefaultsInUse {
  const defaults = new DefaultsInUse()
  expect(defaults.note(flags)).toBe(true)
  return defaults
}

test('each default is named once, as it would be typed', () => {
  expect(used(...FLAGS).line(undefined)).toBe(
    `Defaults in use: --object 'Sales Order' --portal 5 --budget 50% (see "hubspot-push config")`,
  )
  expect(used(['--portal', '5']).line('acme')).toContain('--portal 5 (see "hubspot-push config --profile acme")')
})

test('a summary ends with them; for scripts they are members', () => {
  expect([...used(['--portal', '5']).below(['a', 'b'], 'x')]).toEqual([
    ...['a', 'b', '  Defaults in use: --portal 5 (see "hubspot-push config --profile x")'],
  ])
  expect(used(...FLAGS).json).toEqual({defaults: {object: 'Sales Order', portal: 5, budget: '50%'}})
})

test('the second connection of a command does not tell them again', () => {
  const defaults = used(['--budget', '50%'])
  expect(defaults.note(FLAGS)).toBe(false)
  expect(defaults.json).toEqual({defaults: {budget: '50%'}})
})

test('a profile without defaults says nothing', () => {
  const none = used()
  expect([none.line('acme'), none.json, [...none.below(['a'], 'acme')]]).toEqual([undefined, {}, ['a']])
  expect(new DefaultsInUse().json).toEqual({})
})
