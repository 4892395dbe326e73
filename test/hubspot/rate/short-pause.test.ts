import {expect, test} from 'vitest'
import {pauseAfter, type ShortPause} from '../../../src/hubspot/rate/short-pause.js'

const REFUSED = {intervalMs: 10_000, mostMs: 1000}

test.each<[string, ShortPause | undefined, {sentMs: number; nowMs: number}, ShortPause]>([
  ['the first is short', undefined, {sentMs: 0, nowMs: 50}, {beganMs: 50, ms: 200}],
  ['one that left before it is part of it', {beganMs: 50, ms: 200}, {sentMs: 49, nowMs: 90}, {beganMs: 50, ms: 200}],
  ['one that left later doubles it', {beganMs: 50, ms: 200}, {sentMs: 260, nowMs: 300}, {beganMs: 300, ms: 400}],
  ['it never lasts longer than asked', {beganMs: 50, ms: 800}, {sentMs: 900, nowMs: 950}, {beganMs: 950, ms: 1000}],
  ['after an interval it is forgotten', {beganMs: 50, ms: 800}, {sentMs: 0, nowMs: 10_100}, {beganMs: 10_100, ms: 200}],
])('%s', (_what, last, refused, expected) => {
  expect(pauseAfter(last, {...REFUSED, ...refused})).toEqual(expected)
})
