import {expect, test} from 'vitest'
import {typesOf, withTypes} from '../../../src/rows/cell-types.js'
import type {Reject} from '../../../src/rows/rows.js'
import {readRejects, type StoredReject} from '../../../src/runs/journal/read-rejects.js'
import {rejectLine, rejectLineWithoutValues} from '../../../src/runs/journal/reject-line.js'
import {parseExactJson} from '../../../src/shared/text/exact-json.js'
import {runRecord, storeRun} from '../../rejects/support/stored-run.js'

const reject: Reject = {
  ...{
    kind: 'reject',
    row: 3,
    line: 4,
    key: 'ann@example.com',
    code: 'INVALID_NUMBER',
    property: 'age',
    value: 'forty',
    attempts: 1,
  },
  ...{
    message: '"forty" is no number.',
    status: 400,
    correlationId: 'c-1',
    record: ['ann@example.com', 'forty'],
    raw: 'ann@example.com,forty',
  },
}

test('a reject is one line, whatever its values hold', () => {
  const line = rejectLine({...reject, value: 'a\nb\u2028c'})
  expect(line.indexOf('\n')).toBe(line.length - 1)
  expect(JSON.parse(line)).toEqual({...reject, value: 'a\nb\u2028c', kind: undefined})
})

test('numbers of a JSON row come back with the characters they had', () => {
  const record = parseExactJson('{"id":9007199254740993,"version":1.10,"deep":[2.0]}') as Record<string, unknown>
  const line = rejectLine({...reject, record})
  expect(line).toContain('"record":{"id":9007199254740993,"version":1.10,"deep":[2.0]}')
  expect(parseExactJson(line)).toMatchObject({record})
})

test('without values nothing that the row held is left, and equal keys can still be told', () => {
  const line = rejectLineWithoutValues(reject)
  expect(line).not.toMatch(/ann|forty|example/)
  expect(JSON.parse(line)).toEqual({
    ...{row: 3, line: 4, code: 'INVALID_NUMBER', attempts: 1, key: expect.stringMatching(/^sha256:[0-9a-f]{32}$/)},
    message: 'The values of this row were not stored (--no-store-values).',
  })
  expect(rejectLineWithoutValues({...reject, row: 9})).toContain(JSON.parse(line).key)
})

test('a row without a key has none without values either', () => {
  const {key: _key, ...keyless} = reject
  expect(JSON.parse(rejectLineWithoutValues(keyless))).not.toHaveProperty('key')
})

test('what the cells of a workbook are is written beside them, and read again', async () => {
  const record = withTypes(['ann@example.com', '#N/A'], ' e')
  expect(rejectLine({...reject, record})).toContain('"record":["ann@example.com","#N/A"],')
  const stored = await storeRun(runRecord({header: ['email', 'age']}), [
    {...reject, record, row: 1},
    {...reject, row: 2},
  ])
  const read: StoredReject[] = []
  for await (const each of readRejects(stored)) read.push(each)
  expect(read.map(each => [each.record, typesOf(each.record)])).toEqual([
    [record, ' e'],
    [reject.record, undefined],
  ])
  expect(read.every(each => !('types' in each))).toBe(true)
})

test('without values, a rejected place in a list keeps the list and the record', () => {
  const part = {list: {id: '7', name: 'VIPs'}, recordId: '501', code: 'LIST_REFUSED' as const}
  expect(JSON.parse(rejectLineWithoutValues({...reject, ...part}))).toMatchObject(part)
})
