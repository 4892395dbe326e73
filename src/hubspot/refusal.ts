import {ownOf} from '../shared/named.js'
import {readProblems} from './embedded-problems.js'
import {readErrorReply, readMissingScopes} from './error-reply.js'
import {type JsonObject, objectOf, textOf, textsOf} from './json.js'
import {rejectCodeOf} from './refusal-code.js'
import {refusalText} from './refusal-text.js'
import type {PropertyLookup, Refusal, RefusalProblem, UpsertInput} from './upsert-types.js'

export interface RefusalSetting {
  readonly status: number
  readonly correlationId?: string | undefined
  /** Whose refusal it is, where that is certain: its values are quoted as they were sent. */
  readonly input?: UpsertInput | undefined
  readonly lookup?: PropertyLookup | undefined
}

/** Reads an error body, or an entry of `errors[]`, as a refusal. */
export function readRefusal(error: JsonObject, setting: RefusalSetting): Refusal {
  const category = textOf(error['category']) ?? textOf(error['errorType'])
  const correlationId = textOf(error['correlationId']) ?? setting.correlationId
  const existingId = existingIdOf(error)
  const scopes = readMissingScopes(readErrorReply(error))
  const [first, ...others] = readProblems(error)
  const problem = (raw: typeof first): RefusalProblem => {
    const sent = raw.property === undefined || setting.input === undefined ? undefined : ownOf(setting.input.properties, raw.property)
    const value = sent ?? raw.value
    const quoted = value === undefined ? raw : {...raw, value}
    const code = rejectCodeOf(raw, category ?? (setting.status === 409 ? 'CONFLICT' : undefined), lookUp(raw.property, setting.lookup))
    const {property} = raw
    const message = refusalText(code, quoted, {category, existingId, scopes})
    const isConditional = raw.hubspotCode === 'MISSING_CONDITIONAL_REQUIRED_PROPERTY' || / is required because of /.test(raw.message)
    return {
      ...{code, message},
      ...(property !== undefined && {property}),
      ...(value !== undefined && {value}),
      ...(isConditional && {isConditional}),
    }
  }
  const main = problem(first)
  const problems = [main, ...others.map(problem)]
  return {
    ...main,
    message: others.length === 0 ? main.message : `${main.message} ${moreOf(problems)}`,
    status: setting.status,
    ...(correlationId !== undefined && {correlationId}),
    ...(category !== undefined && {category}),
    ...(existingId !== undefined && {existingId}),
    problems,
  }
}

function lookUp(property: string | undefined, lookup: PropertyLookup | undefined) {
  return property === undefined ? undefined : lookup?.(property)
}

function moreOf([, ...others]: readonly RefusalProblem[]): string {
  const names = [...new Set(others.map(({property, code}) => property ?? code))]
  return `${others.length} more of its values ${others.length === 1 ? 'is' : 'are'} refused: ${names.join(', ')}.`
}

function existingIdOf(error: JsonObject): string | undefined {
  const context = {...objectOf(error['errorTokens']), ...objectOf(error['context'])}
  const inContext = textsOf(context['existingId'])[0] ?? textsOf(context['existingObjectId'])[0]
  const message = textOf(error['message']) ?? ''
  return inContext ?? /Existing ID: (\d+)/.exec(message)?.[1] ?? /(\d+) already has that value/.exec(message)?.[1]
}
