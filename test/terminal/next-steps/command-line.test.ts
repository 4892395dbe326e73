import {expect, test} from 'vitest'
import {freshCommand, resumeCommand, withoutDryRun} from '../../../src/terminal/next-steps/command-line.js'
import {stepText} from '../../../src/terminal/next-steps/print-step.js'

const flags = {'resume-run': {type: 'option'}, note: {type: 'option'}, resume: {type: 'boolean'}}
const typed = (argv: readonly string[]) => ({bin: 'hubspot-push', command: 'push', argv, flags})

test.each([
  [['people.csv', '--object', 'CONTACT'], 'hubspot-push push people.csv --object CONTACT --resume'],
  [['people.csv', '--resume'], 'hubspot-push push people.csv --resume'],
  [['people.csv', '--resume-run', 'R'], 'hubspot-push push people.csv --resume-run R'],
  [['people.csv', '--resume-run=R'], 'hubspot-push push people.csv --resume-run=R'],
  [['--object', 'CONTACT', '--', '--resume'], 'hubspot-push push --object CONTACT --resume -- --resume'],
  [['my people.csv'], "hubspot-push push 'my people.csv' --resume"],
])('%j goes on by a command that can be pasted', (argv, expected) => {
  expect(stepText(resumeCommand(typed(argv)))).toBe(expected)
})

test.each([
  [['a.csv', '--resume', '--json'], 'hubspot-push push a.csv --json'],
  [['--resume-run', 'R1', 'a.csv'], 'hubspot-push push a.csv'],
  [['--resume-run=R1', '--', '--resume'], 'hubspot-push push -- --resume'],
  [['a.csv', '--note', '--resume'], 'hubspot-push push a.csv --note --resume'],
  [['a.csv'], 'hubspot-push push a.csv'],
])('%j, begun anew, is %s', (argv, expected) => {
  expect(stepText(freshCommand(typed(argv)))).toBe(expected)
})

test.each([
  [['a.csv', '--dry-run', '--json'], 'hubspot-push push a.csv --json'],
  [['--note', '--dry-run', '--dry-run', '--', '--dry-run'], 'hubspot-push push --note --dry-run -- --dry-run'],
])('%j, for which a dry run was made, is %s', (argv, expected) => {
  expect(stepText(withoutDryRun(typed(argv)))).toBe(expected)
})
