import {expect} from 'vitest'
import {AppError} from '../../src/errors/app-error.js'
import {type NextStep, ours, type PlainStep} from '../../src/errors/next-step.js'
import {stepText} from '../../src/terminal/next-steps/print-step.js'

/** An error as it could be printed before any command was typed: flags stand alone, a push has none. */
export function bare(error: AppError): AppError<PlainStep> {
  return new AppError(error.code, error.message, {next: error.next.map(bareStep)})
}

/** The same steps as text, with their notes. */
export function nextTexts({next}: {readonly next: readonly NextStep[]}): string[] {
  return next
    .map(bareStep)
    .map(step => (step.note === undefined ? stepText(step) : `${stepText(step)}     ${step.note}`))
}

function bareStep(step: NextStep): PlainStep {
  if ('say' in step || 'run' in step) return step
  const {note} = step
  const push = (file: string) => ours(['push', file, ...(step.addFlags ?? [])]).run
  if ('pipe' in step) return {...step.pipe, into: push('-'), note}
  if ('make' in step) return {...step.make, andThen: push(step.file), note}
  return 'feed' in step ? {run: push('-'), input: step.feed, note} : {run: step.addFlags, note}
}

/** Where steps are expected, by their text: `next: stepsReading(['--yes', expect.stringContaining('ls')])`. */
export function stepsReading(texts: unknown): unknown {
  const toAsymmetricMatcher = () => `StepsReading ${JSON.stringify(texts)}`
  return {
    ...{$$typeof: Symbol.for('jest.asymmetricMatcher'), toAsymmetricMatcher, toString: () => 'StepsReading'},
    asymmetricMatch: (next: readonly NextStep[]) => readsAs(nextTexts({next}), texts),
  }
}

function readsAs(texts: readonly string[], expected: unknown): boolean {
  try {
    expect(texts).toEqual(expected)
    return true
  } catch {
    return false
  }
}
