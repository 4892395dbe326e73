import {describe, expect, test} from 'vitest'
import {AppError} from '../../../src/errors/app-error.js'
import {compileMapping} from '../../../src/mapping/compile/compile-mapping.js'
import type {MappingRequest, MappingTarget} from '../../../src/mapping/mapping-types.js'
import {nextTexts, stepsReading} from '../../support/bare-steps.js'
import {companyTarget, contactTarget, csvRequest, property} from '../support/definitions.js'

function targets(request: MappingRequest, target = contactTarget): Record<string, string> {
  return Object.fromEntries(compileMapping(request, target).columns.map(column => [column.column, column.property]))
}

function failure(request: MappingRequest, target: MappingTarget = contactTarget): AppError {
  try {
    compileMapping(request, target)
  } catch (error) {
    if (error instanceof AppError) return error
    throw error
  }
  throw new Error('expected a refusal')
}

describe('columns', () => {
  test('go to properties by internal name, then label, then either with case and punctuation folded', () => {
    const columns = ['E-Mail', 'firstname', 'Last Name', 'PHONE number', 'compAny_náme']
    expect(targets(csvRequest(columns))).toEqual({
      'E-Mail': 'email',
      firstname: 'firstname',
      'Last Name': 'lastname',
      'PHONE number': 'phone',
      compAny_náme: 'company',
    })
  })

  test('go where --map says, by label too, and one column may go to two properties', () => {
    const map = [
      {column: 'mail', property: 'email'},
      {column: 'org', property: 'Company Name'},
      {column: 'org', property: 'city'},
    ]
    const mapping = compileMapping(csvRequest(['mail', 'org'], {map}), contactTarget)
    expect(mapping.columns.map(({column, index, property}) => [column, index, property])).toEqual([
      ['mail', 0, 'email'],
      ['org', 1, 'company'],
      ['org', 1, 'city'],
    ])
  })

  test('are left out by --ignore, by --ignore-unknown, and when they are our own', () => {
    const mapping = compileMapping(
      csvRequest(['email', 'city', 'nonsense', '_code'], {ignore: ['City'], ignoreUnknown: true}),
      contactTarget,
    )
    expect(mapping.columns.map(({column}) => column)).toEqual(['email'])
    expect(mapping.ignored).toEqual(['city', 'nonsense', '_code'])
  })

  test('that match nothing are all named, with the flags that settle it', () => {
    const error = failure(csvRequest(['email', 'Firstnam', 'x-ray']))
    expect(error.code).toBe('UNKNOWN_COLUMN')
    expect(error.message).toBe('The columns "Firstnam", "x-ray" match no property of contacts.')
    expect(nextTexts(error)).toEqual([
      '--map Firstnam=firstname --ignore x-ray',
      '--map Firstnam=firstname --ignore-unknown',
      '--map Firstnam=firstname --create-properties     proposes new properties',
      'hubspot-push objects contacts --search Firstnam',
    ])
  })

  test('without a name are refused with the flag that leaves them out', () => {
    const error = failure(csvRequest(['email', '', '']))
    expect([error.code, nextTexts(error)]).toEqual(['UNKNOWN_COLUMN', ["--ignore ''", '--ignore-unknown']])
    expect(targets(csvRequest(['email', '', ''], {ignore: ['']}))).toEqual({email: 'email'})
  })

  test('that are numbers for want of a header need --map, and nobody guesses which', () => {
    const error = failure(csvRequest(['1', '2']))
    expect([error.code, nextTexts(error)]).toEqual(['KEY_COLUMN_MISSING', ['hubspot-push objects contacts']])
    expect(error.message).toContain('--map NUMBER=email')
  })

  test('that may be two properties are refused with both', () => {
    const error = failure(csvRequest(['email', 'Score']))
    expect([error.code, error.message]).toEqual([
      'AMBIGUOUS_COLUMN',
      '"Score" could be any of these properties of contacts: score_a (Score), score_b (Score).',
    ])
    expect(nextTexts(error)).toEqual([
      'hubspot-push objects contacts --search Score',
      '--map Score=score_a',
      '--map Score=score_b',
    ])
  })

  test('that are read-only are refused with the flag that leaves them out', () => {
    const error = failure(csvRequest(['email', 'Create Date']))
    expect([error.code, nextTexts(error)]).toEqual(['READ_ONLY_PROPERTY', ['--ignore-read-only']])
    expect(failure(csvRequest(['email', 'days_open'])).message).toContain('HubSpot calculates it')
  })

  test('are refused where two go to one property', () => {
    const error = failure(csvRequest(['email', 'E-Mail']))
    expect([error.code, error.message]).toEqual([
      'MAPPING_INVALID',
      'The columns "email" and "E-Mail" both go to property email. Leave out one of them.',
    ])
    expect(failure(csvRequest(['email', 'email'])).message).toContain(
      'The columns "email#1" and "email#2" both go to property email.',
    )
  })

  test('that --ignore misspells are refused, since they would be written; others that the file lacks do no harm', () => {
    const error = failure(csvRequest(['email', 'City'], {ignore: ['Citty']}))
    expect([error.code, nextTexts(error)]).toEqual(['MAPPING_INVALID', ['--ignore City']])
    const mapped = {map: [{column: 'City', property: 'city'}], ignore: ['Citty', 'Notes of last year']}
    expect(compileMapping(csvRequest(['email', 'City'], mapped), contactTarget).ignored).toEqual([])
  })

  test('that --map names must be in a CSV file, and its properties in the portal', () => {
    const absent = failure(csvRequest(['email', 'town'], {map: [{column: 'towns', property: 'city'}]}))
    expect([absent.code, absent.message]).toEqual([
      'MAPPING_INVALID',
      'The mapping names a column "towns", which the file does not have. Did you mean "town"?',
    ])
    const unknown = failure(csvRequest(['email', 'town'], {map: [{column: 'town', property: 'citty'}]}))
    expect([unknown.code, unknown.message]).toEqual([
      'UNKNOWN_PROPERTY',
      'Contacts have no property "citty". Did you mean city (City) or city_code (City code)?',
    ])
  })
})

describe('the key', () => {
  test('of contacts is e-mail unless another unique property is named', () => {
    expect(compileMapping(csvRequest(['email']), contactTarget)).toMatchObject({key: 'email', keyIsEmail: true})
    const named = compileMapping(csvRequest(['customer_no'], {key: 'Customer Number'}), contactTarget)
    expect(named).toMatchObject({key: 'customer_no', keyIsEmail: false})
  })

  test('of other objects is the only one there is', () => {
    expect(compileMapping(csvRequest(['Symbol', 'name']), companyTarget).key).toBe('symbol')
  })

  test('must be chosen where there are several, and made where there is none', () => {
    const several = {...companyTarget, keys: [...companyTarget.keys, {property: 'duns', label: 'DUNS'}]}
    const error = failure(csvRequest(['symbol']), several)
    expect([error.code, nextTexts(error)]).toEqual([
      'KEY_REQUIRED',
      ['hubspot-push objects companies', '--key symbol', '--key duns'],
    ])
    const none = failure(csvRequest(['symbol']), {...companyTarget, keys: []})
    expect([none.code, nextTexts(none)[0]]).toEqual(['KEY_REQUIRED', 'hubspot-push objects companies'])
  })

  test('that is not unique, such as a company domain, is refused before anything is sent', () => {
    const error = failure(csvRequest(['domain'], {key: 'domain'}), companyTarget)
    expect([error.code, nextTexts(error)]).toEqual([
      'KEY_NOT_UNIQUE',
      ['hubspot-push objects companies', '--key symbol'],
    ])
    expect(error.message).toContain('HubSpot cannot match companies on domain')
    expect(failure(csvRequest(['domain'], {key: 'dumain'}), companyTarget).code).toBe('UNKNOWN_PROPERTY')
  })

  test('needs a column; the header is named when there is none', () => {
    const error = failure(csvRequest(['Customer e-mail', 'city'], {ignoreUnknown: true}))
    expect([error.code, error.message.split('\n')]).toEqual([
      'KEY_COLUMN_MISSING',
      [
        'No column contains the key email, on which contacts are matched. The file has "Customer e-mail", "city".',
        `Perhaps it is "Customer e-mail": then add --map 'Customer e-mail=email'.`,
      ],
    ])
    expect(nextTexts(error)).toEqual(['hubspot-push objects contacts'])
    expect(failure(csvRequest(['emial', 'x-ray']))).toMatchObject({
      code: 'KEY_COLUMN_MISSING',
      next: stepsReading(['--map emial=email --ignore x-ray', 'hubspot-push objects contacts']),
    })
  })
})

describe('a mapping', () => {
  test('kept with a run comes back the same, whatever properties were added meanwhile', () => {
    const request = csvRequest(['E-Mail', 'notes', 'city'], {ignoreUnknown: true})
    const saved: unknown = JSON.parse(JSON.stringify(compileMapping(request, contactTarget).saved))
    const later = {...contactTarget, properties: [...contactTarget.properties, property('notes')]}
    const restored = compileMapping(Object.assign(compileMapping(request, contactTarget).saved, saved), later)
    expect(restored.columns.map(({column, property}) => [column, property])).toEqual([
      ['E-Mail', 'email'],
      ['city', 'city'],
    ])
  })

  test('folds plain values only: never the key, unique properties, options, or what has an effect of its own', () => {
    const {foldable} = compileMapping(csvRequest(['email']), contactTarget)
    const names = contactTarget.properties.map(({name}) => name).filter(name => foldable(name))
    expect(names).toEqual([
      'firstname',
      'lastname',
      'company',
      'city',
      'phone',
      'numemployees',
      'birthday',
      'last_seen',
      'newsletter',
      'createdate',
      'days_open',
      'score_a',
      'score_b',
    ])
  })
})

test('what every row sets is held against the rules of its property', () => {
  const rules = [{type: 'MAX_LENGTH', arguments: ['3'], normalises: false}]
  const properties = contactTarget.properties.map(each => (each.name === 'city' ? {...each, rules} : each))
  const compile = (value: string) =>
    compileMapping(csvRequest(['email'], {set: [{property: 'city', value}]}), {...contactTarget, properties})
  expect(compile('Ulm').constants).toEqual({city: 'Ulm'})
  const message = expect.stringContaining('a rule of property city (contacts) allows at most 3')
  expect(() => compile('Bonn')).toThrow(expect.objectContaining({code: 'MAPPING_INVALID', message}))
})
