import {expect, test} from 'vitest'
import {flagsMeant, suggestFlags} from '../../../src/terminal/help/suggest-flag.js'
import {stepText} from '../../../src/terminal/next-steps/print-step.js'

const NAMES = [
  'object',
  'key',
  'map',
  'mapping',
  'dry-run',
  'duplicates',
  'max-rejects',
  'max-deletes',
  'header',
  'no-header',
]

test.each([
  ['--objetc', ['object']],
  ['-object', ['object']],
  ['--dry_run', ['dry-run']],
  ['--dryRun', ['dry-run']],
  ['--dryrun', ['dry-run']],
  ['--dup', ['duplicates']],
  ['--max', ['max-rejects', 'max-deletes']],
  ['--mpa', ['map']],
  ['--max-', ['max-rejects', 'max-deletes']],
  ['--no-heade', ['no-header']],
  ['-x', []],
  ['--zzz', []],
])('%s may mean %j', (word, meant) => {
  expect(flagsMeant(word, NAMES)).toEqual(meant)
})

const flags = {object: {type: 'option'}, 'dry-run': {type: 'boolean'}}
const unknown = Object.assign(new Error('Nonexistent flag'), {flags: ['--objetc=CONTACT']})

test('the whole command is printed with the flag and its value, a push as a dry run', () => {
  const typed = {bin: 'hubspot-push', command: 'push', argv: ['a b.csv', '--objetc=CONTACT'], flags}
  expect(suggestFlags(unknown, typed, true).map(stepText)).toEqual([
    "hubspot-push push 'a b.csv' --object=CONTACT --dry-run",
  ])
  expect(suggestFlags(unknown, typed, false).map(stepText)).toEqual(["hubspot-push push 'a b.csv' --object=CONTACT"])
})

test('an error that names no flag, or none that was typed, suggests nothing', () => {
  const typed = {bin: 'hubspot-push', command: 'push', argv: ['a.csv'], flags}
  expect([suggestFlags(new Error('x'), typed, true), suggestFlags(unknown, typed, true)]).toEqual([[], []])
})
