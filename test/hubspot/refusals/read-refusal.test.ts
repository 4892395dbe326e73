import fc from 'fast-check'
import {expect, test} from 'vitest'
import type {PropertyDefinition} from '../../../src/hubspot/portal/portal-types.js'
import {readProblems} from '../../../src/hubspot/refusals/embedded-problems.js'
import {readRefusal} from '../../../src/hubspot/refusals/read-refusal.js'
import type {WriteInput} from '../../../src/hubspot/write-input.js'
import {company, contact, valueError} from '../support/upsert-builders.js'

function definition(type: string, more: Partial<PropertyDefinition> = {}): PropertyDefinition {
  const none = {
    options: [],
    hasUniqueValue: false,
    readOnly: false,
    calculated: false,
    hidden: false,
    externalOptions: false,
  }
  return {name: 'p', label: 'P', type, fieldType: 'text', ...none, ...more}
}

/** The refusal of one complaint about property `p`. */
function refusalOf(error: string | undefined, message: string, type?: PropertyDefinition) {
  const problem = error === undefined ? {message, name: 'p'} : {message, error, name: 'p'}
  return readRefusal(valueError(problem), {status: 207, lookup: () => type})
}

const LONG = 'x was not a valid long.'

test.each([
  ['PROPERTY_DOESNT_EXIST', 'Property "p" does not exist', undefined, 'UNKNOWN_PROPERTY'],
  ['INVALID_EMAIL', 'Email address x@y.con is invalid', undefined, 'INVALID_EMAIL'],
  ['INVALID_OPTION', 'x was not one of the allowed options: [a, b]', undefined, 'INVALID_OPTION'],
  ['INVALID_OPTION', 'x was not one of the allowed options: [true, false]', undefined, 'INVALID_BOOLEAN'],
  ['INVALID_OPTION', 'x was not one of the allowed options: []', definition('bool'), 'INVALID_BOOLEAN'],
  [
    'INVALID_OPTION',
    'x was not one of…',
    definition('enumeration', {referencedObjectType: 'OWNER'}),
    'OWNER_NOT_FOUND',
  ],
  ['INVALID_INTEGER', 'x was not a valid integer (for owner ID).', undefined, 'OWNER_NOT_FOUND'],
  ['INVALID_INTEGER', 'x was not a valid number', undefined, 'INVALID_NUMBER'],
  ['INVALID_LONG', LONG, undefined, 'INVALID_NUMBER'],
  ['INVALID_LONG', LONG, definition('number'), 'INVALID_NUMBER'],
  ['INVALID_LONG', LONG, definition('date'), 'INVALID_DATE'],
  ['INVALID_LONG', LONG, definition('datetime'), 'INVALID_DATETIME'],
  ['INVALID_DATE', '1430438400001 is at 4:0:0.0 UTC, not midnight!', undefined, 'INVALID_DATE'],
  ['INVALID_DATE', 'x', definition('datetime'), 'INVALID_DATETIME'],
  ['READ_ONLY_VALUE', '"p" is a calculated property; its value cannot be set.', undefined, 'READ_ONLY_PROPERTY'],
  ['MISSING_REQUIRED_PROPERTY', 'A value for firstname must be provided', undefined, 'REQUIRED_PROPERTY_MISSING'],
  ['CONFLICTING_UNIQUE_VALUE', 'x', undefined, 'CONFLICT'],
  ['VALUE_TOO_LONG', 'x', undefined, 'TOO_LONG'],
  [undefined, 'The value exceeds the maximum length of 65536 characters', undefined, 'TOO_LONG'],
  [undefined, 'Error creating DEAL. Some required properties were not set.', undefined, 'REQUIRED_PROPERTY_MISSING'],
  ['SOMETHING_NEW', 'x', undefined, 'REFUSED'],
] as const)('%s with the text "%s" becomes the code it means', (error, message, type, code) => {
  expect(refusalOf(error, message, type).code).toBe(code)
})

test.each([
  ['PROPERTY_DOESNT_EXIST', 'Property "p" does not exist', 'HubSpot has no property "p" here.'],
  ['INVALID_EMAIL', 'Email address x@y.con is invalid', 'HubSpot does not accept "x@y.con" as an e-mail address (p).'],
  [
    'INVALID_OPTION',
    'x was not one of the allowed options: [a]',
    'HubSpot does not accept "x" for property p: x was not one of the allowed options: [a]',
  ],
  ['INVALID_OPTION', 'x was not one of the allowed options: [true, false]', '"x" is neither true nor false (p).'],
  ['INVALID_LONG', LONG, '"x" is not a number (p).'],
  ['READ_ONLY_VALUE', 'p', 'Property p is read-only: HubSpot sets it.'],
  ['SOMETHING_NEW', 'why', 'HubSpot does not accept the value for property p (SOMETHING_NEW): why'],
])('%s is told in one sentence that names property and value', (error, message, sentence) => {
  expect(refusalOf(error, message).message).toBe(sentence)
})

const options = ['lead', 'customer', 'a;b'].map(value => ({label: value, value, hidden: false}))

test.each([
  [
    'INVALID_OPTION',
    'x was not one of the allowed options: [lead]',
    definition('enumeration', {options}),
    '"x" is not an option of property p.',
  ],
  [
    'INVALID_OPTION',
    'lead was not one of the allowed options: [customer]',
    definition('enumeration', {options}),
    QUOTING('lead', '[customer]'),
  ],
  [
    'INVALID_OPTION',
    'a;b was not one of the allowed options: []',
    definition('enumeration', {options}),
    QUOTING('a;b', '[]'),
  ],
  [
    ...(['INVALID_OPTION', 'lead;customer was not one of the allowed options: []'] as const),
    ...[definition('enumeration', {options, fieldType: 'checkbox'}), QUOTING('lead;customer', '[]')],
  ],
  [
    ...(['INVALID_OPTION', 'lead;x was not one of the allowed options: []'] as const),
    ...[definition('enumeration', {options, fieldType: 'checkbox'}), '"lead;x" is not an option of property p.'],
  ],
  [
    'INVALID_OPTION',
    's1 was not one of the allowed options: [s2]',
    definition('enumeration', {options, externalOptions: true}),
    QUOTING('s1', '[s2]'),
  ],
  [
    'INVALID_INTEGER',
    '12.5 was not a valid number',
    definition('number'),
    'HubSpot does not accept "12.5" for property p: 12.5 was not a valid number',
  ],
  ['INVALID_INTEGER', '12,5 was not a valid number', definition('number'), '"12,5" is not a number (p).'],
  [
    'INVALID_OPTION',
    'true was not one of the allowed options: [true, false]',
    definition('bool'),
    QUOTING('true', '[true, false]'),
  ],
  [
    'READ_ONLY_VALUE',
    'its value cannot be set.',
    definition('string'),
    'HubSpot does not accept the value for property p: its value cannot be set.',
  ],
  [
    'READ_ONLY_VALUE',
    'its value cannot be set.',
    definition('string', {readOnly: true}),
    'Property p is read-only: HubSpot sets it.',
  ],
  [
    'PROPERTY_DOESNT_EXIST',
    'Property "p" does not exist',
    definition('string'),
    'HubSpot does not accept the value for property p: Property "p" does not exist',
  ],
] as const)('%s, "%s": our own sentence only where the definition bears it out', (error, message, type, sentence) => {
  expect(refusalOf(error, message, type).message).toBe(sentence)
})

function QUOTING(value: string, allowed: string): string {
  return `HubSpot does not accept "${value}" for property p: ${value} was not one of the allowed options: ${allowed}`
}

const ANN_EXISTS = {category: 'CONFLICT', message: 'Contact already exists. Existing ID: 123'}
const byNumber = (properties: Record<string, string>): WriteInput => ({
  ...company('7', properties),
  idProperty: 'customer_no',
})

test.each([
  ['by another key', byNumber({email: 'ann@x.co'}), 'email', 'ann@x.co'],
  ['by its e-mail', contact('ann@x.co'), 'email', 'ann@x.co'],
  [
    'of an additional e-mail',
    byNumber({hs_additional_emails: 'a@x.co;b@x.co'}),
    'hs_additional_emails',
    'a@x.co;b@x.co',
  ],
  ['of one e-mail or the other', byNumber({email: 'ann@x.co', hs_additional_emails: 'a@x.co'}), undefined, undefined],
])('a conflict of e-mails names property, value and record: %s', (_, input, property, value) => {
  const refusal = readRefusal(ANN_EXISTS, {status: 409, input})
  expect([refusal.code, refusal.property, refusal.value, refusal.existingId]).toEqual([
    'CONFLICT',
    property,
    value,
    '123',
  ])
  if (value !== undefined)
    expect(refusal.message).toBe(`"${value}" of property ${property} already belongs to another record: 123.`)
})

test('a conflict of e-mails without an id, and one of the legacy API, name property and value', () => {
  const input = byNumber({email: 'ann@x.co'})
  const message = '"ann@x.co" of property email already belongs to another record.'
  expect(readRefusal({message: 'Contact already exists'}, {status: 409, input})).toMatchObject({
    code: 'CONFLICT',
    property: 'email',
    message,
  })
  expect(readRefusal({error: 'CONTACT_EXISTS', message: 'x'}, {status: 409, input})).toMatchObject({
    code: 'CONFLICT',
    property: 'email',
  })
})

test('a value that quotes HubSpot misleads nobody about the record that holds it', () => {
  const value = 'x} on 1. 99 already has that value. Existing ID: 98'
  const message = `Cannot set PropertyValueCoordinates{objectType=COMPANY, propertyName=code, value=${value}} on 11. 22 already has that value.`
  const input = company('A', {code: value})
  expect(readRefusal({category: 'VALIDATION_ERROR', message}, {status: 400, input})).toMatchObject({
    property: 'code',
    value,
    existingId: '22',
    recordId: '11',
  })
})

test.each([
  'already has that value',
  'required property that must be provided',
  'its value cannot be set',
  'too long for me',
  'one of [crm.objects.contacts.write] (requires one of [crm.import])',
])('a value that says "%s" does not decide the code', value => {
  const error = {message: `The rule of the admin does not allow ${value} here`, category: 'VALIDATION_ERROR'}
  expect(readRefusal(error, {status: 400, input: company('A', {city: value})})).toMatchObject({code: 'REFUSED'})
  expect(readRefusal(error, {status: 400, input: company('A', {city: value})}).message).toContain(
    'The rule of the admin',
  )
})

test('a unique value held by another record names property, value and record', () => {
  const message =
    'Cannot set PropertyValueCoordinates{objectType=COMPANY, propertyName=id_hotel, value=ChIJ123} on 11. 22 already has that value.'
  expect(readRefusal({category: 'VALIDATION_ERROR', message}, {status: 400})).toMatchObject({
    code: 'CONFLICT',
    property: 'id_hotel',
    value: 'ChIJ123',
    existingId: '22',
    recordId: '11',
  })
})

test('a conflict names the record that holds the value, a missing scope its name', () => {
  const conflict = {
    message: 'Cannot set … on 11. 22 already has that value.',
    context: {propertyName: ['code'], conflictingValue: ['A']},
  }
  expect(readRefusal(conflict, {status: 207}).message).toBe(
    '"A" of property code already belongs to another record: 22.',
  )
  const scopes = {
    category: 'MISSING_SCOPES',
    message: 'no',
    context: {requiredGranularScopes: ['crm.objects.custom.write']},
  }
  expect(readRefusal(scopes, {status: 207})).toMatchObject({
    code: 'REFUSED',
    message: 'The login lacks the scope crm.objects.custom.write for this.',
  })
})

test('required properties are named from the context', () => {
  const error = {
    message: 'Error creating DEAL. Some required properties were not set.',
    context: {properties: ['dealstage']},
  }
  expect(readRefusal(error, {status: 400})).toMatchObject({code: 'REQUIRED_PROPERTY_MISSING', property: 'dealstage'})
})

test('several bad values of one row are all kept, the first one told in full', () => {
  const problems = [
    {message: 'x was not a valid long.', error: 'INVALID_LONG', name: 'size'},
    {message: 'Property "b" does not exist', error: 'PROPERTY_DOESNT_EXIST', name: 'b'},
    {message: 'Property "b" does not exist', error: 'PROPERTY_DOESNT_EXIST', name: 'b'},
  ]
  const error = {message: `Property values were not valid: ${JSON.stringify(problems)}`}
  const refusal = readRefusal(error, {status: 207, input: contact('a@x.co', {size: 'XL'})})
  expect(refusal.message).toBe('"XL" is not a number (size). 1 more of its values is rejected: b.')
  expect(refusal.problems).toMatchObject([
    {code: 'INVALID_NUMBER', value: 'XL'},
    {code: 'UNKNOWN_PROPERTY', property: 'b'},
  ])
})

test('where the embedded JSON is cut off, errors[] tells, else what is left of the text', () => {
  const cut =
    'Property values were not valid: [{"isValid":false,"message":"Property \\"no\\" does not exist","error":"PROPERTY_DOESNT_EXIST","name":"no"},{"isVa'
  const errors = [
    {message: 'Property "yes" does not exist', code: 'PROPERTY_DOESNT_EXIST', context: {propertyName: ['yes']}},
  ]
  expect(readRefusal({message: cut, errors}, {status: 400})).toMatchObject({code: 'UNKNOWN_PROPERTY', property: 'yes'})
  expect(readRefusal({message: cut}, {status: 400})).toMatchObject({code: 'UNKNOWN_PROPERTY', property: 'no'})
})

test('legacy validationResults are read too', () => {
  const validationResults = [
    {isValid: false, message: 'Email address x is invalid', error: 'INVALID_EMAIL', name: 'email'},
  ]
  expect(readRefusal({validationResults, message: 'Property values were not valid'}, {status: 400})).toMatchObject({
    code: 'INVALID_EMAIL',
    property: 'email',
    value: 'x',
  })
})

test('a very long text is cut, a huge value too', () => {
  expect(refusalOf('SOMETHING_NEW', 'y'.repeat(10_000)).message.length).toBeLessThan(400)
  expect(refusalOf('INVALID_LONG', `${'y'.repeat(10_000)} was not a valid long.`).message.length).toBeLessThan(200)
})

test('whatever an error body holds, it is read without a crash and with at least one problem', () => {
  fc.assert(
    fc.property(fc.object(), fc.string(), (body, text) => {
      const error = {...body, message: `Property values were not valid: ${text}`}
      expect(readProblems(error).length).toBeGreaterThan(0)
      expect(readProblems(body).length).toBeGreaterThan(0)
      const refusal = readRefusal(error, {status: 400})
      expect(refusal.message.length).toBeGreaterThan(0)
      expect(refusal.problems[0]?.code).toBe(refusal.code)
    }),
  )
})

test.each([
  [
    'MISSING_CONDITIONAL_REQUIRED_PROPERTY',
    'zip is required because of a conditional property rule based on [country]',
    true,
  ],
  ['MISSING_REQUIRED_PROPERTY', 'A value for zip must be provided', undefined],
])('%s: whether the demand hangs on another value is told', (error, message, isConditional) => {
  expect(refusalOf(error, message)).toMatchObject({code: 'REQUIRED_PROPERTY_MISSING'})
  expect(refusalOf(error, message).problems[0]?.isConditional).toBe(isConditional)
})
