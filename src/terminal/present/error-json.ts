import type {AppError} from '../../errors/app-error.js'
import {withoutNote} from '../complete-command.js'

/** What `--json` prints for an error: the contract fixes the keys. */
export interface ErrorJson {
  readonly error: {readonly code: string; readonly message: string; readonly next: readonly string[]}
}

/** Nothing but these three keys: a foreign error may carry the whole configuration, or a token. */
export function errorJson(error: AppError, mask: (text: string) => string): ErrorJson {
  return {
    error: {code: error.code, message: mask(error.message), next: error.next.map(step => mask(withoutNote(step)))},
  }
}
