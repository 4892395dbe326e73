import {expect, test} from 'vitest'
import {openSource} from '../../../../src/input/open-source.js'
import {shellWords} from '../../../../src/shared/text/shell-quote.js'
import {stepsReading} from '../../../support/bare-steps.js'
import {inChunks} from '../../support/read-rows.js'

async function flagsFor(text: string): Promise<readonly string[]> {
  const source = await openSource({path: '-', format: 'csv', stdin: inChunks(Buffer.from(text), [])})
  const found = source.otherHeaders().map(({flags, columns}) => `${shellWords(flags)}: ${columns.join('/')}`)
  await source.close()
  return found.filter(each => each.startsWith('--delimiter'))
}

test.each([
  ['colons', 'email:firstname:city\na@example.com:Ann:Ulm\n', ['--delimiter :: email/firstname/city']],
  ['single blanks', 'email firstname\na@example.com Ann\n', ["--delimiter ' ': email/firstname"]],
  ['carets', 'email^firstname\na@example.com^Ann\n', ["--delimiter '^': email/firstname"]],
  ['colons in names only', 'Contact: email\na@example.com\n', []],
  ['blanks in names only', 'Customer e-mail\na@example.com\n', []],
  ['blanks of columns drawn for people', 'id firstname\n--- ---------\n  1 Ann\n', []],
])('a header cut by %s', async (_, text, flags) => {
  expect(await flagsFor(text)).toEqual(flags)
})

test('a header that cannot be read names the delimiter that reads it, as of R write.table', async () => {
  const text = '"email" "firstname"\n"1" "a@example.com" "Ann"\n'
  await expect(openSource({path: '-', format: 'csv', stdin: inChunks(Buffer.from(text), [])})).rejects.toMatchObject({
    code: 'HEADER_INVALID',
    message: expect.stringMatching(
      /text follows a closing quote\. With --delimiter ' ', its columns are "email", "firstname"\.$/,
    ),
    next: stepsReading(["--delimiter ' '", expect.stringMatching(/^head -n 1/)]),
  })
})
