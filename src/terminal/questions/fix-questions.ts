import type {FixCase} from '../../rejects/fix/fix-case.js'
import type {FixDecision} from '../../rejects/fix/fix-row.js'
import {writeLines} from '../output/write-output.js'
import {countOf} from '../text/format-numbers.js'
import {showText} from '../text/show-text.js'
import {askChoice, askText} from './prompts.js'

const FLAG = 'RUN to "rejects export"'
const OPTION = 'option '

/** What to do with the rows of a group; `skip` leaves them open, `stop` this group and all that follow. */
export async function askDecision(
  fixCase: FixCase,
  at: {readonly number: number; readonly of: number},
): Promise<FixDecision | 'skip' | 'stop'> {
  const {code, count, example, message} = fixCase
  await writeLines(process.stderr, [
    '',
    `${at.number} of ${at.of}   ${code}, ${countOf(count, 'row')}, the first is row ${example.row}`,
    showText(message),
  ])
  const answer = await askChoice(
    {message: `What should happen to ${count === 1 ? 'this row' : 'these rows'}?`, flag: FLAG},
    choicesOf(fixCase),
  )
  if (answer.startsWith(OPTION)) return {kind: 'replace', text: answer.slice(OPTION.length)}
  if (answer === 'type') return askReplacement(fixCase)
  if (answer === 'drop' || answer === 'send') return {kind: answer}
  return answer === 'stop' ? 'stop' : 'skip'
}

function choicesOf({options, check, value, joinsList}: FixCase): {name: string; value: string}[] {
  const shown = showText(value ?? '')
  return [
    ...options.map(option => ({
      name: `${showText(option.label)} (${showText(option.value)})`,
      value: `${OPTION}${option.value}`,
    })),
    ...(check === undefined ? [] : [{name: `Type a replacement for "${shown}"`, value: 'type'}]),
    ...(joinsList === undefined ? [] : [{name: `Add to the list "${showText(joinsList)}" again`, value: 'send'}]),
    {name: 'Skip: leave as it is', value: 'skip'},
    {name: 'Drop: never send', value: 'drop'},
    {name: 'Stop here, and send what is decided', value: 'stop'},
  ]
}

/** Until it looks right, or nothing is typed: then the group is skipped. */
async function askReplacement({check, value}: FixCase): Promise<FixDecision | 'skip'> {
  for (;;) {
    const text = await askText({message: `Replacement for "${showText(value ?? '')}" (empty: skip):`, flag: FLAG})
    if (text === '') return 'skip'
    const problem = check?.(text)
    if (problem === undefined) return {kind: 'replace', text}
    await writeLines(process.stderr, [showText(problem)])
  }
}
