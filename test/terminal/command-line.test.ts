import {expect, test} from 'vitest'
import {resumeCommand} from '../../src/terminal/command-line.js'

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
