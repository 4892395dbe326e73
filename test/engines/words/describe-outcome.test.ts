import {expect, test} from 'vitest'
import {stepAfter} from '../../../src/engines/words/describe-outcome.js'
import {EXIT} from '../../../src/errors/error-codes.js'

test.each([
  [EXIT.resumable, 'run the whole pipeline again'],
  [EXIT.login, 'correct the token or its scopes, then run the whole pipeline again'],
  [
    EXIT.tooManyRejects,
    'raise max_deletes in the configuration if these deletions are intended, then run the whole pipeline again',
  ],
])('a run that ended with %s is not just repeated where that cannot help', (exitCode, text) => {
  expect(stepAfter({exitCode})).toEqual({say: text, note: 'it continues behind the last state'})
})
