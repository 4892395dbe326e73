import type {AppError} from '../../errors/app-error.js'
import type {PlainStep} from '../../errors/next-step.js'
import {errorLine} from '../present/end-line.js'
import {jsonOutput} from '../present/json-output.js'
import {type ErrorJson, errorJson, presentError} from '../present/present-error.js'
import {screenOf} from '../text/palette.js'

/**
 * For what goes wrong before a command was found, in the same two forms as every other error. The caller ends with the
 * exit code.
 */
export function printUsageError(error: AppError<PlainStep>, argv: readonly string[]): void {
  const isJson = argv.includes('--json')
  if (isJson) process.stdout.write(jsonOutput(asJson(error), process.stdout.isTTY))
  if (isJson || argv.includes('--quiet')) process.stderr.write(`${errorLine(error)}\n`)
  else process.stderr.write(`${presentError(error, screenOf(process.stderr, process.env)).join('\n')}\n`)
}

/** Secrets were taken out of the words before. */
function asJson(error: AppError<PlainStep>): ErrorJson {
  return errorJson(error, text => text)
}
