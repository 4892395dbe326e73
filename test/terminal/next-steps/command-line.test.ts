import {expect, test} from 'vitest'
import {freshCommand, resumeCommand} from '../../../src/terminal/next-steps/command-line.js'

test.each([
  [['push', 'people.csv', '--object', 'CONTACT'], 'hubspot-push push people.csv --object CONTACT --resume'],
  [['push', 'people.csv', '--resume'], 'hubspot-push push people.csv --resume'],
  [['push', 'people.csv', '--resume-run', 'R'], 'hubspot-push push people.csv --resume-run R'],
  [['push', 'people.csv', '--resume-run=R'], 'hubspot-push push people.csv --resume-run=R'],
  [['push', '--object', 'CONTACT', '--', '--resume'], 'hubspot-push push --object CONTACT --resume -- --resume'],
  [['push', 'my people.csv'], "hubspot-push push 'my people.csv' --resume"],
])('%j goes on by a command that can be pasted', (argv, expected) => {
  expect(resumeCommand('hubspot-push', argv)).toBe(expected)
})

test.each([
  [['push', 'a.csv', '--resume', '--json'], 'hubspot-push push a.csv --json'],
  [['push', '--resume-run', 'R1', 'a.csv'], 'hubspot-push push a.csv'],
  [['push', '--resume-run=R1', '--', '--resume'], 'hubspot-push push -- --resume'],
  [['push', 'a.csv'], 'hubspot-push push a.csv'],
])('%j, begun anew, is %s', (argv, expected) => {
  expect(freshCommand('hubspot-push', argv)).toBe(expected)
})
