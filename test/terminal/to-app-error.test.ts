import {expect, test} from 'vitest'
import {AppError} from '../../src/errors/app-error.js'
import {ours} from '../../src/errors/next-step.js'
import {toAppError} from '../../src/terminal/to-app-error.js'
import {nextTexts, stepsReading} from '../support/bare-steps.js'

const failed = {bin: 'hubspot-push', command: 'rejects retry', argv: ['my run', '--json']}

test('an AppError keeps its code, sentence and next steps', () => {
  const error = toAppError(new AppError('LOCKED', 'Run x holds the lock.', {next: [ours(['runs', 'x'])]}), failed)
  expect({...error, message: error.message}).toMatchObject({
    code: 'LOCKED',
    message: 'Run x holds the lock.',
    next: stepsReading(['hubspot-push runs x']),
    exitCode: 6,
  })
})

test('a usage error without a next step points to the help of its command', () => {
  const error = toAppError(new AppError('USAGE', 'Not like this.'), failed)
  expect(nextTexts(error)).toEqual(['hubspot-push rejects retry --help'])
})

test("the frame that oclif's parser puts around a message is taken off, the flag's name kept", () => {
  const error = toAppError(
    new AppError('USAGE', 'Parsing --max-wait \n\t"5" is not a duration.\nSee more help with --help'),
    failed,
  )
  expect(error.message).toBe('--max-wait: "5" is not a duration.')
})

test("oclif's usage errors become USAGE with their sentence alone", () => {
  const thrown = Object.assign(
    new Error(
      'The following error occurred:\n  \u001b[2mNonexistent flag: --nope\u001b[22m\nSee more help with --help',
    ),
    {
      oclif: {exit: 2},
      parse: {input: {context: {config: 'secret'}}},
    },
  )
  expect(toAppError(thrown, failed)).toMatchObject({code: 'USAGE', message: 'Nonexistent flag: --nope', exitCode: 2})
})

test('a full disk is resumable and names the file', () => {
  const thrown = Object.assign(new Error('ENOSPC: no space left on device'), {
    code: 'ENOSPC',
    path: '/data/runs/x/journal.jsonl',
  })
  expect(toAppError(thrown, failed)).toMatchObject({code: 'DISK_FULL', exitCode: 6})
  expect(toAppError(thrown, failed).message).toContain('/data/runs/x/journal.jsonl')
})

test.each([
  ['EROFS', 'DISK_READ_ONLY'],
  ['EMFILE', 'TOO_MANY_FILES'],
])('%s is resumable as well', (code, expected) => {
  const thrown = Object.assign(new Error(`${code}: it cannot`), {code, path: '/data/runs'})
  expect(toAppError(thrown, failed)).toMatchObject({
    code: expected,
    exitCode: 6,
    message: expect.stringContaining('/data/runs'),
  })
})

test('everything else is a bug, with the command that shows its stack', () => {
  const error = toAppError(new TypeError('x is undefined'), failed)
  expect(error).toMatchObject({
    code: 'BUG',
    exitCode: 1,
    next: stepsReading(["DEBUG=hubspot-push hubspot-push rejects retry 'my run' --json"]),
  })
  expect(error.message).toContain('TypeError: x is undefined')
})

test('even a thrown string is a bug with its text', () => {
  expect(toAppError('boom', failed).message).toContain('boom')
})

test('a directory of another user is no bug: it is named, with where to choose another', () => {
  const thrown = Object.assign(new Error('EACCES: permission denied'), {code: 'EACCES', path: '/srv/my data/runs'})
  expect(toAppError(thrown, failed)).toMatchObject({
    ...{code: 'USAGE', exitCode: 2, message: '/srv/my data/runs cannot be used: permission denied (EACCES).'},
    next: stepsReading(["ls -ld '/srv/my data'", expect.stringContaining('hubspot-push help environment')]),
  })
})

test('a place where no directory can be made is no bug, other files that are missing are', () => {
  const missing = {code: 'ENOENT', path: '/proc/x'}
  const made = Object.assign(new Error('ENOENT'), {...missing, syscall: 'mkdir'})
  const opened = Object.assign(new Error('ENOENT'), {...missing, syscall: 'open'})
  expect(toAppError(made, failed)).toMatchObject({
    ...{code: 'USAGE', message: '/proc/x cannot be used: directories cannot be made there (ENOENT).'},
  })
  expect(toAppError(opened, failed)).toMatchObject({code: 'BUG'})
})
