import {readFileSync} from 'node:fs'
import {fileURLToPath} from 'node:url'
import {Ajv} from 'ajv'
import {describe, expect, test} from 'vitest'
import {parse} from 'yaml'
import {AppError} from '../../src/errors/app-error.js'
import {compileMapping} from '../../src/mapping/compile/compile-mapping.js'
import type {MappingRequest} from '../../src/mapping/mapping-types.js'
import {applyMappingFile} from '../../src/mapping-files/apply-mapping-file.js'
import {parseMappingFile} from '../../src/mapping-files/parse-mapping-file.js'
import {renderMappingFile} from '../../src/mapping-files/store-mapping-file.js'
import {presentError} from '../../src/terminal/present/present-error.js'
import {createPalette} from '../../src/terminal/text/palette.js'
import {contactTarget, csvRequest, linkTarget} from '../mapping/support/definitions.js'
import {bare} from '../support/bare-steps.js'
import {goldenPath} from '../support/golden.js'

const schema = JSON.parse(
  readFileSync(fileURLToPath(new URL('../../docs/mapping.schema.json', import.meta.url)), 'utf8'),
)
const isValid = new Ajv({allowUnionTypes: true}).compile(schema)

const FULL = `version: 1
object: contacts
key: email
empty: clear
"null": [NULL, '\\N']
options: label
dateFormat: DD.MM.YYYY
timeZone: Europe/Berlin
decimalComma: true
thousands: '.'
ignoreUnknown: true
columns:
  - column: E-Mail address
    property: email
  - {column: 007, property: City, trim: true, lowercase: true, empty: skip, "null": [], blanks: keep}
  - column: Town
    property: city_code
    by: value
    values: {Genf: GVA, 01: ZRH, yes: ZRH, n/a: ''}
  - column: Born
    property: birthday
    format: excel
  - {column: Staff, property: numemployees, format: decimal-point, thousands: ','}
  - property: lifecyclestage
    constant: lead
  - {column: Account, associate: companies, by: external_id, labelColumn: Role, separator: '|', missing: ignore}
  - {column: Deal no, associate: 0-3, by: id, label: 12, empty: clear, "null": NONE}
associations: replace
ignore: [Remarks, 'no']
`

const nothing = {map: [], ignore: [], ignoreUnknown: false}

test('every part of a mapping file is read, and each scalar as the text that it is', () => {
  expect(parseMappingFile(FULL, 'people.yaml')).toEqual({
    object: 'contacts',
    key: 'email',
    empty: 'clear',
    null: ['NULL', '\\N'],
    options: 'label',
    formats: {dateFormat: 'DD.MM.YYYY', timeZone: 'Europe/Berlin', decimalComma: true, thousands: '.'},
    ignoreUnknown: true,
    columns: [
      {column: 'E-Mail address', property: 'email'},
      {column: '007', property: 'City', trim: true, lowercase: true, empty: 'skip', null: [], blanks: 'keep'},
      {column: 'Town', property: 'city_code', by: 'value', values: {Genf: 'GVA', '01': 'ZRH', yes: 'ZRH', 'n/a': ''}},
      {column: 'Born', property: 'birthday', format: 'excel'},
      {column: 'Staff', property: 'numemployees', format: 'decimal-point', thousands: ','},
    ],
    set: [{property: 'lifecyclestage', value: 'lead'}],
    associate: [
      {
        column: 'Account',
        object: 'companies',
        by: 'external_id',
        labelColumn: 'Role',
        separator: '|',
        missing: 'ignore',
      },
      {column: 'Deal no', object: '0-3', by: 'id', label: '12', empty: 'clear', null: ['NONE']},
    ],
    associations: 'replace',
    ignore: ['Remarks', 'no'],
    create: [],
  })
  expect([isValid(parse(FULL)), isValid.errors]).toEqual([true, null])
})

test('a mapping that was saved and is read again is the same, whatever its names and values look like', () => {
  const columns = ['E-Mail', '007', 'true', '- a: #b', 'line\nend', ' blank ', 'null', '日本', 'Account', 'no']
  const request = csvRequest(columns, {
    ignoreUnknown: true,
    empty: 'clear',
    formats: {dateFormat: "DD.MM.YYYY 'x'", timeZone: 'Europe/Berlin', decimalComma: true, thousands: ' '},
    set: [
      {property: 'phone', value: '+49 030: 1'},
      {property: 'score_a', value: '012'},
    ],
    map: [
      {column: '007', property: 'city', trim: true, values: {'1': '01', 'a: b': 'true', no: '~'}},
      {column: 'true', property: 'birthday', format: 'iso', empty: 'skip'},
      {column: '- a: #b', property: 'lastname', lowercase: true},
      {column: 'line\nend', property: 'company'},
      {column: ' blank ', property: 'numemployees', format: 'decimal-point', thousands: ','},
    ],
    associate: [
      {column: 'Account', object: 'companies', by: 'id', labelColumn: 'no', separator: ' ', missing: 'ignore'},
    ],
    associations: 'replace',
  })
  const target = {...contactTarget, links: [linkTarget()]}
  const {saved} = compileMapping(request, target)
  const text = renderMappingFile(saved, 'contacts')
  const again = applyMappingFile(nothing, parseMappingFile(text, 'x.yaml'))
  expect(compileMapping({...again, format: 'csv', columns}, target).saved).toEqual(saved)
  expect(renderMappingFile(saved, 'contacts')).toBe(text)
  expect([isValid(parse(text)), isValid.errors]).toEqual([true, null])
})

describe('properties to be created', () => {
  const one = (create: string, property = 'tier'): string =>
    `version: 1\ncolumns:\n  - {column: Tier, property: ${property}, create: ${create}}\n`

  test('have usual values for what is not said, and come back as they were saved', () => {
    const text = `version: 1
columns:
  - {column: Email, property: email}
  - {column: Size, property: size, create: {type: number}}
  - {column: Tier, property: tier, create: {label: Level, type: enumeration, options: [{value: a}, {value: 01, label: B}]}}
  - {column: VIP, property: vip, create: {type: bool, group: own}}
`
    const {create, columns} = parseMappingFile(text, 'x.yaml')
    expect(create).toEqual([
      {name: 'size', label: 'Size', type: 'number', fieldType: 'number', options: []},
      {
        ...{name: 'tier', label: 'Level', type: 'enumeration', fieldType: 'select'},
        options: [
          {value: 'a', label: 'a'},
          {value: '01', label: 'B'},
        ],
      },
      {
        ...{name: 'vip', label: 'VIP', type: 'bool', fieldType: 'booleancheckbox', group: 'own'},
        options: [
          {value: 'true', label: 'Yes'},
          {value: 'false', label: 'No'},
        ],
      },
    ])
    expect(columns.map(rule => Object.keys(rule))).toEqual(columns.map(() => ['column', 'property']))
    expect([isValid(parse(text)), isValid.errors]).toEqual([true, null])
    const saved = {...nothing, format: 'csv', columns: [], key: 'email', objectTypeId: '0-1', map: columns} as const
    const again = renderMappingFile(saved, 'contacts', create)
    expect(parseMappingFile(again, 'x.yaml').create).toEqual(create)
    expect([isValid(parse(again)), isValid.errors]).toEqual([true, null])
  })

  test.each([
    [one('{type: json}'), 'must be string or number'],
    [one('{type: enumeration}'), 'needs options'],
    [one('{type: number, options: [{value: a}]}'), 'takes no options'],
    [one('{type: enumeration, options: [{value: a}, {value: a}]}'), 'the option "a" is there twice'],
    [one('{type: enumeration, options: [{label: A}]}'), 'an option needs "value"'],
    [one('{type: number, fieldType: select}'), 'is not shown as select'],
    [one('{unique: true}'), '"unique" is not one of label'],
    [one('{type: number}', 'Shoe size'), "cannot be a property's internal name"],
  ])('%s: %s', (text, problem) => {
    expect(() => parseMappingFile(text, 'x.yaml')).toThrow(problem)
  })
})

describe('flags go before the file', () => {
  const file = parseMappingFile(FULL, 'people.yaml')

  test('about a column, a property that is set, the key and the formats', () => {
    const asked: Omit<MappingRequest, 'columns' | 'format'> = {
      map: [{column: 'Town', property: 'city'}],
      ignore: ['Born'],
      ignoreUnknown: false,
      key: 'customer_no',
      empty: 'skip',
      set: [{property: 'lifecyclestage', value: 'customer'}],
      formats: {dateFormat: 'YYYY-MM-DD'},
      associate: [{column: 'Deal no', object: 'deals', by: 'deal_no'}],
    }
    expect(applyMappingFile(asked, file)).toEqual({
      map: [
        {column: 'E-Mail address', property: 'email'},
        {column: '007', property: 'City', trim: true, lowercase: true, empty: 'skip', null: [], blanks: 'keep'},
        {column: 'Staff', property: 'numemployees', format: 'decimal-point', thousands: ','},
        {column: 'Town', property: 'city'},
      ],
      ignore: ['Remarks', 'no', 'Born'],
      ignoreUnknown: true,
      key: 'customer_no',
      empty: 'skip',
      null: ['NULL', '\\N'],
      options: 'label',
      set: [{property: 'lifecyclestage', value: 'customer'}],
      formats: {dateFormat: 'YYYY-MM-DD', timeZone: 'Europe/Berlin', decimalComma: true, thousands: '.'},
      associate: [expect.objectContaining({column: 'Account'}), {column: 'Deal no', object: 'deals', by: 'deal_no'}],
      associations: 'replace',
    })
  })

  test('and say nothing where they are absent', () => {
    expect(applyMappingFile(nothing, parseMappingFile('version: 1\n', 'x.yaml'))).toEqual(nothing)
  })
})

test('a file that is wrong is refused with the line and what is wrong with it', async () => {
  const column = (lines: string): string => `version: 1\ncolumns:\n  - column: a\n    property: b\n${lines}`
  const texts = [
    '',
    'email,city\na@example.com,Bonn\n',
    'columns: []\n',
    'version: 2\n',
    'version: 1\ncolums: []\n',
    'version: 1\nkey: email\nkey: phone\n',
    'version: 1\ncolumns: [a\n',
    'version: 1\ncolumns:\n  a: b\n',
    'version: 1\ncolumns:\n  - a\n',
    'version: 1\ncolumns:\n  - property: b\n',
    'version: 1\ncolumns:\n  - column: a\n',
    'version: 1\nempty: erase\n',
    'version: 1\ndecimalComma: yes\n',
    'version: 1\ndateFormat: DD.MM\n',
    'version: 1\ntimeZone: Mars/Olympus\n',
    'version: 1\nkey: [email]\n',
    'version: 1\nignore: Remarks\n',
    column('    format: DD.MM\n'),
    column('    trim: 1\n'),
    column('    values: [a, b]\n'),
    column("    values:\n      c: d\n      '': e\n"),
    column('    colour: red\n'),
    column('  - constant: 5\n'),
    column('  - property: c\n    constant: 5\n    trim: true\n'),
  ]
  const shown = texts.flatMap(text => {
    try {
      parseMappingFile(text, 'people.yaml')
    } catch (error) {
      if (error instanceof AppError)
        return [`[${error.code}]`, ...presentError(bare(error), {width: 100, palette: createPalette(false)}), '']
      throw error
    }
    throw new Error(`expected a refusal of ${text}`)
  })
  await expect(shown.join('\n')).toMatchFileSnapshot(goldenPath('mapping-file-refusals.txt'))
})

test.each([
  ['a list', 'null: [NULL, N/A]', ['NULL', 'N/A']],
  ['one text', 'null: NULL', ['NULL']],
  ['one text, the name in quotes', '"null": \'\\N\'', ['\\N']],
  ['the word null itself', 'null: null', ['null']],
  ['nothing', 'null: []', []],
])('words for null are %s', (_, line, expected) => {
  expect(
    parseMappingFile(`version: 1\n${line}\ncolumns:\n  - {column: A, property: city, ${line}}\n`, 'x.yaml'),
  ).toMatchObject({
    null: expected,
    columns: [{column: 'A', property: 'city', null: expected}],
  })
})

test('--null goes before the words of the file, and those of a column before both', () => {
  const file = parseMappingFile(
    'version: 1\nnull: [NULL]\ncolumns:\n  - {column: City, property: city, null: [NA]}\n',
    'x.yaml',
  )
  expect(applyMappingFile(nothing, file)).toMatchObject({
    null: ['NULL'],
    map: [{column: 'City', property: 'city', null: ['NA']}],
  })
  expect(applyMappingFile({...nothing, null: ['N/A']}, file)).toMatchObject({null: ['N/A'], map: [{null: ['NA']}]})
})
