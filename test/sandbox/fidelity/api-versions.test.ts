import {describe, expect, test} from 'vitest'
import {embeddedProblems, openCaller} from '../crm/crm-caller.js'

/** docs/hubspot-api.md#versions: one API under several names, and what 2026-09 does differently. */

const VERSIONS = ['v3', '2026-03', '2026-09']
const pathIn = (version: string, area: string, rest: string) =>
  version === 'v3' ? `/crm/v3/${area}/${rest}` : `/crm/${area}/${version}/${rest}`

describe('versions are names of one API', () => {
  test.each([
    [
      '/crm/v3/properties/contacts/email',
      '/crm/properties/2026-03/contacts/email',
      '/crm/properties/2026-09/contacts/email',
    ],
    ['/crm/v3/pipelines/deals', '/crm/pipelines/2026-03/deals', '/crm/pipelines/2026-09/deals'],
    ['/crm/v3/owners', '/crm/owners/2026-03', '/crm/owners/2026-09'],
    ['/account-info/v3/details', '/account-info/2026-03/details', '/account-info/2026-09/details'],
    ['/crm/v3/objects/contacts', '/crm/objects/2026-03/contacts', '/crm/objects/2026-09/contacts'],
  ])('%s is %s and %s', (...paths) => {
    const {call, upsert} = openCaller()
    upsert('contacts', [{id: 'a@x.co', idProperty: 'email', properties: {}}])
    const [first, ...others] = paths.map(path => call('GET', path))
    expect(first?.status).toBe(200)
    for (const other of others) expect(other.json.value).toEqual(first?.json.value)
  })

  test('both paths of schemas give the same', () => {
    const {call} = openCaller()
    expect(call('GET', '/crm/v3/schemas').json.value).toEqual(call('GET', '/crm-object-schemas/v3/schemas').json.value)
  })

  test.each(VERSIONS)('what one version wrote the others read: %s', version => {
    const {call, upsert} = openCaller()
    const id = upsert('deals', [{id: 'D', idProperty: 'external_id', properties: DEAL}], version).json.at(
      'results',
      0,
      'id',
    )
    for (const each of VERSIONS)
      expect(call('GET', pathIn(each, 'objects', `0-3/${id}`)).json.at('properties', 'dealname')).toBe('D')
  })
})

const DEAL = {dealname: 'D', pipeline: 'default', dealstage: 'closedwon'}

describe('what 2026-09 does otherwise', () => {
  test.each([
    ['birthday', '1430452800000', 'INVALID_DATE', '2015-05-01'],
    ['birthday', '2015-05-01T13:30:00Z', 'INVALID_LONG', '2015-05-01'],
    ['last_login_at', '1430487000', undefined, '2015-05-01T13:30:00Z'],
  ])('%s: %s is mended, with a warning, and was refused or misread before', (property, sent, code, mended) => {
    for (const version of VERSIONS) {
      const {upsert} = openCaller()
      const {json} = upsert('contacts', [{id: 'a@x.co', idProperty: 'email', properties: {[property]: sent}}], version)
      const stored = json.at('results', 0, 'properties', property)
      const warned = json.at('results', 0, 'warnings', 0, 'category')
      if (version === '2026-09') expect([stored, warned]).toEqual([mended, 'PROPERTY_VALUE_NORMALIZED'])
      else if (code === undefined) expect([stored, warned]).toEqual(['1970-01-17T13:21:27Z', undefined])
      else expect(embeddedProblems(json.at('message'))[0]?.['error']).toBe(code)
    }
  })

  test('a warning comes with single writes too', () => {
    const {call} = openCaller()
    const properties = {lastname: 'L', birthday: '2015-05-01T13:30:00Z'}
    expect(call('POST', '/crm/objects/2026-09/contacts', {properties}).json.at('warnings', 0, 'context')).toEqual({
      propertyName: 'birthday',
      rawValue: '2015-05-01T13:30:00Z',
      normalizedValue: '2015-05-01',
    })
  })

  test.each(VERSIONS)('blanks around a text are kept in %s: the rule against them was cancelled', version => {
    const {call} = openCaller()
    expect(
      call('POST', pathIn(version, 'objects', 'contacts'), {properties: {lastname: ' L '}}).json.at(
        'properties',
        'lastname',
      ),
    ).toBe(' L ')
  })
})
