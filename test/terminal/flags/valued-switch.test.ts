import {expect, test} from 'vitest'
import {AppError} from '../../../src/errors/app-error.js'
import {forbidValuesOfSwitches} from '../../../src/terminal/flags/valued-switch.js'

const flags = {'dry-run': {type: 'boolean'}, header: {type: 'boolean', allowNo: true}, key: {type: 'option'}}

function refusedWith(argv: readonly string[]): {message: string; next: readonly string[]} | undefined {
  try {
    forbidValuesOfSwitches({bin: 'hubspot-push', command: 'push', argv, flags}, argv)
    return undefined
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    return {message: error.message, next: error.next.map(step => ('run' in step ? step.run.join(' ') : '?'))}
  }
}

test.each([
  [['a.csv', '--dry-run=false'], '--dry-run takes no value, but "false" was given.', ['push a.csv']],
  [['--dry-run=true', 'a.csv'], '--dry-run takes no value, but "true" was given.', ['push --dry-run a.csv']],
  [['--dry-run=', 'a.csv'], '--dry-run takes no value, but "" was given.', ['push --dry-run a.csv', 'push a.csv']],
  [['--header=no', 'a.csv'], '--header takes no value, but "no" was given.', ['push --no-header a.csv']],
  [['--no-header=false', 'a'], '--no-header takes no value, but "false" was given.', ['push --header a']],
])('%j is refused with what was meant', (argv, message, next) => {
  expect(refusedWith(argv)).toEqual({message, next: next.map(words => `hubspot-push ${words}`)})
})

test.each([[['--key=email', 'a=b.csv']], [['--', '--dry-run=false']], [['--nosuch=1']]])(
  '%j is not about a switch',
  argv => {
    expect(refusedWith(argv)).toBeUndefined()
  },
)
