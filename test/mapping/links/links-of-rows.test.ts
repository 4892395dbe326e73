import {expect, test} from 'vitest'
import {assignColumns} from '../../../src/mapping/columns/assign-columns.js'
import {compileMapping} from '../../../src/mapping/compile/compile-mapping.js'
import type {LinkRule, LinkTarget} from '../../../src/mapping/links/link-column.js'
import type {MappingRequest} from '../../../src/mapping/mapping-types.js'
import {mapRow} from '../../../src/mapping/row/map-row.js'
import {withTypes} from '../../../src/rows/cell-types.js'
import type {SourceRecord} from '../../../src/rows/rows.js'
import {contacts, contactTarget, csvRequest, linkTarget} from '../support/definitions.js'

const RULE: LinkRule = {column: 'Account', object: 'companies', by: 'id'}

function compile(request: Partial<MappingRequest>, links: readonly LinkTarget[] = [linkTarget()]) {
  const columns = ['email', 'Account', 'Role']
  return compileMapping(csvRequest(columns, {associate: [RULE], ignore: ['Role'], ...request}), {
    ...contactTarget,
    links,
  })
}

/** What a row says of its links, or why it is rejected. */
function linksOf(record: SourceRecord, request: Partial<MappingRequest> = {}, target: Partial<LinkTarget> = {}) {
  const row = mapRow({kind: 'source', row: 1, line: 2, record}, compile(request, [linkTarget(target)]))
  return row.kind === 'mapped' ? row.links : row.message
}

const cell = (text: string | null, role = '') => ['ann@example.com', text, role] as const
const byEmail = {object: contacts, by: {kind: 'key', property: 'email'}} as const

test.each([
  ['one name, trimmed', ' 12 ', {}, ['12']],
  ['several, each once', '12;13; 12;', {}, ['12', '13']],
  ['another separator', '12|1;3', {associate: [{...RULE, separator: '|'}]}, ['12', '1;3']],
  ['a word for null among them', 'NULL;12', {null: ['NULL']}, ['12']],
  ['a word of the column’s own', 'none', {associate: [{...RULE, null: ['none']}]}, undefined],
  ['an empty cell says nothing', '', {}, undefined],
  ['nor does a blank one, or null', ' ;\u00a0', {}, undefined],
  ['unless it clears', '', {empty: 'clear'}, []],
  ['for the whole mapping or for its column', null, {associate: [{...RULE, empty: 'clear'}]}, []],
  ['but not where the column skips', '', {empty: 'clear', associate: [{...RULE, empty: 'skip'}]}, undefined],
] as const)('%s', (_, text, request, names) => {
  expect(linksOf(cell(text), request as Partial<MappingRequest>)).toEqual(names && [{column: 0, names}])
})

test('e-mails of contacts are folded, other keys are not', () => {
  expect(linksOf(cell('Bob@Example.com'), {}, byEmail)).toEqual([{column: 0, names: ['bob@example.com']}])
  expect(linksOf(cell('Ab'), {}, {by: {kind: 'key', property: 'external_id'}})).toEqual([{column: 0, names: ['Ab']}])
  expect(linksOf(cell('Acme.EXAMPLE'), {}, {by: {kind: 'domain'}})).toEqual([{column: 0, names: ['acme.example']}])
})

test('labels of a row stand in a column of their own', () => {
  const request = {associate: [{...RULE, labelColumn: 'Role'}], ignore: []}
  expect(linksOf(cell('12;13', 'Decision maker; Primary;'), request)).toEqual([
    {column: 0, names: ['12', '13'], labels: ['Decision maker', 'Primary']},
  ])
  expect(linksOf(cell('12', ' '), request)).toEqual([{column: 0, names: ['12']}])
})

test.each([
  [{Account: '12;13'}, ['12', '13']],
  [{Account: [12, '13', null]}, ['12', '13']],
  [{Account: 12}, ['12']],
  [{Account: null}, []],
  [{}, undefined],
])('in JSON: %j', (fields, names) => {
  const columns = ['email', 'Account']
  const request: MappingRequest = {
    ...{format: 'jsonl', columns, map: [], ignore: [], ignoreUnknown: false, empty: 'clear'},
    associate: [RULE],
  }
  const mapping = compileMapping(request, {...contactTarget, links: [linkTarget()]})
  const record = {email: 'ann@example.com', ...fields}
  const row = mapRow({kind: 'source', row: 1, line: 1, record}, mapping)
  expect(row).toMatchObject({kind: 'mapped', ...(names && {links: [{column: 0, names}]})})
  if (names === undefined) expect(row).not.toHaveProperty('links')
  const nested = mapRow({kind: 'source', row: 1, line: 1, record: {...record, Account: {id: 12}}}, mapping)
  expect(nested).toMatchObject({links: [{column: 0, names: [], unreadable: '{"id":12}'}]})
})

test('a column of links goes to a property only where somebody says so, or as the key', () => {
  const columns = ['email', 'company', 'city']
  const rules = (...names: string[]) => names.map(column => ({...RULE, column}))
  const properties = (request: Partial<MappingRequest>) =>
    compileMapping(csvRequest(columns, request), {
      ...contactTarget,
      links: rules('a', 'b').map(() => linkTarget()),
    }).columns.map(({property}) => property)
  expect(properties({associate: rules('company')})).toEqual(['email', 'city'])
  expect(properties({associate: rules('company'), map: [{column: 'company', property: 'company'}]})).toEqual(columns)
  expect(properties({associate: rules('email')})).toEqual(columns)
})

test.each([
  [
    {associate: [{...RULE, column: 'Acount'}]},
    'The file has no column "Acount", which --associate names. Did you mean "Account"?',
  ],
  [
    {associate: [{...RULE, labelColumn: 'Roles'}]},
    'The file has no column "Roles", which --associate names. Did you mean "Role"?',
  ],
  [{associate: [RULE, RULE]}, '--associate "Account=companies.id" is given twice: remove one.'],
  [{ignore: ['Account', 'Role']}, 'Column "Account" cannot be both in --associate and in --ignore.'],
])('%j is refused', (request, message) => {
  expect(() => compile(request, [linkTarget(), linkTarget()])).toThrow(
    expect.objectContaining({code: 'MAPPING_INVALID', message}),
  )
})

test('a column of links is not an open question before the key is known', () => {
  const request = csvRequest(['email', 'Account'], {associate: [RULE]})
  const {unclear, assigned} = assignColumns(request, contactTarget, undefined)
  expect(unclear).toEqual([])
  expect(assigned.map(({column}) => column)).toEqual(['email'])
})

test('a cell of a workbook that is an error, or has lost digits, names no record', () => {
  const typed = (text: string, type: string) => withTypes([...cell(text)], ` ${type}`)
  expect(linksOf(typed('12', 'n'))).toEqual([{column: 0, names: ['12']}])
  expect(linksOf(typed('9007199254740993', 'l'))).toEqual([{column: 0, names: [], unreadable: '9007199254740993'}])
  expect(linksOf(typed('#N/A', 'e'))).toEqual([{column: 0, names: [], unreadable: '#N/A'}])
  expect(linksOf(typed('#N/A', 'e'), {null: ['#N/A']})).toBeUndefined()
})
