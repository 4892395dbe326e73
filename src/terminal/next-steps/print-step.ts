import type {PlainStep, ShellWord} from '../../errors/next-step.js'
import {shellQuote} from '../../shared/text/shell-quote.js'
import type {Screen} from '../text/palette.js'
import {showText} from '../text/show-text.js'
import {ofProfile} from './complete-step.js'

/** What to type next, one step a line. */
export function presentNext(steps: readonly PlainStep[], {palette, profile}: Screen): string[] {
  return steps.map(step => `  ${palette.quiet('→')} ${palette.command(showText(withNote(ofProfile(step, profile))))}`)
}

function withNote(step: PlainStep): string {
  return step.note === undefined ? stepText(step) : `${stepText(step)}     ${step.note}`
}

/** A step as a shell takes it, or as a sentence, without what is said of it to people: for scripts, and to be copied. */
export function stepText(step: PlainStep): string {
  if ('say' in step) return step.say
  const {run, input, output, into, andThen} = step
  return [
    textOf(run),
    ...(input === undefined ? [] : ['<', textOf([input])]),
    ...(output === undefined ? [] : ['>', textOf([output])]),
    ...(into === undefined ? [] : ['|', textOf(into)]),
    ...(andThen === undefined ? [] : ['&&', textOf(andThen)]),
  ].join(' ')
}

function textOf(words: readonly ShellWord[]): string {
  return words.map(word => (typeof word === 'string' ? shellQuote(word) : word.gap)).join(' ')
}
