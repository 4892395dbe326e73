import {AppError} from '../../errors/app-error.js'
import {EXIT} from '../../errors/error-codes.js'
import {type NextStep, PROGRAM} from '../../errors/next-step.js'
import {stepAfter} from './describe-outcome.js'

/**
 * An error as somebody can act on it who has a configuration file and a pipeline, no flags and no saved login: steps
 * that need those are left out. What was typed wrong keeps its steps.
 */
export function inEngineWords(error: unknown): unknown {
  if (!(error instanceof AppError) || error.code === 'USAGE' || error.exitCode === EXIT.bug) return error
  const {code, message, next, cause} = error
  const kept = next.filter(canFollow)
  const steps = kept.length > 0 || next.length === 0 ? kept : [stepAfter(error)]
  return new AppError(code, withoutFlags(message), {next: steps, cause: cause ?? error})
}

/** Commands of ours that are about saved logins, or about a push. */
const OF_PEOPLE: ReadonlySet<unknown> = new Set(['login', 'logout', 'push', 'config'])

function canFollow(step: NextStep): boolean {
  if ('say' in step) return !/--[a-z]|\bthe same (?:command|push)\b/.test(`${step.say} ${step.note ?? ''}`)
  return 'run' in step && !(step.run[0] === PROGRAM && OF_PEOPLE.has(step.run[1]))
}

/** An aside that only names the flag. */
function withoutFlags(message: string): string {
  return message.replace(/ \(--[a-z-]+\)/g, '')
}
