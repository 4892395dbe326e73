import {readFileSync} from 'node:fs'
import {join} from 'node:path'
import {describe, expect, test} from 'vitest'
import {readTable} from '../../../src/sandbox/crm/default-portal/tables/read-table.js'
import {sharedDir} from '../../support/shared-material.js'
import {openCaller} from './crm-caller.js'

interface Recorded {
  readonly name: string
  readonly groupName: string
  readonly options?: readonly {readonly value: string; readonly label: string}[]
}

function recorded(type: string): readonly Recorded[] {
  return JSON.parse(readFileSync(join(sharedDir ?? '', 'hubspot', 'definitions', `${type}.json`), 'utf8'))
}

describe('the default portal has what was seen in real ones', () => {
  test.skipIf(!sharedDir).each([
    ['contacts', 144],
    ['companies', 168],
  ])('every property of %s, with every option', (type, count) => {
    const {call} = openCaller()
    const list = call('GET', `/crm/v3/properties/${type}`).json.list('results') as Recorded[]
    const [names, groups] = [
      new Map(list.map(each => [each.name, each])),
      call('GET', `/crm/v3/properties/${type}/groups`),
    ]
    const known = recorded(type)
    expect(known).toHaveLength(count)
    expect(known.filter(({name}) => !names.has(name))).toEqual([])
    // An option without a value cannot be told from none.
    const optionsOf = (each: Recorded | undefined) =>
      (each?.options ?? []).filter(({value}) => value !== '').map(({value, label}) => `${value}=${label}`)
    const lacking = known.flatMap(each => {
      const options = new Set(optionsOf(names.get(each.name)))
      return optionsOf(each).filter(option => !options.has(option))
    })
    expect(lacking).toEqual([])
    expect(known.filter(({groupName}) => !groups.text.includes(`"${groupName}"`))).toEqual([])
  })
})

test('values of them are held against their options and types', () => {
  const {call} = openCaller()
  const create = (properties: object) => call('POST', '/crm/v3/objects/contacts', {properties, associations: []})
  expect(create({lastname: 'A', hs_language: 'sq-al', hs_legal_basis: 'Not applicable', degree: 'MSc'}).status).toBe(
    201,
  )
  expect(create({lastname: 'A', hs_language: 'xx'}).text).toContain('INVALID_OPTION')
  expect(create({lastname: 'A', days_to_close: '3'}).text).toContain('READ_ONLY_VALUE')
  const company = {name: 'A', industry: 'ALTERNATIVE_DISPUTE_RESOLUTION', hs_additional_domains: 'a.example;b.example'}
  expect(call('POST', '/crm/v3/objects/companies', {properties: company, associations: []}).status).toBe(201)
})

test('a table is read line by line', () => {
  const [plain, choice] = readTable(`
[one_group]
name: Its label | string text
[other]
choice: One: of them | enumeration select | hidden OWNER
  a=The first; b=The second;
  Third One
`)
  expect(plain).toMatchObject({name: 'name', label: 'Its label', groupName: 'one_group', options: [], hidden: false})
  expect(choice).toMatchObject({label: 'One: of them', groupName: 'other', hidden: true, referencedObjectType: 'OWNER'})
  expect(choice?.options.map(({value}) => value)).toEqual(['a', 'b', 'THIRD_ONE'])
})
