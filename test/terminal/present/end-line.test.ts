import {expect, test} from 'vitest'
import {AppError} from '../../../src/errors/app-error.js'
import {ours, type PlainStep} from '../../../src/errors/next-step.js'
import {type EndFacts, endLine, errorLine} from '../../../src/terminal/present/end-line.js'

const FACTS: EndFacts = {
  status: 'finished',
  file: 'people.csv',
  object: {name: 'contacts'},
  rows: {read: 1300, rejected: 0},
  links: {rejected: 0},
  next: [ours(['rejects', 'RUN'])],
}

test.each<[string, Partial<EndFacts>, number, string]>([
  ['rejected rows', {rows: {read: 1300, rejected: 6}}, 3, '6 of 1,300 rows rejected'],
  [
    'rejected links and list entries',
    {links: {rejected: 1}, list: {rejected: 2}},
    3,
    '1 link rejected, 2 list entries rejected',
  ],
  ['a dry run', {status: 'dry-run', rows: {read: 3, rejected: 1}}, 3, '1 of 3 rows would be rejected'],
  [
    'records that stay since there are too many',
    {gone: {withheld: 900}},
    7,
    '900 records that left the file not archived or marked',
  ],
  [
    'a stop',
    {status: 'stopped', reason: {message: 'HubSpot is down.\n\nIt may\ncome back.'}},
    6,
    'HubSpot is down. It may come back',
  ],
  ['what is in no count', {}, 3, 'ended'],
])('%s', (_, facts, exitCode, what) => {
  expect(endLine({...FACTS, ...facts}, exitCode, undefined)).toBe(
    `people.csv → contacts: ${what} (exit ${exitCode}) → hubspot-push rejects RUN`,
  )
})

test('records that an undo leaves are counted, and a step asks the portal that was asked', () => {
  const undone = {object: {name: 'deals'}, leftOutCount: 2, next: [ours(['objects', 'deals'])]}
  expect(endLine(undone, 3, 'acme')).toBe(
    'runs undo → deals: 2 records left as before (exit 3) → hubspot-push objects deals --profile acme',
  )
})

test('what a file is called cannot make a second line, or paint one', () => {
  const line = endLine({...FACTS, file: 'a\nb\x1b[2J.csv', rows: {read: 2, rejected: 1}}, 3, undefined)
  expect(line).toBe('a b␛[2J.csv → contacts: 1 of 2 rows rejected (exit 3) → hubspot-push rejects RUN')
})

test('an error is its message, folded, with the first thing to type', () => {
  const steps: readonly PlainStep[] = [ours(['runs']), ours(['help'])]
  const error = new AppError<PlainStep>('FILE_EMPTY', 'people.csv is empty:\n  nothing in it.', {next: steps})
  expect(errorLine(error)).toBe('Error: people.csv is empty: nothing in it (exit 5) → hubspot-push runs')
})
