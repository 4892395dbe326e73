import {expect, test} from 'vitest'
import {inEngineWords} from '../../../src/engines/words/engine-words.js'
import {AppError} from '../../../src/errors/app-error.js'
import {addFlags, type NextStep, ours, say} from '../../../src/errors/next-step.js'

const PIPELINE = say('run the whole pipeline again', 'it continues behind the last state')

test.each<[string, AppError, readonly NextStep[]]>([
  [
    'a lock',
    new AppError('LOCKED', 'Another run writes.', {
      next: [addFlags(['--wait-lock', '10m']), say('the same command once it ended')],
    }),
    [PIPELINE],
  ],
  [
    'a full disk',
    new AppError('DISK_FULL', 'No room.', {next: [say('free some space, then run the same command with --resume')]}),
    [PIPELINE],
  ],
  [
    'a missing scope',
    new AppError('SCOPE_MISSING', 'No scope.', {next: [ours(['login', '--scope', 'x'])]}),
    [say('correct the token or its scopes, then run the whole pipeline again', 'it continues behind the last state')],
  ],
  [
    'what can be done',
    new AppError('UNKNOWN_OBJECT', 'None.', {next: [ours(['objects']), addFlags(['--object', 'x'])]}),
    [ours(['objects'])],
  ],
  ['nothing to do', new AppError('DAILY_LIMIT', 'Used up.'), []],
])('%s: steps that need flags or a saved login are left out', (_, error, next) => {
  const told = inEngineWords(error)
  expect(told).toMatchObject({code: error.code, message: error.message, exitCode: error.exitCode})
  expect((told as AppError).next).toEqual(next)
})

test('a flag that was typed wrong is told as ever, and so is a bug', () => {
  const [usage, bug] = [new AppError('USAGE', 'No --x.', {next: [addFlags(['--y'])]}), new TypeError('x')]
  expect([inEngineWords(usage), inEngineWords(bug)]).toEqual([usage, bug])
})

test('an aside that names a flag is left out of a message', () => {
  const error = new AppError(
    'WAIT_TOO_LONG',
    'A wait of 7200 s, longer than the longest wait allowed (--max-wait). Why.',
  )
  expect(inEngineWords(error)).toMatchObject({message: 'A wait of 7200 s, longer than the longest wait allowed. Why.'})
})
