import {expect, test} from 'vitest'
import {inSettings} from '../../../src/shared/text/setting-words.js'

test.each([
  ['Leave it out with --ignore.', 'Leave it out with "ignore" in the configuration.'],
  [
    'map it, or leave it out with --ignore-unknown.',
    'map it, or leave it out with "ignore_unknown" in the configuration.',
  ],
  [
    '"1,234" is 1234 (push with --thousands ,) or 1.234 (push with --decimal-comma)',
    '"1,234" is 1234 (send it again by `rejects retry` with --thousands ,) or 1.234 (send it again by `rejects retry` with --decimal-comma)',
  ],
  ['a column, or push with --set.', 'a column, or push with "set" in the configuration.'],
  ['No flag at all.', 'No flag at all.'],
])('%s', (message, told) => {
  expect(inSettings(message)).toBe(told)
})
