import {expect, test} from 'vitest'
import {deleteRequest} from '../../../src/terminal/flags/delete-flags.js'

const flags = {mode: 'delete', verify: false, 'dry-run': false, 'only-changed': false, full: false, set: []}
const five = {kind: 'rows', rows: 5} as const

test.each([
  ['asked on a terminal', {}, true, {verifies: false}],
  ['with a number', {'max-deletes': five}, false, {maxDeletes: 5, verifies: false}],
  ['with none at all', {'max-deletes': {kind: 'rows', rows: 0}, verify: true}, false, {maxDeletes: 0, verifies: true}],
  ['in a dry run', {'dry-run': true}, false, {verifies: false}],
  ['of another mode', {mode: 'upsert'}, false, {}],
] as const)('records may be archived %s', (_name, given, asks, expected) => {
  expect(deleteRequest({...flags, ...given}, {asks})).toEqual(expected)
})

test.each([
  ['nobody is asked and no number is given', {}, '--max-deletes N'],
  ['the number is a share', {'max-deletes': {kind: 'share', share: 0.05}}, 'a number of records'],
  ['unchanged rows are to be left out', {'max-deletes': five, 'only-changed': true}, '--only-changed'],
  ['all rows are to be written', {'max-deletes': five, full: true}, '--full'],
  ['values are to be set', {'max-deletes': five, set: ['city=Bern']}, '--set'],
  ['the mode is forgotten, and rows would be written', {mode: 'upsert', 'max-deletes': five}, '--mode delete'],
  ['the mode is forgotten beside --verify', {mode: 'update', verify: true}, '--mode delete'],
] as const)('nothing begins where %s', (_name, given, named) => {
  const asking = () => deleteRequest({...flags, ...given}, {asks: false})
  expect(asking).toThrow(expect.objectContaining({code: 'USAGE', message: expect.stringContaining(named)}))
})
