import {AppError} from '../../errors/app-error.js'
import type {NewPropertiesQuestion, ProposalAnswer} from '../../push/plan/mapping-questions.js'
import {writeLines} from '../output/write-output.js'
import {newPropertiesTable} from '../present/objects/present-new-properties.js'
import {countOf} from '../text/format-numbers.js'
import type {Screen} from '../text/palette.js'
import {showText} from '../text/show-text.js'
import {quoted} from './mapping-choices.js'
import {askChoice, type Choice} from './prompts.js'

const FLAG = '--mapping FILE'

type Proposal = NewPropertiesQuestion['proposals'][number]

/** What becomes of each proposal: all of them at once, or one by one. Throws AppError CANCELLED. */
export async function askNewProperties(
  {object, proposals}: NewPropertiesQuestion,
  screen: Screen,
): Promise<readonly ProposalAnswer[]> {
  const shown = proposals.map(({property, ...proposal}) => ({...property, ...proposal}))
  const what = `${screen.palette.strong('New properties')} of ${showText(object.label)}`
  await writeLines(process.stderr, ['', what, '', ...newPropertiesTable(shown, screen), ''])
  const message = `Create ${countOf(proposals.length, 'property', 'properties')} of ${showText(object.label)}?`
  const answer = await askChoice({message, flag: FLAG}, FOR_ALL)
  if (answer === 'stop') throw new AppError('CANCELLED', 'Cancelled. Nothing was created or written.')
  if (answer === 'create' || answer === 'leave out') return proposals.map(() => answer)
  const answers: ProposalAnswer[] = []
  for (const proposal of proposals) answers.push(await askOne(proposal))
  return answers
}

const FOR_ALL: readonly Choice[] = [
  {name: 'Yes, as shown, before the first row is sent', value: 'create'},
  {name: 'Decide one by one', value: 'one by one'},
  {name: 'No, leave these columns out', value: 'leave out'},
  {name: 'No, stop here', value: 'stop'},
]

async function askOne({column, property, choices}: Proposal): Promise<ProposalAnswer> {
  const name = `${showText(property.label)} (${property.name})`
  const offered: readonly (Choice & {readonly value: ProposalAnswer})[] = [
    {name: `Create ${name} as ${property.type === 'string' ? 'text' : property.type}`, value: 'create'},
    ...(property.type === 'string' ? [] : [{name: `Create ${name} as text`, value: 'text'} as const]),
    ...(choices === undefined
      ? []
      : [{name: `Create ${name} as a choice of the ${choices.length} values in the file`, value: 'choice'} as const]),
    {name: 'Leave the column out', value: 'leave out'},
  ]
  const answer = await askChoice({message: `What about the column ${quoted(column)}?`, flag: FLAG}, offered)
  return offered.find(({value}) => value === answer)?.value ?? 'leave out'
}
