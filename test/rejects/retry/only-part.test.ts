import {expect, test} from 'vitest'
import {onlyPartOf, screenRetried} from '../../../src/rejects/retry/only-part.js'
import {mapped} from '../../support/push-rows.js'
import {refused} from '../support/stored-run.js'

const LIST = {id: '7', name: 'VIPs'}
const MAPPING = {links: []}
const ofList = (more: object = {}) =>
  onlyPartOf(refused(9, {key: 'ann', list: LIST, record: ['ann'], recordId: '501', ...more})) as never

test('of a row whose place in the list was rejected, only that is sent, whatever its cells hold now', () => {
  for (const row of [mapped(1, 'another', {}), {...refused(1), key: 'bad'}]) {
    const screen = screenRetried(new Map([[1, ofList()]]), new Set())
    expect(screen(row, MAPPING)).toEqual({
      ...{kind: 'unchanged', row: 1, line: 2, key: 'ann', toJoin: {record: ['ann'], recordId: '501'}},
    })
    expect(screen(row, MAPPING)).toBe(row) // once
  }
})

test('where its values were not kept, the record is known by its id', () => {
  const part = onlyPartOf(refused(9, {key: 'sha256:12', list: LIST, recordId: '501'})) as never
  const screened = screenRetried(new Map([[1, part]]), new Set())(mapped(1, 'ann', {}), MAPPING)
  expect(screened).toMatchObject({kind: 'unchanged', key: 'ann', toJoin: {recordId: '501'}})
})

test('a rejected row is no part', () => {
  expect(onlyPartOf(refused(1, {key: 'ann'}))).toBeUndefined()
})
