import {execFileSync} from 'node:child_process'
import fc from 'fast-check'
import {expect, test} from 'vitest'
import {AppError} from '../../../src/errors/app-error.js'
import {shellQuote} from '../../../src/shared/text/shell-quote.js'
import {completeCommand, feedingTyped, ofSameProfile} from '../../../src/terminal/next-steps/complete-command.js'
import {toAppError} from '../../../src/terminal/to-app-error.js'

const flags = {
  ...{object: {type: 'option'}, key: {type: 'option'}, json: {type: 'boolean'}, 'ignore-unknown': {type: 'boolean'}},
  ...{map: {type: 'option', multiple: true}, ignore: {type: 'option', multiple: true}},
}
const typed = (...argv: string[]) => ({bin: 'hubspot-push', command: 'push', argv, flags})

test.each([
  [
    ['a.csv', '--object', 'CONTACT'],
    '--map surname=lastname',
    'hubspot-push push a.csv --object CONTACT --map surname=lastname',
  ],
  [['my file.csv', '--json'], "--map 'A b=email'", "hubspot-push push 'my file.csv' --json --map 'A b=email'"],
  [['a.csv', '--object', 'contcat'], '--object contacts', 'hubspot-push push a.csv --object contacts'],
  [['--object=contcat', 'a.csv'], '--object contacts', 'hubspot-push push a.csv --object contacts'],
  [['a.csv', '--map', 'a=b'], '--map c=d --map e=f', 'hubspot-push push a.csv --map a=b --map c=d --map e=f'],
  [['a.csv', '--ignore-unknown'], '--ignore-unknown', 'hubspot-push push a.csv --ignore-unknown'],
  [['--key', 'id', '--', '--key'], '--key email', 'hubspot-push push --key email -- --key'],
  [['a.csv', '--map', '--key'], '--key email', 'hubspot-push push a.csv --map --key --key email'],
  [['a.csv'], "--ignore ''     leaves it out", "hubspot-push push a.csv --ignore ''     leaves it out"],
  [['a.csv'], "--ignore 'it'\\''s --object'", "hubspot-push push a.csv --ignore 'it'\\''s --object'"],
  [['a.csv'], '', 'hubspot-push push a.csv'],
  [['a.csv'], '--no-json     a note', 'hubspot-push push a.csv --no-json     a note'],
])('%j and the flags %s are one command', (argv, addition, expected) => {
  expect(completeCommand(typed(...argv), addition)).toBe(expected)
})

test.each([
  [
    ['--object', 'CONTACT', 'my file', '--json'],
    'hubspot-push push - < ff',
    'hubspot-push push --object CONTACT - --json < ff',
  ],
  [
    ['a.zst', '--map', 'a b=c'],
    'zstd -dc a.zst | hubspot-push push -',
    "zstd -dc a.zst | hubspot-push push - --map 'a b=c'",
  ],
  [['--key=id', '--', '--odd'], 'x | hubspot-push push -     a note', 'x | hubspot-push push --key=id -- -     a note'],
  [['--json'], 'x | hubspot-push push -', 'x | hubspot-push push - --json'],
  [['a.xls', '--json'], "make 'o p' && hubspot-push push 'o p'", "make 'o p' && hubspot-push push 'o p' --json"],
  [
    ['--json', 'a.xls', '--key=x'],
    'make o && hubspot-push push o     a note',
    'make o && hubspot-push push --json o --key=x     a note',
  ],
  [['a.csv'], 'hubspot-push push --object CONTACT', 'hubspot-push push --object CONTACT'],
])('%j, to be fed from elsewhere, keeps its flags: %s', (argv, step, expected) => {
  expect(feedingTyped(step, typed(...argv))).toBe(expected)
  expect(feedingTyped(step, {...typed(...argv), command: 'rejects retry'})).toBe(step)
})

test('the flag that was wrong goes, in either way of writing it, and no other', () => {
  const instead = ['--map', 'sirname=lastname'] as const
  for (const wrong of [['--map', 'sirname=lastname'], ['--map=sirname=lastname']]) {
    expect(completeCommand(typed('a.csv', ...wrong, '--map', 'x=sirname'), '--map surname=lastname', instead)).toBe(
      'hubspot-push push a.csv --map x=sirname --map surname=lastname',
    )
  }
})

test('a command is not told to use flags that it does not know', () => {
  expect(completeCommand(typed('a.csv'), '--max-wait 10m')).toBeUndefined()
  const error = new AppError('WAIT_TOO_LONG', 'Too long.', {next: ['--max-wait 10m']})
  expect(toAppError(error, typed('a.csv')).next).toEqual(['hubspot-push push a.csv'])
})

test.each(['UNREACHABLE', 'DAILY_LIMIT', 'REFRESH_UNREACHABLE'] as const)(
  '%s before a run begins is followed by the command that was typed',
  code => {
    expect(toAppError(new AppError(code, 'Not now.'), typed('a.csv', '--object', 'CONTACT')).next).toEqual([
      'hubspot-push push a.csv --object CONTACT',
    ])
  },
)

test('whatever a column is called, a shell takes the suggestion for what was meant', () => {
  const word = fc.string({minLength: 1, maxLength: 8, unit: fc.constantFrom(...'ab\' -="\\$`\n;*')})
  fc.assert(
    fc.property(word, word, (column, file) => {
      const command =
        completeCommand({...typed(`./${file}`), bin: 'printf', command: '%s\\0'}, `--ignore ${shellQuote(column)}`) ??
        ''
      expect(execFileSync('sh', ['-c', command], {encoding: 'utf8'})).toBe(`./${file}\0--ignore\0${column}\0`)
    }),
    {numRuns: 20},
  )
})

test.each([
  [
    'hubspot-push objects contacts     to see them',
    ['a.csv', '--profile', 'my acme'],
    "hubspot-push objects contacts --profile 'my acme'     to see them",
  ],
  ['hubspot-push push FILE --object deals', ['--profile=acme'], 'hubspot-push push FILE --object deals --profile acme'],
  ['hubspot-push objects --profile sandbox', ['--profile', 'acme'], 'hubspot-push objects --profile sandbox'],
  ['hubspot-push rejects 20261123-170255-k3f9', ['--profile', 'acme'], 'hubspot-push rejects 20261123-170255-k3f9'],
  ['hubspot-push objects', ['--', '--profile', 'acme'], 'hubspot-push objects'],
])('the step %s after %j asks the same portal', (step, argv, expected) => {
  expect(ofSameProfile(step, argv)).toBe(expected)
})
