import {expect, test} from 'vitest'
import {storageError, storageTrouble, storeError} from '../../../src/shared/files/storage-trouble.js'
import {nextTexts} from '../../support/bare-steps.js'

const failing = (code: unknown): Error => Object.assign(new Error(`said ${code}`), {code})

test.each([
  ['ENOSPC', 'DISK_FULL'],
  ['EDQUOT', 'DISK_FULL'],
  ['EFBIG', 'DISK_FULL'],
  ['EIO', 'DISK_FULL'],
  ['EROFS', 'DISK_READ_ONLY'],
  ['EMFILE', 'TOO_MANY_FILES'],
  ['ENFILE', 'TOO_MANY_FILES'],
  ['ENOENT', undefined],
])('%s is %s, resumable, and says what could not be done', (code, expected) => {
  expect(storageTrouble(failing(code))).toBe(expected)
  const error = storageError('journal.jsonl could not be written', failing(code))
  expect(error?.code).toBe(expected)
  if (error === undefined) return
  expect([error.exitCode, error.message, nextTexts(error)[0]]).toEqual([
    6,
    expect.stringContaining('journal.jsonl could not be written'),
    expect.stringContaining('--resume'),
  ])
})

test('a store that does not say what it met has met a full disk, most likely', () => {
  expect(storeError('nothing could be kept', new Error('no more'))).toMatchObject({
    code: 'DISK_FULL',
    message: expect.stringContaining('no more'),
  })
  expect(storeError('nothing could be kept', failing('EROFS'))).toMatchObject({code: 'DISK_READ_ONLY'})
})
