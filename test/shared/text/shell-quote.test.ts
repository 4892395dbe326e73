import {execFileSync} from 'node:child_process'
import {expect, test} from 'vitest'
import {shellQuote, shellWords} from '../../../src/shared/text/shell-quote.js'

test.each([
  ['people.csv', 'people.csv'],
  ['my list.csv', "'my list.csv'"],
  ["Ann's", "'Ann'\\''s'"],
  ["'", `"'"`],
  ['\u0001', String.raw`"$(printf '\001')"`],
  ['a\rb', String.raw`"$(printf 'a\015b')"`],
  ["-it's 5% \\ \u001f", String.raw`"$(printf '\055it\047s 5%% \\ \037')"`],
  ['\ufeffemail', String.raw`"$(printf '\357\273\277email')"`],
  ['two\nlines', "'two\nlines'"],
  ['Größe 😀', "'Größe 😀'"],
])('%j is typed as %s', (word, typed) => {
  expect(shellQuote(word)).toBe(typed)
})

test.each(['sh', 'bash'])('%s reads what was quoted', shell => {
  const odd = [
    "-it's \\ \u001f",
    '\u001b[31m',
    '\u0001f0',
    "$HOME `x` \t'",
    '\u2028',
    'Größe',
    '5%s\u0001',
    'a\n\u0001\nb',
  ]
  const words = [...odd, 'a\n\u0001\n', '\\n\u0001', '--\u0001']
  const out = execFileSync(shell, ['-c', `printf '%s\\0' ${shellWords(words)}`], {encoding: 'utf8'})
  expect(out.split('\0').slice(0, -1)).toEqual(words)
})
