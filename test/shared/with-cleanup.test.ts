import {expect, test} from 'vitest'
import {withCleanup} from '../../src/shared/with-cleanup.js'

test('what was deferred runs after the work, last first', async () => {
  const done: string[] = []
  const result = await withCleanup(async defer => {
    defer(() => done.push('first'))
    defer(async () => done.push('second'))
    done.push('work')
    return 7
  })
  expect([result, done]).toEqual([7, ['work', 'second', 'first']])
})

test('a failure of the work is the one that is told, and everything is cleaned up', async () => {
  const done: string[] = []
  const work = withCleanup(async defer => {
    defer(() => done.push('first'))
    defer(() => {
      throw new Error('cleanup failed')
    })
    throw new Error('work failed')
  })
  await expect(work).rejects.toThrow('work failed')
  expect(done).toEqual(['first'])
})

test('a failing cleanup hides no other, and is told where the work succeeded', async () => {
  const done: string[] = []
  const work = withCleanup(async defer => {
    defer(() => done.push('first'))
    defer(() => {
      throw new Error('cleanup failed')
    })
  })
  await expect(work).rejects.toThrow('cleanup failed')
  expect(done).toEqual(['first'])
})
