import {expect, test} from 'vitest'
import {withoutLookAlikes} from '../../../src/push/line/look-alikes.js'

const row = (key: string) => ({key, orderKey: key.toLowerCase()})

test('keys that look alike are read apart, each once, and all others in one request', () => {
  expect(withoutLookAlikes(['A1', 'b', 'a1', 'A1', 'c', 'C'].map(row))).toEqual([
    ['A1', 'b', 'c'],
    ['a1', 'C'],
  ])
})

test('no keys make no request', () => expect(withoutLookAlikes([])).toEqual([]))
