import {type JsonObject, objectOf, textOf, textsOf} from '../../shared/json.js'
import {ownOf} from '../../shared/named.js'
import {readErrorReply, readMissingScopes} from '../call/error-reply.js'
import {CONTACT_EMAIL as EMAIL} from '../portal/standard-objects.js'
import type {WriteInput} from '../write-input.js'
import {type RawProblem, readProblems} from './embedded-problems.js'
import {withoutValues} from './quoted-values.js'
import {type Circumstances, refusalText} from './refusal-text.js'
import type {PropertyLookup, Refusal, RefusalProblem} from './refusal-types.js'
import {rejectCodeOf} from './reject-code-of.js'

export interface RefusalSetting {
  readonly status: number
  readonly correlationId?: string | undefined
  /** Whose refusal it is, where that is certain: its values are quoted as they were sent. */
  readonly input?: WriteInput | undefined
  readonly lookup?: PropertyLookup | undefined
}

/** Reads an error body, or an entry of `errors[]`, as a refusal. */
export function readRefusal(error: JsonObject, setting: RefusalSetting): Refusal {
  const {status, input} = setting
  const category = textOf(error['category']) ?? textOf(error['errorType'])
  const correlationId = textOf(error['correlationId']) ?? setting.correlationId
  const own = (text: string): string => withoutValues(text, input === undefined ? [] : [input])
  const existingId = existingIdOf(error)
  const recordId = / on (\d+)\. \d+ already has that value\.?\s*$/.exec(textOf(error['message']) ?? '')?.[1]
  const {message: said} = readErrorReply(error)
  const scopes = readMissingScopes(readErrorReply({...error, message: own(said)}))
  const circumstances = {category: category ?? (status === 409 ? 'CONFLICT' : undefined), existingId, scopes, own}
  const [first, ...others] = readProblems(error).map(raw => withEmail(raw, input))
  const main = problemOf(first ?? {message: said}, setting, circumstances)
  const problems = [main, ...others.map(raw => problemOf(raw, setting, circumstances))]
  return {
    ...main,
    message: others.length === 0 ? main.message : `${main.message} ${moreOf(problems)}`,
    status,
    ...(correlationId !== undefined && {correlationId}),
    ...(category !== undefined && {category}),
    ...(existingId !== undefined && {existingId}),
    ...(recordId !== undefined && {recordId}),
    problems,
  }
}

interface Reading extends Circumstances {
  /** A text without the values of the row that it quotes. */
  readonly own: (text: string) => string
}

function problemOf(raw: RawProblem, {input, lookup}: RefusalSetting, {own, ...circumstances}: Reading): RefusalProblem {
  const {property} = raw
  const sent = property === undefined || input === undefined ? undefined : ownOf(input.properties, property)
  const value = sent ?? raw.value
  const definition = property === undefined ? undefined : lookup?.(property)
  const text = own(value === undefined || value.length < 8 ? raw.message : raw.message.replaceAll(value, '…'))
  const code = rejectCodeOf({...raw, message: text}, circumstances.category, definition)
  const message = refusalText(code, value === undefined ? raw : {...raw, value}, {...circumstances, definition})
  const isConditional =
    raw.hubspotCode === 'MISSING_CONDITIONAL_REQUIRED_PROPERTY' || / is required because of /.test(text)
  return {
    ...{code, message},
    ...(property !== undefined && {property}),
    ...(value !== undefined && {value}),
    ...(isConditional && {isConditional}),
  }
}

/**
 * `Contact already exists` names no property: it is said of e-mails (docs/hubspot-api.md#refusals). With several
 * e-mails it may be any of them.
 */
function withEmail(raw: RawProblem, input: WriteInput | undefined): RawProblem {
  const isEmail = raw.hubspotCode === 'CONTACT_EXISTS' || /^Contact already exists/.test(raw.message)
  if (!isEmail || raw.property !== undefined || input === undefined) return raw
  const {properties, idProperty, id} = input
  const email = properties[EMAIL.property] ?? (idProperty === EMAIL.property ? id : '')
  const additional = properties[EMAIL.additional] ?? ''
  if (email !== '' && additional !== '') return raw
  if (email === '' && additional === '') return raw
  return email === ''
    ? {...raw, property: EMAIL.additional, value: additional}
    : {...raw, property: EMAIL.property, value: email}
}

function moreOf([, ...others]: readonly RefusalProblem[]): string {
  const names = [...new Set(others.map(({property, code}) => property ?? code))]
  return `${others.length} more of its values ${others.length === 1 ? 'is' : 'are'} rejected: ${names.join(', ')}.`
}

/** From the context, else from the end of the text, behind whatever value it quotes. */
function existingIdOf(error: JsonObject): string | undefined {
  const context = {...objectOf(error['errorTokens']), ...objectOf(error['context'])}
  const inContext = textsOf(context['existingId'])[0] ?? textsOf(context['existingObjectId'])[0]
  const message = textOf(error['message']) ?? ''
  return (
    inContext ??
    /Existing ID: (\d+)\.?\s*$/.exec(message)?.[1] ??
    /(\d+) already has that value\.?\s*$/.exec(message)?.[1]
  )
}
