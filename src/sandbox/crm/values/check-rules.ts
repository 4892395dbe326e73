import type {PropertyRule, PropertyRules} from '../portal/object-type.js'
import type {ValueProblem} from './problem.js'

/** Answers whether a value breaks a rule, or gives what HubSpot makes of it. */
type Rule = (value: string, argument: string) => string | ValueProblem

/**
 * The value as it is stored, or the first rule that it breaks (docs/hubspot-api.md#property-rules). `normalises`:
 * whether values that API calls bring are made to fit where a rule says so. Dates, addresses and patterns are not
 * looked at.
 */
export function checkRules(value: string, rules: PropertyRules, normalises: boolean): string | ValueProblem {
  let stored = value
  for (const [kind, rule] of rules) {
    const checked = applyRule(stored, kind, rule)
    if (typeof checked === 'string') continue
    const mended = normalises && rule.shouldApplyNormalization ? mend(stored, kind, rule) : ''
    if (mended === '') return checked
    stored = mended
  }
  return stored
}

function applyRule(value: string, kind: string, {ruleArguments: [argument = '']}: PropertyRule): string | ValueProblem {
  return RULES.get(kind)?.(value, argument) ?? value
}

const RULES: ReadonlyMap<string, Rule> = new Map([
  [
    'MIN_LENGTH',
    refuseIf(
      (value, least) => value.length < Number(least),
      least => `Enter at least ${least} characters`,
    ),
  ],
  [
    'MAX_LENGTH',
    refuseIf(
      (value, most) => value.length > Number(most),
      most => `Enter at most ${most} characters`,
    ),
  ],
  [
    'MIN_NUMBER',
    refuseIf(
      (value, least) => Number(value) < Number(least),
      least => `Enter a number of at least ${least}`,
    ),
  ],
  [
    'MAX_NUMBER',
    refuseIf(
      (value, most) => Number(value) > Number(most),
      most => `Enter a number of at most ${most}`,
    ),
  ],
  ['DECIMAL', refuseIf(hasMoreDecimals, most => `Enter a number with at most ${most} decimals`)],
  ['ALPHANUMERIC', onlyCharacters],
])

function refuseIf(isBroken: (value: string, argument: string) => boolean, words: (argument: string) => string): Rule {
  return (value, argument) => (isBroken(value, argument) ? {error: 'INVALID_VALUE', message: words(argument)} : value)
}

/** Digits as they are sent count: an exponent moves the point. */
function hasMoreDecimals(value: string, most: string): boolean {
  const fixed = /e/i.test(value) ? Number(value).toFixed(20).replace(/0+$/, '') : value
  return (fixed.split('.')[1] ?? '').length > Number(most)
}

interface Kind {
  readonly others: RegExp
  readonly error: string
  readonly words: string
}

/** `INVALID_ALPHA` with its words is documented; the other two are made like it. */
const KINDS: ReadonlyMap<string, Kind> = new Map([
  ['ALPHA_ONLY', {others: /[^\p{L}\s]/gu, error: 'INVALID_ALPHA', words: 'Enter only letters'}],
  ['NUMERIC_ONLY', {others: /[^\d]/g, error: 'INVALID_NUMERIC', words: 'Enter only numbers'}],
  ['ALPHANUMERIC', {others: /[^\p{L}\d\s]/gu, error: 'INVALID_ALPHANUMERIC', words: 'Enter only letters and numbers'}],
])

function onlyCharacters(value: string, argument: string): string | ValueProblem {
  const kind = KINDS.get(argument)
  return kind !== undefined && value.search(kind.others) >= 0 ? {error: kind.error, message: kind.words} : value
}

/** '' where it cannot be made to fit. */
function mend(value: string, kind: string, {ruleArguments: [argument = '']}: PropertyRule): string {
  const {others} = KINDS.get(argument) ?? {}
  return kind === 'ALPHANUMERIC' && others !== undefined ? value.replace(others, '') : ''
}
