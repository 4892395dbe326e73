import fc from 'fast-check'
import {describe, expect, test} from 'vitest'
import {compileMapping} from '../../../src/mapping/compile/compile-mapping.js'
import {foldText} from '../../../src/mapping/fold-text.js'
import type {MappingRequest, MappingTarget} from '../../../src/mapping/mapping-types.js'
import {PROPERTIES_OF} from '../../../src/mapping/synonyms/fields.js'
import {TABLES} from '../../../src/mapping/synonyms/synonym-finder.js'
import {companies, contacts, contactTarget, csvRequest, property} from '../support/definitions.js'

const TEXTS = [
  'firstname',
  'lastname',
  'salutation',
  'email',
  'phone',
  'mobilephone',
  'fax',
  'company',
  'jobtitle',
  'address',
  'city',
  'zip',
]
const portal: MappingTarget = {
  object: contacts,
  keys: [{property: 'email', label: 'Email'}],
  properties: [
    ...[...TEXTS, 'state', 'country', 'website', 'notes'].map(name => property(name)),
    property('createdate', {label: 'Create Date', type: 'datetime', readOnly: true}),
    property('birthday', {type: 'date', fieldType: 'date'}),
    property('hubspot_owner_id', {type: 'enumeration', externalOptions: true, referencedObjectType: 'OWNER'}),
  ],
}

/** Where each column goes, columns that are unclear left out. */
function mapped(
  columns: readonly string[],
  target = portal,
  differs: Partial<MappingRequest> = {},
): Record<string, string> {
  const mapping = compileMapping(csvRequest(columns, {ignoreUnknown: true, ignoreReadOnly: true, ...differs}), target)
  return Object.fromEntries(mapping.columns.map(each => [each.column, each.property]))
}

test.each<[string, Record<string, string>]>([
  [
    'German',
    {
      Vorname: 'firstname',
      Nachname: 'lastname',
      'E-Mail-Adresse': 'email',
      PLZ: 'zip',
      Straße: 'address',
      Handy: 'mobilephone',
    },
  ],
  [
    'French',
    {Prénom: 'firstname', Nom: 'lastname', Courriel: 'email', 'Code postal': 'zip', Société: 'company', Ville: 'city'},
  ],
  [
    'Spanish',
    {
      Nombre: 'firstname',
      Apellidos: 'lastname',
      'Correo electrónico': 'email',
      Móvil: 'mobilephone',
      Población: 'city',
    },
  ],
  [
    'Dutch',
    {Voornaam: 'firstname', Achternaam: 'lastname', 'E-mailadres': 'email', Woonplaats: 'city', Functie: 'jobtitle'},
  ],
  [
    'Portuguese',
    {Nome: 'firstname', Sobrenome: 'lastname', 'Endereço de e-mail': 'email', CEP: 'zip', Telemóvel: 'mobilephone'},
  ],
  [
    'Italian',
    {Nome: 'firstname', Cognome: 'lastname', 'Indirizzo e-mail': 'email', CAP: 'zip', Cellulare: 'mobilephone'},
  ],
  [
    'Polish',
    {Imię: 'firstname', Nazwisko: 'lastname', 'Adres e-mail': 'email', Województwo: 'state', Miejscowość: 'city'},
  ],
  [
    'Japanese',
    {名: 'firstname', 姓: 'lastname', メールアドレス: 'email', 郵便番号: 'zip', 会社名: 'company', 都道府県: 'state'},
  ],
  [
    'Salesforce',
    {
      'Given Name': 'firstname',
      'ACCOUNT.NAME': 'company',
      MOBILEPHONE: 'mobilephone',
      MAILINGCITY: 'city',
      Email: 'email',
    },
  ],
  [
    'Google',
    {
      'E-mail 1 - Value': 'email',
      'Phone 1 - Value': 'phone',
      'Organization Title': 'jobtitle',
      'Address 1 - City': 'city',
    },
  ],
  ['Close', {primary_email: 'email', primary_phone: 'phone', title: 'jobtitle'}],
  ['Shopify', {email: 'email', 'Default Address City': 'city', 'Default Address Company': 'company'}],
  [
    'Pipedrive',
    {'Person - Email - Work': 'email', 'Person - Organization': 'company', 'Person - Phone - Work': 'phone'},
  ],
])('columns of a %s file are found by themselves', (_, expected) => {
  expect(mapped(Object.keys(expected))).toEqual(expected)
})

test.each([
  ['whole names', ['email', 'Name', 'Nome', 'Nom', 'Naam', 'Imię i nazwisko', '氏名']],
  ['a second way to say what has a column', ['email', 'E-Mail-Adresse', 'Correo']],
  ['two words for one property', ['email', 'Home City', 'Mailing City']],
  ['a word that two languages use for different things', ['email', 'Estado', 'Stato', 'Status']],
  [
    'a word that is only like another',
    ['email', 'Vornamen', 'Stadtteil', 'Email Backup', 'Company ID', 'Account Name ID'],
  ],
  ['what may reject rows', ['email', 'Besitzer', 'Owner', 'Geburtsdatum']],
])('%s: nothing is sent anywhere by itself', (_, columns) => {
  expect(mapped(columns)).toEqual({email: 'email'})
})

test('another column by its name, --map and --set go before another word', () => {
  expect(mapped(['email', 'Title', 'jobtitle'])).toEqual({email: 'email', jobtitle: 'jobtitle'})
  const map = [{column: 'x', property: 'jobtitle'}]
  expect(mapped(['email', 'Title', 'x'], portal, {map})).toEqual({email: 'email', x: 'jobtitle'})
  expect(mapped(['email', 'Title'], portal, {set: [{property: 'jobtitle', value: 'Boss'}]})).toEqual({email: 'email'})
  expect(mapped(['email', 'Title'], portal, {ignore: ['Title']})).toEqual({email: 'email'})
})

test('a word means another property for another object, and none that the portal lacks', () => {
  const firms: MappingTarget = {
    ...{object: companies, keys: [{property: 'symbol', label: 'Symbol'}]},
    properties: [property('symbol', {hasUniqueValue: true}), property('name'), property('domain'), property('city')],
  }
  const columns = ['symbol', 'Account Name', 'Domäne', 'Vorname', 'Billing City', 'Telefon']
  expect(mapped(columns, firms)).toEqual({
    symbol: 'symbol',
    'Account Name': 'name',
    Domäne: 'domain',
    'Billing City': 'city',
  })
})

test('what was found so is told, and kept with the run whatever is found later', () => {
  const mapping = compileMapping(csvRequest(['email', 'Vorname']), portal)
  expect(mapping.bySynonym).toEqual([{column: 'Vorname', property: 'firstname'}])
  expect(mapping.saved.map).toEqual([
    {column: 'email', property: 'email'},
    {column: 'Vorname', property: 'firstname'},
  ])
  const later = {...portal, properties: [...portal.properties, property('vorname')]}
  expect(compileMapping(mapping.saved, later).columns.map(each => each.property)).toEqual(['email', 'firstname'])
})

test('JSONL: a field of its own name that comes late does not go where another word sent one', () => {
  const mapping = compileMapping({...csvRequest(['email', 'Vorname']), format: 'jsonl'}, portal)
  expect(mapping.fields.get('Vorname')?.[0]?.property).toBe('firstname')
  expect(mapping.late('firstname')).toMatchObject({
    code: 'UNKNOWN_PROPERTY',
    message: expect.stringContaining('like "Vorname"'),
  })
})

describe('the tables', () => {
  const words = TABLES.flatMap(({words: fields}) => Object.values(fields).flat())

  test('hold words that are left when case, blanks and punctuation are folded, each with its source', () => {
    expect(words.filter(word => foldText(word).trim() === '')).toEqual([])
    expect(words.length).toBeGreaterThan(900)
    expect(TABLES.filter(({source}) => source.length < 20)).toEqual([])
  })

  test('have some forty fields, each with a word in most languages and a property of some object', () => {
    const languages = TABLES.slice(0, 9)
    const fields = [...new Set(languages.flatMap(({words: table}) => Object.keys(table)))]
    const targets = new Set([...PROPERTIES_OF.values()].flatMap(table => Object.keys(table)))
    expect(fields.length).toBeGreaterThanOrEqual(40)
    expect(fields.filter(field => !targets.has(field))).toEqual(['fullName'])
  })

  test('whatever columns stand together, no two go to one property, and every one that finds one is sent there alone', () => {
    const column = fc.constantFrom(...words)
    const target = {
      ...portal,
      properties: [...portal.properties, ...contactTarget.properties.filter(({name}) => name === 'numemployees')],
    }
    fc.assert(
      fc.property(fc.uniqueArray(column, {maxLength: 12, selector: foldText}), columns => {
        const mapping = compileMapping(
          csvRequest(['email', ...columns.filter(each => foldText(each) !== 'email')], {
            ignoreUnknown: true,
            ignoreReadOnly: true,
          }),
          target,
        )
        const properties = mapping.columns.map(each => each.property)
        expect(new Set(properties).size).toBe(properties.length)
      }),
      {numRuns: 200},
    )
  })
})
