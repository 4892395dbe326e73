import fc from 'fast-check'
import {expect, test} from 'vitest'
import type {LinkType} from '../../../src/hubspot/associations/association-calls.js'
import type {AssociationDefinition} from '../../../src/hubspot/associations/association-definitions.js'
import {inverseOf} from '../../../src/hubspot/associations/inverse-label.js'

const user = (typeId: number, label: string | null): LinkType => ({category: 'USER_DEFINED', typeId, label})
const hubspot = (typeId: number, label: string | null): LinkType => ({category: 'HUBSPOT_DEFINED', typeId, label})
const there = (typeId: number, name: string): AssociationDefinition => ({
  ...{typeId, name, most: null},
  ...{from: '0-1', to: '0-2'},
})
const back = (typeId: number, name: string): AssociationDefinition => ({
  ...{typeId, name, most: null},
  ...{from: '0-2', to: '0-1'},
})
const self = (typeId: number, name: string): AssociationDefinition => ({
  ...{typeId, name, most: null},
  ...{from: '0-1', to: '0-1'},
})

interface Case {
  readonly types: readonly LinkType[]
  readonly inverse?: readonly LinkType[]
  readonly definitions?: readonly AssociationDefinition[]
  readonly is: readonly (number | undefined)[]
}

test.each<[string, Case]>([
  [
    'the internal name decides, against the text',
    {
      types: [user(1, 'Lead'), user(3, 'Follower')],
      inverse: [user(2, 'Follower'), user(4, 'Lead')],
      definitions: [there(1, 'a'), back(2, 'a'), there(3, 'b'), back(4, 'b')],
      is: [2, 4],
    },
  ],
  ['without names one text on both sides', {types: [user(1, 'Buyer')], inverse: [user(2, 'Buyer')], is: [2]}],
  [
    'a text that several have, and a label that is younger than the definition, are not guessed at',
    {
      types: [user(1, 'Buyer'), user(3, 'Buyer'), user(5, 'Mentor')],
      inverse: [user(2, 'Buyer'), user(4, 'Buyer'), user(6, 'Pupil')],
      is: [undefined, undefined, undefined],
    },
  ],
  [
    "HubSpot's label and the portal's of one text are apart",
    {
      types: [hubspot(931, 'Billing contact'), user(28, 'Billing contact'), user(37, 'Adviser')],
      inverse: [hubspot(930, 'Billing contact'), user(29, 'Billing contact'), user(38, 'Adviser')],
      definitions: [there(28, 'bill'), back(29, 'bill')],
      is: [undefined, 29, 38],
    },
  ],
  [
    'equal numbers of two categories are told apart by nothing, so the name is not used',
    {
      types: [hubspot(1, 'Primary'), user(1, 'Boss')],
      inverse: [hubspot(2, 'Primary Company'), user(2, 'Staff')],
      definitions: [there(1, 'CONTACT_TO_COMPANY'), there(1, 'boss'), back(2, 'COMPANY_TO_CONTACT'), back(2, 'boss')],
      is: [2, undefined],
    },
  ],
  [
    'of an object with itself the other one of a name; a single label is its own other side',
    {
      types: [user(45, 'Manager'), user(46, 'Employee'), user(47, 'Friend')],
      definitions: [self(45, 'm'), self(46, 'm'), self(47, 'f')],
      is: [46, 45, 47],
    },
  ],
  ['of an object with itself a text tells nothing', {types: [user(45, 'Manager')], is: [undefined]}],
  ['parent and child companies', {types: [hubspot(13, 'Child'), hubspot(14, 'Parent')], is: [14, 13]}],
])('%s', (_, {types, inverse, definitions = [], is}) => {
  const direction = {from: '0-1', to: inverse === undefined ? '0-1' : '0-2'}
  const both = {direction, types, inverse: inverse ?? types, definitions}
  expect(types.map(type => inverseOf(type, both)?.typeId)).toEqual(is)
})

test('two labels never have the same other side', () => {
  const label = fc.constantFrom('A', 'B', 'C')
  const sides = fc.array(fc.tuple(label, label, fc.boolean()), {maxLength: 6})
  fc.assert(
    fc.property(sides, made => {
      const types = made.map(([text], at) => user(2 * at, text))
      const inverse = made.map(([, text], at) => user(2 * at + 1, text))
      const definitions = made.flatMap(([, , isTold], at) =>
        isTold ? [there(2 * at, `n${at}`), back(2 * at + 1, `n${at}`)] : [],
      )
      const both = {direction: {from: '0-1', to: '0-2'}, types, inverse, definitions}
      const found = types.flatMap(type => inverseOf(type, both)?.typeId ?? [])
      expect(new Set(found).size).toBe(found.length)
    }),
  )
})
