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

/** Of one account alone: numbered types of subscriptions, hashes of calculated values. */
const OF_AN_ACCOUNT = /\d{6,}|_[0-9a-f]{8}$/
/** 712 technologies, 1,583 keywords. */
const LEFT_OUT = ['web_technologies', 'hs_keywords']

interface Defined extends Recorded {
  readonly type: string
  readonly fieldType: string
  readonly hubspotDefined?: boolean
}

test.skipIf(!sharedDir).each([
  ['contacts', 'rubygem-properties-contacts-200', 340],
  ['companies', 'nango-properties-companies-200', 200],
])('every property that HubSpot defined of %s in %s, of its type and with its options', (type, file, least) => {
  const recording = JSON.parse(readFileSync(join(sharedDir ?? '', 'hubspot', 'recorded', `${file}.json`), 'utf8'))
  const all = recording.response.body.results as readonly Defined[]
  const known = all.filter(
    each => each.hubspotDefined === true && !OF_AN_ACCOUNT.test(each.name) && !LEFT_OUT.includes(each.name),
  )
  expect(known.length).toBeGreaterThan(least)
  const list = openCaller().call('GET', `/crm/v3/properties/${type}`).json.list('results') as Defined[]
  const own = new Map(list.map(each => [each.name, each]))
  // The portal has some of other field types, as they were recorded elsewhere.
  const facts = (each: Defined | undefined) => each && `${each.name} ${each.type}`
  expect(known.map(facts).filter((fact, index) => fact !== facts(own.get(known[index]?.name ?? '')))).toEqual([])
  const lacking = known.flatMap(each => {
    const values = new Set(own.get(each.name)?.options?.map(({value}) => value))
    return (each.options ?? [])
      .filter(({value}) => value !== '' && !values.has(value))
      .map(({value}) => `${each.name}: ${value}`)
  })
  expect(lacking).toEqual([])
})

test('what n8n writes of people is taken, and held against its options', () => {
  const {call} = openCaller()
  const create = (properties: object) =>
    call('POST', '/crm/v3/objects/contacts', {properties: {lastname: 'A', ...properties}, associations: []})
  const people = {
    ...{hs_linkedin_url: 'https://www.linkedin.com/in/a', hs_role: 'sales', hs_seniority: 'vp', hs_sub_role: 'writer'},
    ...{hs_timezone: 'europe_slash_zurich', hs_state_code: 'BE', hs_country_region_code: 'CH', company_size: '5'},
    ...{hs_whatsapp_phone_number: '+41 31 000 00 00', hs_content_membership_email: 'a@example.com'},
    ...{hs_enriched_email_bounce_detected: 'true', hs_prospecting_agent_total_enrolled_count: '1'},
  }
  expect(create(people)).toMatchObject({status: 201})
  expect(create({hs_timezone: 'Europe/Zurich'}).text).toContain('INVALID_OPTION')
  expect(create({hs_role: 'Sales manager'}).text).toContain('INVALID_OPTION')
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
