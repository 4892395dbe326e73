import {describe, expect, test} from 'vitest'
import {goneRequest, parseGone} from '../../../src/terminal/flags/gone-flags.js'

test.each([
  ['archive', {kind: 'archive'}],
  ['status=left', {kind: 'mark', property: 'status', value: 'left'}],
  ['Job Title=left us = for good', {kind: 'mark', property: 'Job Title', value: 'left us = for good'}],
  ['archive=1', {kind: 'mark', property: 'archive', value: '1'}],
])('%s', (text, action) => {
  expect(parseGone(text)).toEqual(action)
})

test.each(['', 'delete', 'Archive', 'status=', '=left', ' =left', 'archive,mark'])('"%s" is refused', text => {
  expect(() => parseGone(text)).toThrow(/PROPERTY=VALUE/)
})

describe('the request', () => {
  const gone = {kind: 'archive'} as const

  test('holds what the flags say', () => {
    expect(goneRequest({mode: 'upsert'}, 'a.csv')).toEqual({})
    expect(goneRequest({mode: 'update', gone}, 'a.csv')).toEqual({gone: {action: gone}})
    const all = {mode: 'upsert', gone, source: 'people', 'max-deletes': {kind: 'share', share: 0.1}} as const
    expect(goneRequest(all, '-')).toEqual({
      gone: {action: gone, source: 'people', threshold: {kind: 'share', share: 0.1}},
    })
  })

  test.each([
    ['--mode delete', {mode: 'delete', gone}, 'a.csv', /mode delete/],
    ['--mode create', {mode: 'create', gone}, 'a.csv', /mode create/],
    ['standard input without a name', {mode: 'upsert', gone}, '-', /--source NAME/],
    ['a name without --gone', {mode: 'upsert', source: 'people'}, 'a.csv', /--gone/],
    ['an empty name', {mode: 'upsert', gone, source: ' '}, 'a.csv', /name/],
    ['a name of two lines', {mode: 'upsert', gone, source: 'a\nb'}, 'a.csv', /name/],
  ])('is refused: %s', (_name, flags, file, message) => {
    expect(() => goneRequest(flags, file)).toThrow(message)
    expect(() => goneRequest(flags, file)).toThrow(expect.objectContaining({code: 'USAGE'}))
  })
})
