import type {CrmContext} from '../call/context.js'
import {CrmRefusal} from '../call/crm-refusal.js'
import type {PropertyProblem} from '../values/problem.js'
import type {RowRefusal} from './row-refusal.js'

/** Recorded 400s carry at most three entries beside a longer list in the message (docs/hubspot-api.md#refusals). */
const MAX_TOP_LEVEL_ERRORS = 3

/**
 * `Property values were not valid: [...]`; in a recorded whole-batch 400 without, since 2024 in a 207 with the text for
 * people and the portal.
 */
function embedded(problems: readonly PropertyProblem[], {switches, portalId}: ErrorSetting, isRow: boolean): string {
  const {problemDetails} = switches
  const isFull = problemDetails === 'all' || (problemDetails === 'recorded' && isRow)
  const entries = problems.map(({message, error, name, value}) => ({
    isValid: false,
    message,
    error,
    name,
    ...(value === undefined || problemDetails === 'none' ? {} : {propertyValue: value}),
    ...(isFull ? {localizedErrorMessage: message, portalId} : {}),
  }))
  return `Property values were not valid: ${JSON.stringify(entries)}`
}

type ErrorSetting = Pick<CrmContext, 'switches' | 'portalId'>

/** The message of a row in a 207. */
export function rowMessage(refusal: RowRefusal, setting: ErrorSetting): string {
  return refusal.problems.length === 0 ? refusal.message : embedded(refusal.problems, setting, true)
}

/**
 * The reply that refuses the whole request because of these rows; of invalid values all are told, of other causes the
 * first.
 */
export function wholeRefusal(refusals: readonly RowRefusal[], setting: ErrorSetting): CrmRefusal {
  const {topLevelErrors} = setting.switches
  const problems = refusals.flatMap(refusal => refusal.problems)
  if (problems.length > 0) {
    const message = embedded(problems, setting, false)
    const errors = problems
      .slice(0, MAX_TOP_LEVEL_ERRORS)
      .map(({message, error, name}) => ({message, code: error, context: {propertyName: [name]}}))
    return new CrmRefusal(400, {message, ...(topLevelErrors ? {errors} : {}), category: 'VALIDATION_ERROR'})
  }
  const first = refusals.find(refusal => refusal.status === 400) ?? refusals[0]
  if (first === undefined) throw new Error('no row was refused')
  return new CrmRefusal(first.status, {
    message: first.message,
    ...(first.status === 400 && Object.keys(first.context).length > 0 ? {context: first.context} : {}),
    ...(first.errors.length > 0 && topLevelErrors ? {errors: first.errors} : {}),
    category: first.category,
  })
}
