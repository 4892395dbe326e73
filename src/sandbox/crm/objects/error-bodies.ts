import {Refusal} from '../refusal.js'
import type {PropertyProblem} from '../values/problem.js'
import type {RowRefusal} from './row-refusal.js'

/** Both recorded 400s carry at most three entries beside a longer list in the message. */
const MAX_TOP_LEVEL_ERRORS = 3

/** `Property values were not valid: [...]` as it stands in a whole-batch 400. Recorded. */
function briefly(problem: PropertyProblem) {
  return {isValid: false, message: problem.message, error: problem.error, name: problem.name, ...givenValue(problem)}
}

/** The same as it stands in a 207: since 2024 with the text for people and the portal. */
function fully(problem: PropertyProblem, portalId: number) {
  return {...briefly(problem), localizedErrorMessage: problem.message, portalId}
}

function givenValue(problem: PropertyProblem) {
  return problem.value === undefined ? {} : {propertyValue: problem.value}
}

/** The message of a row in a 207. */
export function rowMessage(refusal: RowRefusal, portalId: number): string {
  if (refusal.problems.length === 0) return refusal.message
  return `${refusal.message}: ${JSON.stringify(refusal.problems.map(problem => fully(problem, portalId)))}`
}

/** The reply that refuses the whole request because of these rows; of invalid values all are told, of other causes the first. */
export function wholeRefusal(refusals: readonly RowRefusal[], topLevelErrors: boolean): Refusal {
  const problems = refusals.flatMap(refusal => refusal.problems)
  if (problems.length > 0) {
    const message = `Property values were not valid: ${JSON.stringify(problems.map(briefly))}`
    const errors = problems
      .slice(0, MAX_TOP_LEVEL_ERRORS)
      .map(({message, error, name}) => ({message, code: error, context: {propertyName: [name]}}))
    return new Refusal(400, {message, ...(topLevelErrors ? {errors} : {}), category: 'VALIDATION_ERROR'})
  }
  const first = refusals.find(refusal => refusal.status === 400) ?? refusals[0]
  if (first === undefined) throw new Error('no row was refused')
  return new Refusal(first.status, {
    message: first.message,
    ...(first.status === 400 && Object.keys(first.context).length > 0 ? {context: first.context} : {}),
    ...(first.errors.length > 0 && topLevelErrors ? {errors: first.errors} : {}),
    category: first.category,
  })
}
