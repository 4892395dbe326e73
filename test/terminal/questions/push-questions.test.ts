import {expect, test} from 'vitest'
import type {FirstLook} from '../../../src/push/run/push-event.js'
import {confirmPush, pushQuestion} from '../../../src/terminal/questions/push-questions.js'

const question = {portalId: 7, profile: 'acme', object: 'contacts', key: 'email', file: 'people.csv'}
const look: FirstLook = {rows: 100, created: 77, changed: 20, unchanged: 3, rejected: 0, isAll: false, total: 1321}

test.each<[string, FirstLook | undefined, string]>([
  ['a long file', look, ' (about 1,321 rows; of the first 100: 77 new, 20 changed, 3 unchanged)'],
  [
    'a file that nothing tells the length of',
    {...look, total: undefined as never, isAll: false},
    ' (of the first 100: 77 new, 20 changed, 3 unchanged)',
  ],
  [
    'a short file',
    {...look, rows: 1, created: 0, changed: 1, unchanged: 0, isAll: true, total: 1},
    ' (1 row: 0 new, 1 changed)',
  ],
  [
    'rows that are rejected',
    {...look, rows: 3, created: 1, changed: 0, unchanged: 0, rejected: 2, isAll: true},
    ' (3 rows: 1 new, 0 changed, 2 rejected)',
  ],
  ['standard input', undefined, ''],
])('the last question names the rows of %s', (_, looked, words) => {
  expect(pushQuestion(question, looked)).toBe(
    `Upsert people.csv${words} into contacts of portal 7 (profile acme), matched on email?`,
  )
})

test('it names the list that the records join', () => {
  expect(pushQuestion({...question, list: 'Spring \u001b fair'})).toBe(
    'Upsert people.csv into contacts of portal 7 (profile acme), matched on email, and add them to the list "Spring ␛ fair"?',
  )
})

test('nothing is drawn any more when the question is put', async () => {
  const order: string[] = []
  const looking = async (): Promise<FirstLook> => {
    order.push('look')
    return look
  }
  await expect(confirmPush({...question, look: looking}, () => order.push('stop drawing'))).rejects.toMatchObject({
    code: 'USAGE',
  })
  expect(order).toEqual(['look', 'stop drawing'])
})

test.each([
  ['archived', {kind: 'archive'}, 'archived'],
  ['marked', {kind: 'mark', property: 'status', value: 'left'}, 'marked (status = left)'],
] as const)('what may be %s besides is in the question, with its limit', (_name, action, words) => {
  expect(pushQuestion({...question, gone: {action, members: 50_000, most: 2500}})).toBe(
    `Upsert people.csv into contacts of portal 7 (profile acme), matched on email? Of the 50,000 records on its list, those that the file no longer holds are ${words}: at most 2,500, else none.`,
  )
})
