import {AppError} from '../../errors/app-error.js'
import type {AllSwitches, FrontSwitches} from '../sandbox-types.js'

const DEFAULT_FRONT_SWITCHES: FrontSwitches = {
  rotateRefreshTokens: false,
  maxBodyBytes: undefined,
  retryAfterOn429: false,
  rateLimitHeaders: true,
  tokenLifeMs: 1_800_000,
}

/**
 * The switches that are set, over the defaults; read at each request, since they can be turned while the sandbox runs.
 */
export function frontSwitchesOf(switches: Partial<AllSwitches>): FrontSwitches {
  return {...DEFAULT_FRONT_SWITCHES, ...switches}
}

const isFlag = (value: unknown): boolean => typeof value === 'boolean'
const oneOf =
  (...words: readonly string[]) =>
  (value: unknown): boolean =>
    words.some(word => word === value)

const CHECKS: Readonly<Record<keyof AllSwitches, (value: unknown) => boolean>> = {
  echoTraceIds: oneOf('all', 'none', 'some'),
  shuffleResults: isFlag,
  writesBackwards: isFlag,
  conflictAs: oneOf('207', '409'),
  errorContext: oneOf('trace-id', 'ids', 'none'),
  echoIdProperty: isFlag,
  echoAsSent: isFlag,
  topLevelErrors: isFlag,
  duplicateIdsFoldCase: isFlag,
  uniqueClashAs: oneOf('207', '400'),
  problemDetails: oneOf('recorded', 'all', 'none'),
  adminRules: isFlag,
  uniqueKeysFoldCase: isFlag,
  partialStatus: oneOf('207', 'success'),
  rotateRefreshTokens: isFlag,
  maxBodyBytes: value => typeof value === 'number' && value > 0,
  retryAfterOn429: isFlag,
  rateLimitHeaders: isFlag,
  tokenLifeMs: value => typeof value === 'number' && value >= 0,
}

/** Checks what a control request sent. Throws USAGE naming the switch. */
export function parseSwitches(parsed: unknown): Partial<AllSwitches> {
  if (!isObject(parsed)) throw new AppError('USAGE', 'Switches are one JSON object.')
  for (const [name, value] of Object.entries(parsed)) {
    if (!isSwitch(name))
      throw new AppError('USAGE', `There is no switch "${name}"; there are ${Object.keys(CHECKS).join(', ')}.`)
    if (!CHECKS[name](value)) throw new AppError('USAGE', `The switch ${name} cannot be ${JSON.stringify(value)}.`)
  }
  return parsed
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isSwitch(name: string): name is keyof AllSwitches {
  return Object.hasOwn(CHECKS, name)
}
