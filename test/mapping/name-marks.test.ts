import {expect, test} from 'vitest'
import {compileMapping} from '../../src/mapping/compile/compile-mapping.js'
import type {MappingTarget} from '../../src/mapping/mapping-types.js'
import {bareName} from '../../src/mapping/name-marks.js'
import {computingMs} from '../support/computing-ms.js'
import {contacts, csvRequest, property} from './support/definitions.js'

test.each([
  ['First name(s)', 'First name'],
  ['Vorname(n)', 'Vorname'],
  ['E-Mail-Adresse(n)', 'E-Mail-Adresse'],
  ['Apellido(s)', 'Apellido'],
  ['Firma（n）', 'Firma'],
  ['Name(n) der Firma', 'Name der Firma'],
  ['Name (required)', 'Name'],
  ['[Pflichtfeld] E-Mail', 'E-Mail'],
  ['Email (Optional) *', 'Email'],
  ['Prénom(s) (obligatoire)', 'Prénom'],
  ['メール（必須）', 'メール'],
])('%j is %j', (name, bare) => {
  expect(bareName(name)?.name).toBe(bare)
})

test.each([
  ...['Name', 'Email *', 'Phone (mobile)', 'Phone (2)', 'Price (net)', 'Weight (s)', 'Name(new)', 'f(x)y', '(s)'],
  ...['(required)', 'Required', 'Optional fields', 'Company (name)', 'Address (street)', '(s)he'],
])('%j says something in every part', name => {
  expect(bareName(name)).toBeUndefined()
})

test.each([' ', '(', '(s)', '(required) ', '(required)*', '*', 'a(s', '：'])(
  'a name of many %j takes no time',
  piece => {
    const name = `${piece.repeat(100_000 / piece.length)}x`
    expect(computingMs(() => bareName(name))).toBeLessThan(200)
  },
)

const portal: MappingTarget = {
  object: contacts,
  keys: [{property: 'email', label: 'Email'}],
  properties: [
    property('email', {label: 'Email'}),
    property('firstname', {label: 'First Name'}),
    property('phone', {label: 'Phone Number'}),
    property('birthday', {label: 'Birthday', type: 'date', fieldType: 'date'}),
    property('call_time', {label: 'Duration', type: 'number', fieldType: 'number'}),
    property('plan_a', {label: 'Plan'}),
    property('plan_b', {label: 'Plan'}),
    property('createdate', {label: 'Create Date', type: 'datetime', readOnly: true}),
  ],
}

function mapped(...columns: readonly string[]): Record<string, string> {
  const request = csvRequest(columns, {ignoreUnknown: true, ignoreReadOnly: true})
  return Object.fromEntries(compileMapping(request, portal).columns.map(each => [each.column, each.property]))
}

test('marks are noise, for names, labels and other words', () => {
  expect(mapped('E-Mail-Adresse(n)', 'First Name(s)', 'phone (optional)', 'Birthday (required)')).toEqual({
    ...{'E-Mail-Adresse(n)': 'email', 'First Name(s)': 'firstname', 'phone (optional)': 'phone'},
    'Birthday (required)': 'birthday',
  })
  expect(mapped('Email *', 'Vorname(n)')).toEqual({'Email *': 'email', 'Vorname(n)': 'firstname'})
})

test('a column that has the name without marks goes first, and of two with marks neither goes', () => {
  expect(mapped('Email', 'Email (optional)')).toEqual({Email: 'email'})
  expect(mapped('Email', 'Vorname(n)', 'First Name(s)')).toEqual({Email: 'email'})
  expect(mapped('Email', 'Vorname', 'First Name(s)')).toEqual({Email: 'email', Vorname: 'firstname'})
})

test('beside a measure the letter may be a unit', () => {
  expect(mapped('Email', 'Duration(s)')).toEqual({Email: 'email'})
  expect(mapped('Email', 'Duration (required)')).toEqual({Email: 'email', 'Duration (required)': 'call_time'})
})

test('what two properties may be is rejected with both', () => {
  const error = (() => {
    try {
      return compileMapping(csvRequest(['Email', 'Plan(s)']), portal)
    } catch (thrown) {
      return thrown
    }
  })()
  expect(error).toMatchObject({
    code: expect.stringMatching(/COLUMN$/),
    message: expect.stringMatching(/plan_a.*plan_b/s),
  })
})

test('what only HubSpot writes is named as such', () => {
  const compile = (): unknown => compileMapping(csvRequest(['Email', 'Create Date (optional)']), portal)
  expect(compile).toThrow(expect.objectContaining({code: 'READ_ONLY_PROPERTY'}))
})
