import {expect, test} from 'vitest'
import {suggestCommands} from '../../../src/terminal/help/suggest-command.js'
import {stepText} from '../../../src/terminal/next-steps/print-step.js'

const COMMANDS = ['push', 'objects', 'objects create-key', 'rejects', 'rejects retry', 'runs', 'login', 'logout']

test.each([
  {typed: ['pusj', 'a b.csv', '--object', 'CONTACT'], first: "hubspot-push push 'a b.csv' --object CONTACT"},
  {typed: ['reject', 'retry'], first: 'hubspot-push rejects retry'},
  {typed: ['object'], first: 'hubspot-push objects'},
  {typed: ['something-else'], first: 'hubspot-push --help'},
  {typed: [], first: 'hubspot-push --help'},
])('"$typed" is answered with "$first"', ({typed, first}) => {
  const suggested = suggestCommands('hubspot-push', typed, COMMANDS).map(stepText)
  expect({first: suggested[0], last: suggested.at(-1)}).toEqual({first, last: 'hubspot-push --help'})
})
