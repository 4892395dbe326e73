import {expect, test} from 'vitest'
import {defaultsLine} from '../../../src/terminal/progress/defaults-line.js'

test('each default is named once, as it would be typed', () => {
  const flags = [
    ['--object', 'Sales Order'],
    ['--portal', '5'],
    ['--portal', '5'],
    ['--budget', '50%'],
  ] as const
  expect(defaultsLine(flags, undefined)).toBe(
    `Defaults in use: --object 'Sales Order' --portal 5 --budget 50% (see "hubspot-push config")`,
  )
  expect(defaultsLine(flags.slice(1, 2), 'acme')).toContain('--portal 5 (see "hubspot-push config --profile acme")')
})

test('a profile without defaults says nothing', () => {
  expect(defaultsLine([], 'acme')).toBeUndefined()
})
