import {expect, test} from 'vitest'
import type {ColumnQuestion} from '../../../src/push/plan/mapping-questions.js'
import * as choices from '../../../src/terminal/questions/mapping-choices.js'
import {presentMapping} from '../../../src/terminal/questions/mapping-prompts.js'
import type {Choice} from '../../../src/terminal/questions/prompts.js'
import {createPalette} from '../../../src/terminal/text/palette.js'
import {companies, contacts, property} from '../../mapping/support/definitions.js'
import {goldenPath} from '../../support/golden.js'

const screen = {width: 80, palette: createPalette(false)}
const [email, lastname] = [property('email', {label: 'Email'}), property('lastname', {label: 'Last Name'})]
const hostile = property('hostile', {label: 'Red\u001b[31m\nand\u202eback'})
const long = property('long', {
  label: 'A label that goes on and on, well beyond what one line of a question can hold at all',
})
const column: ColumnQuestion = {
  ...{column: 'Surname\u001b[2J', object: contacts, reason: 'unknown', isSure: true},
  ...{guesses: [lastname, hostile], free: [lastname, hostile, long]},
}

function shown(message: string, offered: readonly Choice[]): string {
  return [`? ${message}`, ...offered.map(({name}) => `  ${name}`), ''].join('\n')
}

test('each question is one that a person can read, whatever files and portals call things', async () => {
  const key = {property: 'email', label: 'Email', column: 'E-Mail'}
  const other = {property: 'vat_id', label: 'VAT\u001b]0;x\u0007 id'}
  const keyColumn = {object: contacts, key: other, columns: ['Mail', 'Name\r'], isSure: false, others: [key]}
  const review = {
    ...{object: contacts, key: 'email'},
    columns: [
      {column: 'Mail', property: email, canChange: false},
      {column: 'Surname\u001b[2J', property: hostile, canChange: true},
      {column: 'x', canChange: true},
      {column: '', canChange: false},
    ],
  }
  const texts = [
    shown(
      'Which object do the rows go to?',
      choices.objectChoices([contacts, {...companies, label: 'Firms\u001b[0m'}]),
    ),
    shown(choices.keyMessage(companies), choices.keyChoices([key, other])),
    shown(choices.keyColumnMessage(keyColumn), choices.keyColumnChoices(keyColumn)),
    ...(['unknown', 'ambiguous', 'read-only', 'changed'] as const).map(reason =>
      shown(choices.columnMessage({...column, reason}), []),
    ),
    shown(choices.columnMessage(column), choices.columnChoices(column)),
    shown(choices.columnMessage(column), choices.columnChoices({...column, isSure: false})),
    shown(
      choices.columnMessage({...column, guesses: [], free: []}),
      choices.columnChoices({...column, guesses: [], free: []}),
    ),
    shown('(search) la', choices.searchChoices('la', column)),
    ...presentMapping(review, screen),
    shown('Is this right?', choices.reviewChoices(review, true)),
    shown('Is this right? (with --save-mapping)', choices.reviewChoices({...review, columns: []}, false)),
    shown('Which column?', choices.changeChoices(review)),
  ]
  await expect(texts.join('\n')).toMatchFileSnapshot(goldenPath('mapping-questions.txt'))
})

test('an answer means what was chosen, even for columns that are called like other answers', () => {
  const tricky = {
    object: contacts,
    key: {property: 'email', label: 'Email'},
    columns: ['key:x', 'column:y', 'leave-out'],
    isSure: true,
    others: [],
  }
  expect(choices.keyColumnChoices(tricky).map(({value}) => choices.readKeyColumn(value))).toEqual([
    {column: 'key:x'},
    'none',
    {column: 'column:y'},
    {column: 'leave-out'},
  ])
  const named = property(choices.SEARCH)
  expect(choices.columnChoices({...column, guesses: [named]}).map(({value}) => value)[0]).not.toBe(choices.SEARCH)
})
