import {expect, test} from 'vitest'
import {AppError} from '../../src/errors/app-error.js'
import {describeAssociations} from '../../src/objects/describe-associations.js'
import {presentAssociations} from '../../src/terminal/present/objects/present-associations.js'
import {createPalette} from '../../src/terminal/text/palette.js'
import {goldenPath} from '../support/golden.js'
import {portal, property} from './portal.js'

const screen = {width: 100, palette: createPalette(false)}
const noRight = new AppError('SCOPE_MISSING', 'The login lacks the scope tickets.')
const CAR = {name: 'car', objectTypeId: '2-77', labels: {singular: 'Car', plural: 'Cars'}}

const type = (category: string, typeId: number, label: string | null) => ({category, typeId, label})
const labels = (from: string, to: string) => `/crm/associations/2026-03/${from}/${to}/labels`
const limit = (id: number, from: string, to: string, maxToObjectIds: number, name = '') => ({
  ...{id: String(id), fromObjectTypeId: from, toObjectTypeId: to, name, maxToObjectIds},
  hasUserEnforcedMaxToObjectIds: id === 37,
})

const definition = {
  associations: [
    limit(279, '0-1', '0-2', 10_000, 'CONTACT_TO_COMPANY'),
    limit(37, '0-1', '0-2', 500_000, 'boss'), // an admin's own, whatever it is
    limit(38, '0-2', '0-1', 5, 'boss'),
    limit(4, '0-1', '0-3', 500_000),
    limit(201, '0-1', '0-46', 50_000),
  ],
}

const properties = {results: [property('email'), property('ref', {hasUniqueValue: true})]}
const lists = Object.fromEntries(
  ['0-1', '0-2', '0-3', '0-7', '0-46', '2-77'].map(id => [`/crm/v3/properties/${id}`, properties]),
)

const replies = {
  '/crm-object-schemas/v3/schemas': {results: [CAR]},
  '/crm-object-schemas/v3/schemas/0-1': definition,
  ...lists,
  [labels('0-1', '0-1')]: {results: []},
  [labels('0-1', '0-2')]: {
    results: [
      type('HUBSPOT_DEFINED', 279, null),
      type('HUBSPOT_DEFINED', 1, 'Primary'),
      type('USER_DEFINED', 37, 'Boss\u001b[2J'),
    ],
  },
  [labels('0-2', '0-1')]: {
    results: [
      type('HUBSPOT_DEFINED', 280, null),
      type('HUBSPOT_DEFINED', 2, 'Primary Company'),
      type('USER_DEFINED', 38, 'Led by'),
    ],
  },
  [labels('0-1', '0-3')]: {results: [type('HUBSPOT_DEFINED', 4, null)]},
  [labels('0-1', '0-5')]: noRight,
  [labels('0-1', '0-7')]: {results: []},
  [labels('0-1', '0-8')]: new AppError('UNKNOWN_OBJECT', 'HubSpot does not know it.'),
  [labels('0-1', '0-46')]: {results: [type('HUBSPOT_DEFINED', 201, null)]},
  [labels('0-1', '2-77')]: {results: [type('USER_DEFINED', 61, 'Driver')]},
  [labels('2-77', '0-1')]: noRight,
}

test('an object with all that it can be linked to', async () => {
  const found = await describeAssociations(portal(replies), 'CONTACT')
  expect(found.associations.map(({name, plain, most, reason}) => ({name, plain, most, reason}))).toEqual([
    {name: 'companies', plain: true, most: 10_000, reason: null},
    {name: 'deals', plain: true, most: null, reason: null},
    {name: 'tickets', plain: false, most: null, reason: 'The login lacks the scope tickets.'},
    {name: 'car', plain: false, most: null, reason: null},
    {name: 'notes', plain: true, most: 50_000, reason: null},
  ])
  expect(found.associations[0]).toMatchObject({
    keys: ['ref', 'domain'],
    labels: [
      {label: 'Primary', typeId: 1, inverseLabel: 'Primary Company', most: null, primary: true},
      {label: 'Boss\u001b[2J', typeId: 37, inverseLabel: 'Led by', most: 500_000, primary: false},
    ],
  })
  expect(found.associations[3]).toMatchObject({labels: [{label: 'Driver', inverseLabel: null}]})
  const shown = presentAssociations(found, 4711, screen).join('\n')
  await expect(`${shown}\n`).toMatchFileSnapshot(goldenPath('associations.txt'))
})

test('without the right to read the definition there are labels, and no limits', async () => {
  const hubspot = portal({...replies, '/crm-object-schemas/v3/schemas/0-1': noRight})
  const {associations} = await describeAssociations(hubspot, 'CONTACT')
  expect(associations.map(({name, most}) => [name, most])).toEqual([
    ['companies', null],
    ['deals', null],
    ['tickets', null],
    ['car', null],
  ])
  expect(associations[0]?.labels.map(({inverseLabel, most}) => [inverseLabel, most])).toEqual([
    ['Primary Company', null],
    [null, null],
  ])
})

test('an object without any association says so', async () => {
  const none = Object.fromEntries(
    Object.keys(replies)
      .filter(path => path.endsWith('/labels'))
      .map(path => [path, {results: []}]),
  )
  const found = await describeAssociations(portal({...replies, ...none}), 'CONTACT')
  expect(found.associations).toEqual([])
  expect(presentAssociations(found, 4711, screen)[2]).toBe('  none: HubSpot has no association of this object')
})
