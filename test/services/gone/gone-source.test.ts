import {expect, test} from 'vitest'
import {isDated} from '../../../src/services/gone/gone-source.js'

test.each([
  '/data/people-2026-11-29.csv',
  '/data/people_20261129.csv',
  '/data/20261129-people.csv',
  '/data/people.2026.11.csv',
  '/data/29.11.2026.csv',
  '/data/11-29-2026.csv',
  '/data/2026-W48.csv',
  '/exports/2026-11-29/people.csv',
  '/data/people-1764374400.csv',
  '/data/people-1764374400123.csv',
])('%s is dated', path => {
  expect(isDated(path)).toBe(true)
})

test.each([
  '/data/people.csv',
  '/data/people-2.csv',
  '/data/people-2026.csv',
  '/srv/port-8080/v1.2.3/people.csv',
  '/data/order-90210.csv',
])('%s is not', path => {
  expect(isDated(path)).toBe(false)
})
