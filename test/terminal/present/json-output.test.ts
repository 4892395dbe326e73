import {expect, test} from 'vitest'
import {jsonOutput} from '../../../src/terminal/present/json-output.js'

const VALUE = {run: 'x', name: 'a\u202eb\u009b31m', rows: [1, 2]}

test('programs get one line, with every character as it is', () => {
  expect(jsonOutput(VALUE, false)).toBe('{"run":"x","name":"a\u202eb\u009b31m","rows":[1,2]}\n')
  expect(jsonOutput(VALUE, undefined)).toBe(jsonOutput(VALUE, false))
})

test('a terminal gets the same value laid out, with nothing that it would act on', () => {
  const shown = jsonOutput(VALUE, true)
  expect(shown).toContain('\n  "name": "a\\u202eb\\u009b31m",\n')
  expect(JSON.parse(shown)).toEqual(VALUE)
})
