import {expect, test} from 'vitest'
import {findObject} from '../../../src/hubspot/portal/find-object.js'
import type {ObjectDefinition} from '../../../src/hubspot/portal/portal-types.js'
import {MAIN_OBJECTS} from '../../../src/hubspot/portal/standard-objects.js'
import {stepsReading} from '../../support/bare-steps.js'

function custom(name: string, objectTypeId: string, singularLabel: string, label: string): ObjectDefinition {
  return {
    name,
    objectTypeId,
    singularLabel,
    label,
    custom: true,
    fullyQualifiedName: `p77_${name}`,
    requiredProperties: [],
  }
}

const objects = [
  ...MAIN_OBJECTS,
  custom('car', '2-11', 'Car', 'Cars'),
  custom('services_v1', '2-12', 'Service', 'Services'),
  custom('boat', '2-13', 'Vessel', 'Vessels'),
  custom('ship', '2-14', 'Vessel', 'Vessels'),
]

test.each([
  ['CONTACT', '0-1'],
  ['contacts', '0-1'],
  ['0-1', '0-1'],
  ['Company', '0-2'],
  ['COMPANIES', '0-2'],
  ['LINE_ITEM', '0-8'],
  ['line items', '0-8'],
  ['Line-Items', '0-8'],
  ['car', '2-11'],
  ['Cars', '2-11'],
  ['P77_CAR', '2-11'],
  ['p_car', '2-11'],
  ['P_Boat', '2-13'],
  ['2-11', '2-11'],
  ['boats', '2-13'],
  ['orders', '0-123'],
  ['0-162', '0-162'],
  ['CONTRACT', '0-721'],
  ['Feedback submissions', '0-19'],
  // The portal's own Services, which `objects` lists, come before HubSpot's, which few portals use.
  ['services', '2-12'],
])('%s is %s', (name, objectTypeId) => {
  expect(findObject(name, objects).objectTypeId).toBe(objectTypeId)
})

test('a label of two objects names its candidates', () => {
  expect(() => findObject('vessels', objects)).toThrow(
    expect.objectContaining({
      code: 'AMBIGUOUS_OBJECT',
      exitCode: 5,
      message: '"vessels" matches several objects: Vessels (2-13), Vessels (2-14). Use the type id of one.',
    }),
  )
})

test.each(['conatct', 'contcat'])('%s is unknown, and contacts is suggested', name => {
  expect(() => findObject(name, objects)).toThrow(
    expect.objectContaining({
      code: 'UNKNOWN_OBJECT',
      message: expect.stringMatching(/Did you mean contact/i),
      next: stepsReading(['--object contacts', 'hubspot-push objects']),
    }),
  )
})

test.each(['spaceship', '', '  ', '2-99', 's'])('"%s" is unknown, and the objects are listed', name => {
  expect(() => findObject(name, objects)).toThrow(expect.objectContaining({code: 'UNKNOWN_OBJECT'}))
})
