import {parse} from 'node:path'
import {AppError} from '../../errors/app-error.js'
import {addFlags} from '../../errors/next-step.js'
import type {MappingQuestions, MappingReview, ReviewAnswer, ReviewedColumn} from '../../push/plan/mapping-questions.js'
import {completeStep} from '../next-steps/complete-step.js'
import {presentNext} from '../next-steps/print-step.js'
import type {TypedCommand} from '../next-steps/typed-command.js'
import {writeLines} from '../output/write-output.js'
import {fitTable, type TableColumn} from '../text/fit-table.js'
import type {Screen} from '../text/palette.js'
import {showBlock, showText} from '../text/show-text.js'
import {wrapText} from '../text/wrap-text.js'
import * as choices from './mapping-choices.js'
import {askNewProperties} from './new-properties-questions.js'
import {askChoice, askSearch, askText} from './prompts.js'

interface MappingQuestionsRequest {
  readonly file: string
  readonly typed: TypedCommand
  readonly screen: Screen
  /** False where the command saves the mapping anyway. */
  readonly mayOfferToSave: boolean
}

/** The questions of a push, on the terminal. */
export function mappingQuestions(request: MappingQuestionsRequest): MappingQuestions {
  return {
    object: async (objects, problem) => {
      if (problem !== undefined) await say(showBlock(problem).split('\n'))
      return askChoice(
        {message: 'Which object do the rows go to?', flag: '--object OBJECT'},
        choices.objectChoices(objects),
      )
    },
    key: (object, keys) =>
      askChoice({message: choices.keyMessage(object), flag: '--key PROPERTY'}, choices.keyChoices(keys)),
    keyColumn: async question => {
      if (question.hint !== undefined) await say(wrapText(question.hint, request.screen.width))
      const asked = {message: choices.keyColumnMessage(question), flag: `--map COLUMN=${question.key.property}`}
      const answer = await askChoice(asked, choices.keyColumnChoices(question))
      return choices.readKeyColumn(answer)
    },
    column: async question => {
      const flag = '--map COLUMN=PROPERTY'
      const answer = await askChoice({message: choices.columnMessage(question), flag}, choices.columnChoices(question))
      if (answer === choices.LEAVE_OUT) return undefined
      if (answer !== choices.SEARCH) return choices.readProperty(answer)
      const message = `Part of the name or label of the property for ${choices.quoted(question.column)}:`
      const found = await askSearch({message, flag}, text => choices.searchChoices(text, question))
      return found === choices.LEAVE_OUT ? undefined : choices.readProperty(found)
    },
    link: async question => {
      const flag = '--associate COLUMN=OBJECT.PROPERTY'
      return (await askChoice({message: choices.linkMessage(question), flag}, choices.linkChoices(question))) === 'link'
    },
    newProperties: question => askNewProperties(question, request.screen),
    review: review => reviewMapping(review, request),
    tell: async flags => {
      const command = completeStep(addFlags(flags), request.typed)
      if (command !== undefined)
        await say(['The same command without questions:', ...presentNext([command], request.screen)])
    },
  }
}

async function reviewMapping(
  review: MappingReview,
  {file, screen, mayOfferToSave}: MappingQuestionsRequest,
): Promise<ReviewAnswer> {
  await say(presentMapping(review, screen))
  const message = 'Is this right?'
  const answer = await askChoice(
    {message, flag: '--map COLUMN=PROPERTY'},
    choices.reviewChoices(review, mayOfferToSave),
  )
  if (answer === 'stop') throw new AppError('CANCELLED', 'Cancelled. Nothing was written.')
  if (answer === 'save') {
    const saveTo = await askText(
      {message: 'File to save the mapping to:', flag: '--save-mapping FILE'},
      `${parse(file).name}.mapping.yaml`,
    )
    return saveTo === '' ? {} : {saveTo}
  }
  if (answer !== 'change') return {}
  const changed = await askChoice(
    {message: 'Which column?', flag: '--map COLUMN=PROPERTY'},
    choices.changeChoices(review),
  )
  return {change: choices.readColumn(changed)}
}

/** Questions and what belongs to them go to stderr. */
function say(lines: readonly string[]): Promise<void> {
  return writeLines(process.stderr, lines)
}

/** Where each column goes, before it is agreed to. */
export function presentMapping({object, key, columns}: MappingReview, screen: Screen): string[] {
  return [
    '',
    `${screen.palette.strong('Columns')} → ${showText(object.label)}`,
    '',
    ...fitTable(columns, tableOf(key), screen),
    '',
  ]
}

function tableOf(key: string): readonly TableColumn<ReviewedColumn>[] {
  return [
    {title: 'COLUMN', cell: ({column}) => (column === '' ? '(no name)' : column), minWidth: 12},
    {title: 'PROPERTY', cell: ({property, link}) => property?.name ?? link ?? 'left out', minWidth: 12},
    {title: 'LABEL', cell: ({property}) => property?.label ?? '', minWidth: 8},
    {title: 'NOTE', cell: ({property, link}) => (property?.name === key ? 'key' : link === undefined ? '' : 'link')},
  ]
}
