import fc from 'fast-check'
import {expect, test} from 'vitest'
import {longForm, withoutShort} from '../../../src/terminal/flags/long-form.js'

const FLAGS: Readonly<Record<string, {readonly type: string; readonly char?: string}>> = {
  object: {type: 'option', char: 'o'},
  map: {type: 'option', char: 'm'},
  note: {type: 'option'},
  'dry-run': {type: 'boolean', char: 'n'},
  yes: {type: 'boolean', char: 'y'},
}

test.each([
  ['a value behind it', ['-o', 'CONTACT', 'a.csv'], ['--object', 'CONTACT', 'a.csv']],
  ['a value in the same word', ['-oCONTACT'], ['--object', 'CONTACT']],
  ['a value behind an equals sign', ['-o=CONTACT'], ['--object=CONTACT']],
  ['several switches in one word', ['-ny'], ['--dry-run', '--yes']],
  ['switches, and a flag with its value', ['-nyo', 'CONTACT'], ['--dry-run', '--yes', '--object', 'CONTACT']],
  ['the value of a switch, to be refused', ['-n=false'], ['--dry-run=false']],
  ['a value that looks like a short flag', ['--note', '-net', '-m', '-o=x'], ['--note', '-net', '--map', '-o=x']],
  ['a long flag with one dash, a slip', ['-object', 'CONTACT', '-dry-run'], ['-object', 'CONTACT', '-dry-run']],
  ['an unknown letter', ['-x', '-nx'], ['-x', '--dry-run', '-x']],
  ['standard input, and what is behind two dashes', ['-', '--', '-o'], ['-', '--', '-o']],
  ['a flag without its value', ['-o'], ['--object']],
  ['a value that is the name of a flag', ['--note', '--yes', '-y'], ['--note', '--yes', '--yes']],
])('%s', (_, typed, long) => {
  expect(longForm(typed, FLAGS)).toEqual(long)
})

test('what has no short flag is left as it is', () => {
  const word = fc.oneof(fc.constantFrom('--object', '--note', '--yes', '--', '-', '-5'), fc.string({maxLength: 5}))
  fc.assert(
    fc.property(fc.array(word.filter(each => !/^-[a-z]/i.test(each))), words => {
      expect(longForm(words, FLAGS)).toEqual(words)
    }),
  )
})

test('the parser knows no short flags', () => {
  expect(Object.values(withoutShort(FLAGS)).map(({char}) => char)).toEqual([
    undefined,
    undefined,
    undefined,
    undefined,
    undefined,
  ])
})
