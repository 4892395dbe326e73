import type {AppError} from '../../errors/app-error.js'
import type {PlainStep} from '../../errors/next-step.js'
import {presentNext, stepText} from '../next-steps/print-step.js'
import type {Screen} from '../text/palette.js'
import {showBlock} from '../text/show-text.js'

/** An error as people see it: what happened and why, then one line for each command to type next. */
export function presentError(error: AppError<PlainStep>, screen: Screen): string[] {
  const [first = '', ...rest] = showBlock(error.message).split('\n')
  return [
    `${screen.palette.bad('Error:')} ${first}`,
    ...rest.map(line => `  ${line}`.trimEnd()),
    ...presentNext(error.next, screen),
  ]
}

/** What `--json` prints for an error: the contract fixes the keys. */
export interface ErrorJson {
  readonly error: {readonly code: string; readonly message: string; readonly next: readonly string[]}
}

/** Nothing but these three keys: a foreign error may carry the whole configuration, or a token. */
export function errorJson(error: AppError<PlainStep>, mask: (text: string) => string): ErrorJson {
  return {
    error: {code: error.code, message: mask(error.message), next: error.next.map(step => mask(stepText(step)))},
  }
}
