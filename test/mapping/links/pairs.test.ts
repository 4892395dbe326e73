import {expect, test} from 'vitest'
import {compileMapping} from '../../../src/mapping/compile/compile-mapping.js'
import type {LinkRule} from '../../../src/mapping/links/link-column.js'
import {otherEndField} from '../../../src/mapping/links/pair-rule.js'
import type {MappingRequest} from '../../../src/mapping/mapping-types.js'
import {mapRow} from '../../../src/mapping/row/map-row.js'
import type {SourceRecord} from '../../../src/rows/rows.js'
import {contactTarget, csvRequest, linkTarget} from '../support/definitions.js'

const RULE: LinkRule = {column: 'firm', object: 'companies', by: 'id'}
const COLUMNS = ['mail', 'firm', 'role', 'email', 'City']

/** The key is named by `mail`; a column `email` would be it by its name. */
function compile(request: Partial<MappingRequest> = {}, key = 'email') {
  const asked = {keyOnly: true, pairs: 'link', key, map: [{column: 'mail', property: key}], associate: [RULE]} as const
  const keys = [...contactTarget.keys, {property: key, label: key}]
  return compileMapping(csvRequest(COLUMNS, {...asked, ...request}), {...contactTarget, keys, links: [linkTarget()]})
}

const outcomeOf = (record: SourceRecord, request: Partial<MappingRequest> = {}) => {
  const row = mapRow({kind: 'source', row: 1, line: 2, record}, compile(request))
  return row.kind === 'mapped' ? {key: row.key, links: row.links, properties: row.properties} : [row.code, row.property]
}

test('both ends are read and nothing else, whatever the other columns are called', () => {
  expect(outcomeOf([' Ann@Example.com', '12;13', 'x', 'not an e-mail', 'nowhere'])).toEqual({
    key: 'ann@example.com',
    links: [{column: 0, names: ['12', '13']}],
    properties: {email: 'ann@example.com'},
  })
  expect(compile().ignored).toEqual(['role', 'email', 'City'])
})

test('fields that only later rows of JSON have are left out, also one that is called like the key', () => {
  const mapping = compile({format: 'jsonl', columns: ['mail', 'firm']})
  const record = {mail: 'ann@example.com', firm: 12, email: 'bob@example.com', city: 'Rome'}
  const row = mapRow({kind: 'source', row: 1, line: 1, record}, mapping)
  expect(row).toMatchObject({kind: 'mapped', key: 'ann@example.com', links: [{names: ['12']}]})
})

test.each([
  ['no other record', ['ann@example.com', '', '', '', ''], {}, ['KEY_MISSING', 'id']],
  ['a word for null', ['ann@example.com', 'NULL', '', '', ''], {null: ['NULL']}, ['KEY_MISSING', 'id']],
  ['no record of its own', ['', '12', '', '', ''], {}, ['KEY_MISSING', 'email']],
  ['an e-mail that is none', ['ann', '12', '', '', ''], {}, ['INVALID_EMAIL', 'email']],
] as const)('a row with %s is no pair', (_, cells, request, expected) => {
  expect(outcomeOf(cells, request as Partial<MappingRequest>)).toEqual(expected)
})

test('which label to remove must be said, which one to give need not', () => {
  const byRole = {associate: [{...RULE, labelColumn: 'role'}]}
  const without = ['ann@example.com', '12', ' ', '', '']
  expect(outcomeOf(without, {...byRole, pairs: 'unlink'})).toEqual(['ASSOCIATION_REFUSED', undefined])
  expect(outcomeOf(without, byRole)).toMatchObject({links: [{names: ['12']}]})
  expect(outcomeOf(without, {pairs: 'unlink'})).toMatchObject({links: [{names: ['12']}]})
})

test('how the record of the key is found', () => {
  expect(compile().pairs).toEqual({mode: 'link', by: {kind: 'key', property: 'email'}})
  expect(otherEndField(compile())).toEqual({to: {object: {name: 'companies', objectTypeId: '0-2'}, key: 'id'}})
})

test.each([
  [
    {map: [{column: 'mial', property: 'email'}]},
    'The file has no column "mial", which --from names. Did you mean "mail"?',
  ],
  [{associate: [{...RULE, column: 'frim'}]}, 'The file has no column "frim", which --to names. Did you mean "firm"?'],
  [
    {associate: [{...RULE, labelColumn: 'rule'}]},
    'The file has no column "rule", which --label-column names. Did you mean "role"?',
  ],
] as const)('a column that the file lacks is told by its flag (%#)', (request, message) => {
  expect(() => compile(request)).toThrow(message)
})
