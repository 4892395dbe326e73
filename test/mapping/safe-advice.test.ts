import fc from 'fast-check'
import {expect, test} from 'vitest'
import {AppError} from '../../src/errors/app-error.js'
import {compileMapping} from '../../src/mapping/compile/compile-mapping.js'
import type {MappingRequest} from '../../src/mapping/mapping-types.js'
import {parseColumnAssignment} from '../../src/terminal/flags/parse-values.js'
import {toAppError} from '../../src/terminal/to-app-error.js'
import {nextTexts} from '../support/bare-steps.js'
import {contactTarget, csvRequest, property} from './support/definitions.js'

const FLAGS = {
  ...{key: {}, object: {}, map: {multiple: true}, ignore: {multiple: true}, set: {multiple: true}},
  ...{'ignore-unknown': {type: 'boolean'}, 'ignore-read-only': {type: 'boolean'}, 'dry-run': {type: 'boolean'}},
}

/** Words of a command as a shell takes them; none here holds quotes of its own. */
function wordsOf(command: string): string[] {
  return (command.match(/'[^']*'|[^\s']+(?:'[^']*')?/g) ?? []).map(word => word.replaceAll("'", ''))
}

function requestOf(columns: readonly string[], argv: readonly string[]): MappingRequest {
  const valuesOf = (flag: string): string[] => argv.filter((_, at) => argv[at - 1] === flag)
  return csvRequest(columns, {
    map: valuesOf('--map').map(parseColumnAssignment),
    ignore: valuesOf('--ignore'),
    ignoreUnknown: argv.includes('--ignore-unknown'),
    ...(argv.includes('--ignore-read-only') && {ignoreReadOnly: true}),
  })
}

/** The commands that a stranger types who always pastes the first one, and how it ended. */
function follow(columns: readonly string[], typed: readonly string[]) {
  const commands: string[] = []
  let argv = ['people.csv', ...typed]
  for (;;) {
    try {
      return {commands, mapping: compileMapping(requestOf(columns, argv), contactTarget), argv}
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      const [next = ''] = nextTexts(toAppError(error, {bin: 'hubspot-push', command: 'push', argv, flags: FLAGS}))
      if (!next.startsWith('hubspot-push push people.csv')) return {commands, error}
      expect(next).toMatch(/ --dry-run$/)
      expect(commands).not.toContain(next)
      commands.push(next)
      expect(commands.length).toBeLessThan(8)
      argv = wordsOf(next).slice(2)
    }
  }
}

test.each([
  ['a column that --map sends where another goes (B1)', ['Email', 'Email Backup'], ['--map', 'Email Backup=email']],
  ['the same, in other letters', ['Email', 'Email Backup'], ['--map', 'e-mail backup=email']],
  ['flags that contradict each other', ['Email', 'City'], ['--map', 'City=company', '--ignore', 'City']],
  ['a flag that is given twice', ['Email', 'Org'], ['--map', 'Org=company', '--map', 'Org=company']],
  ['read-only columns among unknown ones (B17)', ['Email', 'Create Date', 'days_open', 'Qqq', 'Www'], []],
  ['more unknown columns than a line holds', ['Email', ...Array.from({length: 20}, (_, at) => `Field ${at}`)], []],
])('%s: one printed command after the other ends in a mapping', (_, columns, typed) => {
  const {commands, mapping} = follow(columns, typed)
  expect(commands.length).toBe(1)
  expect(mapping?.columns.find(({isKey}) => isKey)?.column).toBe('Email')
})

test.each([
  ['the column of the key twice (B20)', ['Email', 'Notes', 'Email'], 'MAPPING_INVALID', /"Email#1" and "Email#2"/],
  ['the key under two names', ['Email', 'E-mail'], 'MAPPING_INVALID', /both go to property email/],
  ['two words for the key', ['E-Mail-Adresse', 'Correo'], 'KEY_COLUMN_MISSING', /Perhaps it is/],
  ['rows without fields', [], 'KEY_COLUMN_MISSING', /Its rows have no fields\./],
  ['a label that two properties have', ['Email', 'Score'], 'AMBIGUOUS_COLUMN', /score_a \(Score\), score_b/],
])('%s: a person must decide, and a look comes first', (_, columns, code, message) => {
  expect(follow(columns, [])).toMatchObject({commands: [], error: {code, message: expect.stringMatching(message)}})
})

test('columns of one name are told apart by their number', () => {
  const request = csvRequest(['Email', 'Notes', 'Notes', 'Email'], {
    ignore: ['Email#2', 'Notes#1'],
    map: [{column: 'Notes#2', property: 'city'}],
  })
  const {columns, ignored, saved} = compileMapping(request, contactTarget)
  expect(columns.map(({column, index, property}) => [column, index, property])).toEqual([
    ['Email#1', 0, 'email'],
    ['Notes#2', 2, 'city'],
  ])
  expect(ignored).toEqual(['Notes#1', 'Email#2'])
  expect(compileMapping({...saved}, contactTarget).columns.map(({index}) => index)).toEqual([0, 2])
})

test('a weak guess stands in words, never in a command', () => {
  const {error} = firstError(['Email', 'City of work', 'Attendee Status', 'Cost'])
  expect(error.message).toContain('Perhaps: "City of work" → ')
  expect(nextTexts(error).join(' ')).not.toContain('--map')
})

test.each([`'email`, 'email,firstname', 'email,"firstname"', 'email|firstname', '“email”'])(
  '%j is not offered for the key',
  column => {
    expect(firstError([column, 'City']).error).toMatchObject({
      code: 'KEY_COLUMN_MISSING',
      message: expect.not.stringContaining('Perhaps it is'),
    })
  },
)

test('whole names are said to be such', () => {
  expect(firstError(['Email', 'Full name']).error.message).toContain('"Full name" may contain whole names')
})

function firstError(columns: readonly string[]): {error: AppError} {
  try {
    compileMapping(csvRequest(columns), contactTarget)
  } catch (error) {
    if (error instanceof AppError) return {error}
  }
  throw new Error('expected a refusal')
}

const WORDS = [
  'Email',
  'E-mail',
  'emial',
  'Email Backup',
  'Mail',
  'First Name',
  'Frist Name',
  'Vorname',
  'Name',
  'City',
  'Citty',
  'Ort',
  'Score',
]
const MORE = [
  'Create Date',
  'Company',
  'Account Name',
  'Owner',
  'Owner Email',
  'Birthday',
  'Geburtsdatum',
  'Qqq',
  'Phone',
  'Phone 2',
  'Mobile',
  '',
]

test('whatever a file has, what is printed first loops nowhere, takes no property twice, and guesses nothing', () => {
  const column = fc.constantFrom(...WORDS, ...MORE)
  const flag = fc
    .tuple(column, fc.constantFrom('email', 'city', 'company', 'createdate', 'citty'))
    .map(([name, property]) => ['--map', `${name}=${property}`])
  const typed = fc.array(
    fc.oneof(
      flag,
      column.map(name => ['--ignore', name]),
    ),
    {maxLength: 2},
  )
  fc.assert(
    fc.property(fc.array(column, {minLength: 1, maxLength: 8}), typed, (columns, flagsTyped) => {
      const asked = flagsTyped.filter(([name, value = '']) => name === '--ignore' || !value.startsWith('=')).flat()
      const {commands, mapping} = follow(columns, asked)
      const properties = mapping?.columns.map(({property}) => property) ?? []
      expect(new Set(properties).size).toBe(properties.length)
      for (const command of commands) {
        const guessed = wordsOf(command).filter(word => /^(Email Backup|Phone 2|Name|Qqq)=/.test(word))
        expect(guessed.filter(word => !asked.some(typed => typed.startsWith(word.split('=')[0] ?? '')))).toEqual([])
      }
    }),
    {
      numRuns: 500,
      examples: [
        [['Email', 'Email'], []],
        [
          ['Email'],
          [
            ['--map', 'E-mail=email'],
            ['--map', 'Email=email'],
          ],
        ],
      ],
    },
  )
})

test.each(['Status', 'Statut', 'Statuss'])(
  '"%s" is not sent by a printed command to a property whose label only happens to be like it',
  column => {
    const membership = property('hs_content_membership_status', {label: 'Status'})
    const target = {...contactTarget, properties: [...contactTarget.properties, membership]}
    try {
      compileMapping(requestOf(['Email', column], []), target)
      throw new Error('expected a refusal')
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      const texts = nextTexts(
        toAppError(error, {bin: 'hubspot-push', command: 'push', argv: ['people.csv'], flags: FLAGS}),
      )
      expect(texts.filter(text => text.includes('--map'))).toEqual([])
    }
  },
)
