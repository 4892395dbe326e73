import {AppError} from '../../errors/app-error.js'
import {ours} from '../../errors/next-step.js'
import {isObject} from '../../shared/json.js'
import {ownOf} from '../../shared/named.js'
import {readJsonLine} from '../basics/json-place.js'
import {problemOfPath} from '../basics/match-path.js'
import type {FaultKind, FaultRule} from './fault-rule.js'

type Check = (value: unknown) => boolean

const isCount: Check = value => Number.isInteger(value) && Number(value) >= 0
const isPositiveCount: Check = value => isCount(value) && value !== 0
const isShare: Check = value => typeof value === 'number' && value >= 0 && value <= 1
const isText: Check = value => typeof value === 'string'
const isFlag: Check = value => typeof value === 'boolean'
const isDelay: Check = value => typeof value === 'number' && value >= 0
const isMilliseconds: Check = value =>
  isDelay(value) || (Array.isArray(value) && value.length === 2 && value.every(isDelay) && value[0] <= value[1])
const isErrorStatus: Check = value => isCount(value) && Number(value) >= 400 && Number(value) <= 599
const isSuccess: Check = value => value === 200 || value === 207
const oneOf =
  (...words: readonly string[]): Check =>
  value =>
    words.some(word => word === value)

const TRIGGER: Readonly<Record<string, Check>> = {
  method: isText,
  path: value => typeof value === 'string' && problemOfPath(value) === undefined,
  headers: value => isObject(value) && Object.values(value).every(isText),
  skip: isCount,
  every: isPositiveCount,
  probability: isShare,
  next: isCount,
}

/** The parts each fault takes; those in `required` must be there. */
const FAULTS: Readonly<
  Record<FaultKind, {readonly parts: Readonly<Record<string, Check>>; readonly required: readonly string[]}>
> = {
  latency: {parts: {ms: isMilliseconds}, required: ['ms']},
  status: {
    parts: {
      status: isErrorStatus,
      html: isFlag,
      message: isText,
      category: isText,
      retryAfterSeconds: isDelay,
      applied: isFlag,
    },
    required: ['status'],
  },
  'rate-limit': {
    parts: {policy: oneOf('TEN_SECONDLY_ROLLING', 'SECONDLY', 'DAILY'), retryAfterSeconds: isDelay},
    required: ['policy'],
  },
  reset: {parts: {applied: isFlag}, required: []},
  'late-commit': {parts: {ms: isMilliseconds, client: oneOf('cut', 'hang')}, required: ['ms']},
  hang: {parts: {applied: isFlag}, required: []},
  'slow-body': {parts: {ms: isMilliseconds}, required: ['ms']},
  truncate: {parts: {keep: isShare, ends: oneOf('abruptly', 'cleanly')}, required: []},
  silent: {parts: {status: isSuccess}, required: []},
  omit: {parts: {applied: isFlag}, required: []},
  'expire-token': {parts: {}, required: []},
}

/**
 * Checks what was read from a faults file or a control request. Throws USAGE naming the rule and the part that is
 * wrong.
 */
export function parseFaultRules(parsed: unknown): readonly FaultRule[] {
  if (!Array.isArray(parsed)) throw refused('Faults are a JSON array of rules.')
  for (const [index, rule] of parsed.entries()) {
    const problem = problemOf(rule)
    if (problem !== undefined) throw refused(`Fault rule ${index + 1}, ${JSON.stringify(rule)}: ${problem}.`)
  }
  return parsed
}

function problemOf(rule: unknown): string | undefined {
  if (typeof rule !== 'object' || rule === null) return 'not an object'
  const parts = new Map<string, unknown>(Object.entries(rule))
  const kind = parts.get('fault')
  if (!isFaultKind(kind)) return `"fault" must be one of ${Object.keys(FAULTS).join(', ')}`
  const {parts: checks, required} = FAULTS[kind]
  const missing = required.find(name => !parts.has(name))
  if (missing !== undefined) return `"${missing}" is missing`
  for (const [name, value] of parts) {
    if (name === 'fault') continue
    const check = ownOf(TRIGGER, name) ?? ownOf(checks, name)
    if (check === undefined) return `"${name}" is not a field of ${kind}`
    if (!check(value)) return `"${name}" cannot be ${JSON.stringify(value)}`
  }
  return undefined
}

/**
 * The fault that one request asks for itself, by the header `x-sandbox-fault`: a rule in JSON, a status, or the name of
 * a fault that needs nothing else. Throws USAGE for what is none of them.
 */
export function parseFaultHeader(text: string): FaultRule {
  const trimmed = text.trim()
  if (!trimmed.startsWith('{'))
    return onlyRule(/^\d+$/.test(trimmed) ? {fault: 'status', status: Number(trimmed)} : {fault: trimmed})
  return onlyRule(readJsonLine(trimmed, 'The header x-sandbox-fault'))
}

function onlyRule(rule: unknown): FaultRule {
  const problem = problemOf(rule)
  if (problem !== undefined) throw refused(`The header x-sandbox-fault asks for ${JSON.stringify(rule)}: ${problem}.`)
  return rule as FaultRule // problemOf has looked at every part of it
}

function isFaultKind(kind: unknown): kind is FaultKind {
  return typeof kind === 'string' && Object.hasOwn(FAULTS, kind)
}

function refused(message: string): AppError {
  return new AppError('USAGE', message, {next: [ours(['sandbox', '--help'])]})
}
