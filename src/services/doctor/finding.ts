import {AppError} from '../../errors/app-error.js'
import {EXIT} from '../../errors/error-codes.js'
import type {NextStep} from '../../errors/next-step.js'

/** What is examined, in this order. */
export type CheckName =
  | ('program' | 'node' | 'directories' | 'proxy' | 'network' | 'clock')
  | ('login' | 'token' | 'scopes' | 'limits' | 'version')

/**
 * `ok` and `warning` let every command work; `problem` stops some; `unchecked`: a problem before it kept it from being
 * looked at.
 */
export interface Finding {
  readonly check: CheckName
  readonly status: 'ok' | 'warning' | 'problem' | 'unchecked'
  /** For people, in one or two sentences. */
  readonly detail: string
  /** Error code of a problem. */
  readonly code?: string
  readonly exitCode?: number
  readonly next: readonly NextStep[]
}

export function fine(check: CheckName, detail: string): Finding {
  return {check, status: 'ok', detail, next: []}
}

export function warning(check: CheckName, detail: string, next: readonly NextStep[] = []): Finding {
  return {check, status: 'warning', detail, next}
}

/** Throws what no command would report in words. */
export function problem(check: CheckName, thrown: unknown): Finding {
  if (!(thrown instanceof AppError)) throw thrown
  const {code, exitCode, message, next} = thrown
  return {check, status: 'problem', detail: message, code, exitCode, next}
}

export function unchecked(check: CheckName, because: string): Finding {
  return {check, status: 'unchecked', detail: because, next: []}
}

/** Of the worst problem: what needs a person is worse than what ends by itself (6). */
export function worstExitCode(findings: readonly Pick<Finding, 'exitCode'>[]): number {
  const codes = findings.flatMap(({exitCode}) => exitCode ?? [])
  return codes.find(code => code !== EXIT.resumable) ?? codes[0] ?? EXIT.ok
}
