import type {PlainStep} from '../../errors/next-step.js'
import {presentNext} from '../next-steps/print-step.js'
import type {Palette, Screen} from '../text/palette.js'
import {showText} from '../text/show-text.js'
import {wrapText} from '../text/wrap-text.js'

/** A finding of `doctor`, its steps completed. */
export interface PlainFinding {
  readonly check: string
  readonly status: 'ok' | 'warning' | 'problem' | 'unchecked'
  readonly detail: string
  readonly next: readonly PlainStep[]
}

const MARKS = {ok: 'ok', warning: 'warning', problem: 'problem', unchecked: '–'} as const
const INDENT = 24

/** One finding after the other, each followed by what to do about it, and at the end what it all means. */
export function presentDoctor(findings: readonly PlainFinding[], screen: Screen): string[] {
  return [...findings.flatMap(finding => findingLines(finding, screen)), '', verdict(findings, screen)]
}

function findingLines({check, status, detail, next}: PlainFinding, screen: Screen): string[] {
  const paint = paintOf(status, screen.palette)
  const [first = '', ...rest] = wrapText(showText(detail), Math.max(30, screen.width - INDENT), {isWhole: true})
  return [
    `  ${paint(MARKS[status].padEnd(8))} ${screen.palette.strong(check.padEnd(12))} ${first}`,
    ...rest.map(line => ' '.repeat(INDENT) + line),
    ...(status === 'ok' ? [] : presentNext(next, screen).map(line => ' '.repeat(INDENT - 2) + line)),
  ]
}

function paintOf(status: PlainFinding['status'], {good, warning, bad, quiet}: Palette): (text: string) => string {
  return {ok: good, warning, problem: bad, unchecked: quiet}[status]
}

function verdict(findings: readonly PlainFinding[], {palette}: Screen): string {
  const count = (status: PlainFinding['status']) => findings.filter(each => each.status === status).length
  const [problems, warnings] = [count('problem'), count('warning')]
  if (problems > 0) return palette.bad(`${problems === 1 ? 'One problem' : `${problems} problems`} found.`)
  if (warnings > 0)
    return palette.warning(`It works; ${warnings === 1 ? 'one thing' : `${warnings} things`} to look at.`)
  return palette.good('Everything works.')
}
