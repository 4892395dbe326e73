import {execFileSync} from 'node:child_process'
import {chmod, writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import fc from 'fast-check'
import {expect, test} from 'vitest'
import {AppError} from '../../../src/errors/app-error.js'
import {
  addFlags,
  gap,
  type NextStep,
  ours,
  type PlainStep,
  type PushOther,
  type ShellWord,
  say,
  shell,
} from '../../../src/errors/next-step.js'
import {completeStep} from '../../../src/terminal/next-steps/complete-step.js'
import {presentNext, stepText} from '../../../src/terminal/next-steps/print-step.js'
import {createPalette} from '../../../src/terminal/text/palette.js'
import {toAppError} from '../../../src/terminal/to-app-error.js'
import {nextTexts} from '../../support/bare-steps.js'
import {tempDir} from '../../support/temp-dir.js'

const flags = {
  ...{object: {type: 'option'}, key: {type: 'option'}, json: {type: 'boolean'}, 'ignore-unknown': {type: 'boolean'}},
  ...{map: {type: 'option', multiple: true}, ignore: {type: 'option', multiple: true}},
  'create-properties': {type: 'boolean'},
  ...{format: {type: 'option'}, profile: {type: 'option'}, 'dry-run': {type: 'boolean'}},
}
const typed = (...argv: string[]) => ({bin: 'hubspot-push', command: 'push', argv, flags})

function told(step: PlainStep | undefined): string | undefined {
  return step && stepText(step)
}

test.each<[readonly string[], readonly ShellWord[], string]>([
  [
    ['a.csv', '--object', 'CONTACT'],
    ['--map', 'surname=lastname'],
    'hubspot-push push a.csv --object CONTACT --map surname=lastname',
  ],
  [['my file.csv', '--json'], ['--map', 'A b=email'], "hubspot-push push 'my file.csv' --json --map 'A b=email'"],
  [['a.csv', '--object', 'contcat'], ['--object', 'contacts'], 'hubspot-push push a.csv --object contacts'],
  [['--object=contcat', 'a.csv'], ['--object', 'contacts'], 'hubspot-push push a.csv --object contacts'],
  [
    ['a.csv', '--map', 'a=b'],
    ['--map', 'c=d', '--map', 'e=f'],
    'hubspot-push push a.csv --map a=b --map c=d --map e=f',
  ],
  [['a.csv', '--ignore-unknown'], ['--ignore-unknown'], 'hubspot-push push a.csv --ignore-unknown'],
  [['a.csv', '--create-properties'], ['--ignore-unknown'], 'hubspot-push push a.csv --ignore-unknown'],
  [['a.csv', '--ignore-unknown'], ['--create-properties'], 'hubspot-push push a.csv --create-properties'],
  [['--key', 'id', '--', '--key'], ['--key', 'email'], 'hubspot-push push --key email -- --key'],
  [['a.csv', '--map', '--key'], ['--key', 'email'], 'hubspot-push push a.csv --map --key --key email'],
  [['a.csv'], ['--ignore', ''], "hubspot-push push a.csv --ignore ''"],
  [['a.csv'], ['--ignore', "it's --object"], "hubspot-push push a.csv --ignore 'it'\\''s --object'"],
  [['a.csv'], ['--no-json'], 'hubspot-push push a.csv --no-json'],
  [['a.csv', '--json'], ['--no-json'], 'hubspot-push push a.csv --no-json'],
  [['a.csv', '--format', 'csv'], ['--format', gap('NAME')], 'hubspot-push push a.csv --format NAME'],
])('%j and the flags %j are one command', (argv, added, expected) => {
  const step = completeStep(addFlags(added, 'a note'), typed(...argv))
  expect([told(step), step?.note]).toEqual([expected, 'a note'])
})

test('what reads the file first is not advised for standard input', () => {
  const step = addFlags(['--create-properties'])
  expect(told(completeStep(step, typed('-', '--object', 'CONTACT')))).toBeUndefined()
  expect(told(completeStep(step, typed('--map', '-', 'a.csv')))).toBe(
    'hubspot-push push --map - a.csv --create-properties',
  )
})

const PIPED = {pipe: shell(['zstd', '-dc', 'a.zst'])}

test.each<[readonly string[], PushOther, string]>([
  [['--object', 'CONTACT', 'my file', '--json'], {feed: 'f f'}, "hubspot-push push --object CONTACT - --json < 'f f'"],
  [['a.zst', '--map', 'a b=c'], PIPED, "zstd -dc a.zst | hubspot-push push - --map 'a b=c'"],
  [['--key=id', '--', '--odd'], PIPED, 'zstd -dc a.zst | hubspot-push push --key=id -- -'],
  [['--json'], PIPED, 'zstd -dc a.zst | hubspot-push push - --json'],
  [
    ['a.txt', '--format', 'csv', '--', 'b'],
    {pipe: shell(['mysql', gap('DATABASE')]), addFlags: ['--format', 'mysql']},
    'mysql DATABASE | hubspot-push push - --format mysql -- b',
  ],
  [['a.xls', '--json'], {make: {run: ['make', 'o p']}, file: 'o p'}, "make 'o p' && hubspot-push push 'o p' --json"],
  [
    ['--json', 'a.xls', '--key=x'],
    {make: {run: ['unzip', 'a'], output: 'o'}, file: 'o'},
    'unzip a > o && hubspot-push push --json o --key=x',
  ],
  [['-'], {pipe: {run: ['python3', '-c', 'x'], input: 'a b.json'}}, "python3 -c x < 'a b.json' | hubspot-push push -"],
])('%j, to be fed from elsewhere, keeps its flags: %j', (argv, step, expected) => {
  expect(told(completeStep(step, typed(...argv)))).toBe(expected)
})

test('behind another command a push has no flags but the profile', () => {
  const retry = {...typed('R', '--profile', 'my acme', '--object', 'CONTACT'), command: 'rejects retry'}
  expect(told(completeStep(PIPED, retry))).toBe("zstd -dc a.zst | hubspot-push push - --profile 'my acme'")
  expect(told(completeStep(PIPED, {...retry, argv: ['R']}))).toBe('zstd -dc a.zst | hubspot-push push -')
})

test('a push that is tried for the first time looks first, once', () => {
  const look = (step: NextStep, ...argv: string[]) => told(completeStep(step, typed(...argv), true))
  expect(look(addFlags(['--key', 'id']), 'a.csv')).toBe('hubspot-push push a.csv --key id --dry-run')
  expect(look(addFlags(['--ignore', '--dry-run']), 'a.csv')).toBe(
    'hubspot-push push a.csv --ignore --dry-run --dry-run',
  )
  expect(look(addFlags(['--key', 'id']), 'a.csv', '--dry-run')).toBe('hubspot-push push a.csv --key id --dry-run')
  expect(look(PIPED, 'a.csv', '--', 'b')).toBe('zstd -dc a.zst | hubspot-push push - --dry-run -- b')
})

test('the flag that was wrong goes, in either way of writing it, and no other', () => {
  const step = {addFlags: ['--map', 'surname=lastname'], replacing: ['--map', 'sirname=lastname']} as const
  for (const wrong of [['--map', 'sirname=lastname'], ['--map=sirname=lastname']]) {
    expect(told(completeStep(step, typed('a.csv', ...wrong, '--map', 'x=sirname')))).toBe(
      'hubspot-push push a.csv --map x=sirname --map surname=lastname',
    )
  }
  expect(completeStep(step, typed('a.csv'))).toBeUndefined() // it stands in a mapping file
})

test('a command is not told to use flags that it does not know', () => {
  expect(completeStep(addFlags(['--max-wait', '10m']), typed('a.csv'))).toBeUndefined()
  expect(completeStep(addFlags(['--constructor', 'x']), typed('a.csv'))).toBeUndefined()
  const error = new AppError('WAIT_TOO_LONG', 'Too long.', {next: [addFlags(['--max-wait', '10m'])]})
  expect(nextTexts(toAppError(error, typed('a.csv')))).toEqual(['hubspot-push push a.csv'])
})

test.each(['UNREACHABLE', 'DAILY_LIMIT', 'REFRESH_UNREACHABLE'] as const)(
  '%s before a run begins is followed by the command that was typed',
  code => {
    expect(nextTexts(toAppError(new AppError(code, 'Not now.'), typed('a.csv', '--object', 'CONTACT')))).toEqual([
      'hubspot-push push a.csv --object CONTACT',
    ])
  },
)

/** A program that prints its words, each ended by a NUL, then what it reads. */
async function dumper(): Promise<string> {
  const path = join(await tempDir(), 'dump it')
  await writeFile(path, '#!/bin/sh\nprintf "%s\\0" "$@"\ncat\n')
  await chmod(path, 0o755)
  return path
}

const hostile = fc.string({minLength: 1, maxLength: 8, unit: fc.constantFrom(...'ab\' -="\\$`\n;*|&<>#~…')})

function typeInShell(step: PlainStep | undefined, cwd?: string): string[] {
  return execFileSync('sh', ['-c', told(step) ?? ''], {encoding: 'utf8', input: '', cwd}).split('\0')
}

test('whatever a column is called, a shell takes the suggestion for what was meant', async () => {
  const dump = await dumper()
  fc.assert(
    fc.property(hostile, hostile, (column, file) => {
      const step = completeStep(addFlags(['--ignore', column]), {...typed(`./${file}`), bin: dump})
      expect(typeInShell(step)).toEqual(['push', `./${file}`, '--ignore', column, ''])
    }),
    {numRuns: 20},
  )
})

test('whatever its words are, a shell feeds the push that was typed', async () => {
  const [cwd, dump] = [await tempDir(), await dumper()]
  const push = {...typed('--map', 'x=y', 'a.csv'), bin: dump}
  fc.assert(
    fc.property(hostile, hostile, (text, name) => {
      const pipe = {pipe: shell(['printf', '%s', text]), addFlags: ['--ignore', name]}
      expect(typeInShell(completeStep(pipe, push))).toEqual(['push', '--map', 'x=y', '-', '--ignore', name, text])
      const file = `./${name}`
      const make = {make: {run: ['printf', '%s', text], output: file}, file}
      expect(typeInShell(completeStep(make, push), cwd)).toEqual(['push', '--map', 'x=y', file, ''])
      expect(typeInShell(completeStep({feed: file}, push), cwd)).toEqual(['push', '--map', 'x=y', '-', text])
    }),
    {numRuns: 20},
  )
})

test('no value is taken for a flag, an operator or a note', async () => {
  const dump = await dumper()
  fc.assert(
    fc.property(
      fc.constantFrom('--profile', '--', '|', '&&', 'hubspot-push push -', 'a     b', '--dry-run', '--help2'),
      value => {
        const step = completeStep(addFlags(['--ignore', value]), {...typed('--profile', 'p', 'a.csv'), bin: dump})
        expect(typeInShell(step)).toEqual(['push', '--profile', 'p', 'a.csv', '--ignore', value, ''])
        const look = completeStep(ours(['objects', '--search', value], 'a note'), typed('--profile', 'p'))
        expect(told(look)?.endsWith(' --profile p')).toBe(value !== '--profile')
      },
    ),
  )
})

test.each<[PlainStep, readonly string[], string]>([
  [
    ours(['objects', 'contacts'], 'to see them'),
    ['a.csv', '--profile', 'my acme'],
    "hubspot-push objects contacts --profile 'my acme'",
  ],
  [
    ours(['push', gap('FILE'), '--object', 'deals']),
    ['--profile=acme'],
    'hubspot-push push FILE --object deals --profile acme',
  ],
  [ours(['objects', '--profile', 'sandbox']), ['--profile', 'acme'], 'hubspot-push objects --profile sandbox'],
  [
    ours(['objects', '--search', ' --profile x']),
    ['--profile', 'acme'],
    "hubspot-push objects --search ' --profile x' --profile acme",
  ],
  [ours(['rejects', 'R1']), ['--profile', 'acme'], 'hubspot-push rejects R1'],
  [ours(['push', '--help']), ['--profile', 'acme'], 'hubspot-push push --help'],
  [ours(['objects']), ['--', '--profile', 'acme'], 'hubspot-push objects'],
  [shell(['ls', 'push']), ['--profile', 'acme'], 'ls push'],
  [say('the same command again'), ['--profile', 'acme'], 'the same command again'],
])('the step %j after %j asks the same portal', (step, argv, expected) => {
  expect(told(completeStep(step, typed(...argv)))).toBe(expected)
})

test('a step is shown with its note and told to scripts without', () => {
  const screen = {width: 80, palette: createPalette(false), profile: 'acme'}
  const steps = [ours(['whoami'], 'says who'), {run: ['sed', '-n', '2,$p', 'a'], into: ['head'], note: 'shows it'}]
  expect(presentNext(steps, screen)).toEqual([
    '  → hubspot-push whoami --profile acme     says who',
    "  → sed -n '2,$p' a | head     shows it",
  ])
  expect(steps.map(stepText)).toEqual(['hubspot-push whoami', "sed -n '2,$p' a | head"])
})
