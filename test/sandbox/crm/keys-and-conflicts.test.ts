import {describe, expect, test} from 'vitest'
import {openCaller, recordsBy} from './crm-caller.js'

const byEmail = (id: string, properties: Record<string, string> = {}, objectWriteTraceId?: string) => ({
  id,
  idProperty: 'email',
  properties,
  objectWriteTraceId,
})
const byId = (id: string, properties: Record<string, string> = {}, objectWriteTraceId?: string) => ({
  id,
  idProperty: 'external_id',
  properties,
  objectWriteTraceId,
})

describe('e-mails as keys', () => {
  test('match whatever their case and blanks, and are stored in lower case', () => {
    const {upsert, crm} = openCaller()
    upsert('contacts', [byEmail('Ann@Example.com', {city: 'Bern'})])
    const again = upsert('contacts', [byEmail(' ANN@example.COM', {state: 'BE'})])
    expect(again.json.at('results', 0, 'new')).toBe(false)
    expect(recordsBy(crm, 'contacts', 'email')).toMatchObject({'ann@example.com': {city: 'Bern', state: 'BE'}})
  })

  test('an additional e-mail finds its contact, whose own e-mail is told', () => {
    const {upsert, call, crm} = openCaller()
    upsert('contacts', [byEmail('ann@x.co', {hs_additional_emails: 'ann@y.co;ann@z.co'})])
    const answer = upsert('contacts', [byEmail('ANN@y.co', {city: 'Bern'})])
    expect(answer.json.at('results', 0)).toMatchObject({new: false, properties: {email: 'ann@x.co', city: 'Bern'}})
    const read = call('POST', '/crm/v3/objects/contacts/batch/read', {
      idProperty: 'email',
      inputs: [{id: 'ann@z.co'}, {id: 'ann@x.co'}],
    })
    expect(read.json.list('results')).toHaveLength(1)
    expect([...crm.records('contacts')]).toHaveLength(1)
  })

  test('an additional e-mail that becomes the e-mail changes places with it', () => {
    const {upsert, crm} = openCaller()
    upsert('contacts', [byEmail('ann@x.co', {hs_additional_emails: 'ann@y.co'})])
    upsert('contacts', [byEmail('ann@y.co', {email: 'ann@y.co'})])
    expect(recordsBy(crm, 'contacts', 'email')).toMatchObject({'ann@y.co': {hs_additional_emails: 'ann@x.co'}})
    expect(upsert('contacts', [byEmail('ann@x.co')]).json.at('results', 0, 'new')).toBe(false)
  })

  test('two inputs that mean one contact are both applied, in order', () => {
    const {upsert, crm} = openCaller()
    const answer = upsert('contacts', [
      byEmail('Ann@x.co', {city: 'first', state: 'kept'}),
      byEmail('ann@x.co', {city: 'second'}),
    ])
    expect(answer.status).toBe(200)
    expect(new Set(answer.json.list('results').map(result => (result as {id: string}).id)).size).toBe(1)
    expect(recordsBy(crm, 'contacts', 'email')).toMatchObject({'ann@x.co': {city: 'second', state: 'kept'}})
  })

  test('an e-mail given up can be taken by another contact', () => {
    const {upsert, crm} = openCaller()
    upsert('contacts', [byId('1', {email: 'ann@x.co'})])
    upsert('contacts', [byId('1', {email: 'ann@new.co'}), byId('2', {email: 'ann@x.co'})])
    expect(Object.keys(recordsBy(crm, 'contacts', 'email')).sort()).toEqual(['ann@new.co', 'ann@x.co'])
  })
})

describe('other unique properties as keys', () => {
  test('are compared exactly', () => {
    const {upsert} = openCaller()
    upsert('companies', [byId('ab', {name: 'x'})])
    expect(upsert('companies', [byId('AB', {name: 'x'})]).json.at('results', 0, 'new')).toBe(true)
  })

  test('one that only HubSpot may set cannot create a record', () => {
    const {upsert} = openCaller()
    const answer = upsert('contacts', [{id: 'k', idProperty: 'hs_unique_creation_key', properties: {lastname: 'x'}}])
    expect(answer.json.at('message')).toContain('READ_ONLY_VALUE')
  })

  test('an archived record frees its key: the next upsert creates another', () => {
    const {upsert, call} = openCaller()
    const first = upsert('companies', [byId('a', {name: 'x'})]).json.at('results', 0, 'id')
    call('POST', '/crm/v3/objects/companies/batch/archive', {inputs: [{id: first}]})
    const second = upsert('companies', [byId('a', {name: 'y'})])
    expect(second.json.at('results', 0, 'new')).toBe(true)
    expect(second.json.at('results', 0, 'id')).not.toBe(first)
  })
})

describe('conflicts', () => {
  test('an e-mail of another contact is a CONFLICT entry that names it', () => {
    const {upsert} = openCaller()
    const holder = upsert('contacts', [byEmail('ann@x.co')]).json.at('results', 0, 'id')
    const answer = upsert('contacts', [byId('1', {email: 'Ann@x.co'}, 'r1'), byId('2', {lastname: 'fine'}, 'r2')])
    expect(answer.status).toBe(207)
    expect(answer.json.at('errors', 0)).toEqual({
      status: 'error',
      category: 'CONFLICT',
      message: `Contact already exists. Existing ID: ${holder}`,
      context: {objectWriteTraceId: ['r1'], existingId: [holder]},
    })
    expect(answer.json.list('results')).toHaveLength(1)
  })

  test('without trace ids it is a 409 for the whole batch, and nothing is written', () => {
    const {upsert, crm} = openCaller()
    upsert('contacts', [byEmail('ann@x.co')])
    const answer = upsert('contacts', [byId('2', {lastname: 'fine'}), byId('1', {email: 'ann@x.co'})])
    expect([answer.status, answer.json.at('category')]).toEqual([409, 'CONFLICT'])
    expect([...crm.records('contacts')]).toHaveLength(1)
  })

  test("an additional e-mail cannot be another contact's either", () => {
    const {upsert} = openCaller()
    upsert('contacts', [byEmail('ann@x.co')])
    expect(upsert('contacts', [byEmail('bob@x.co', {hs_additional_emails: 'b@x.co;ann@x.co'})]).status).toBe(409)
  })

  test('a value of a unique property that is not the key names the record that has it', () => {
    const {upsert, crm} = openCaller()
    const holder = upsert('contacts', [byId('taken', {lastname: 'x'})]).json.at('results', 0, 'id')
    const answer = upsert('contacts', [byEmail('bob@x.co', {external_id: 'taken'}, 'r')])
    expect(answer.status).toBe(207)
    expect(answer.json.at('errors', 0, 'category')).toBe('VALIDATION_ERROR')
    expect(answer.json.at('errors', 0, 'message')).toMatch(
      new RegExp(
        `^Cannot set PropertyValueCoordinates\\{portalId=${crm.portalId}, objectTypeId=ObjectTypeId\\{legacyObjectType=CONTACT\\}, ` +
          `propertyName=external_id, value=taken\\} on \\d+\\. ${holder} already has that value\\.$`,
      ),
    )
    expect(upsert('contacts', [byEmail('bob@x.co', {external_id: 'taken'})]).status).toBe(400)
  })

  test('two rows of one batch cannot take one value', () => {
    const {upsert, crm} = openCaller()
    const answer = upsert('contacts', [
      byEmail('a@x.co', {external_id: 'one'}, '1'),
      byEmail('b@x.co', {external_id: 'one'}, '2'),
    ])
    expect(answer.json.at('errors', 0, 'context', 'objectWriteTraceId')).toEqual(['2'])
    expect(Object.keys(recordsBy(crm, 'contacts', 'email'))).toEqual(['a@x.co'])
  })
})
