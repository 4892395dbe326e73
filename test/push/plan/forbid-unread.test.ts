import {expect, test} from 'vitest'
import type {AppError} from '../../../src/errors/app-error.js'
import {forbidUnread} from '../../../src/push/plan/forbid-unread.js'

const UNREAD = [
  {name: 'address', why: 'structs'},
  {name: 'tags', why: 'maps'},
  {name: 'ids', why: 'lists of lists or of structs'},
]

function forbidden(
  columns: readonly string[],
  links: Parameters<typeof forbidUnread>[0]['links'] = [],
): AppError | undefined {
  try {
    forbidUnread({columns: columns.map(column => ({column})), links}, UNREAD)
    return undefined
  } catch (error) {
    return error as AppError
  }
}

test('columns without cells may be there, as long as nothing is mapped from them', () => {
  expect(forbidden(['email', 'city'])).toBeUndefined()
})

test('one that is mapped is named, with what it holds and the flag to type', () => {
  expect(forbidden(['email', 'address'])).toMatchObject({
    code: 'MAPPING_INVALID',
    message:
      'Column "address" holds structs, which no property takes. Leave it out, or write its parts as columns of their own.',
    next: [{addFlags: ['--ignore', 'address']}],
  })
})

test('all of them are named at once, those of links and of labels, too', () => {
  expect(forbidden(['address'], [{column: 'ids', labels: {column: 'tags'}}])).toMatchObject({
    message:
      'Column "address" holds structs, "tags" holds maps, "ids" holds lists of lists or of structs, which no property takes. Leave them out, or write their parts as columns of their own.',
    next: [{addFlags: ['--ignore', 'address', '--ignore', 'tags', '--ignore', 'ids']}],
  })
})
