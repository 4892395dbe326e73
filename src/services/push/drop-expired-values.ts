import {AppError} from '../../errors/app-error.js'
import {shell} from '../../errors/next-step.js'
import {dropOldValues} from '../../runs/history/drop-old-values.js'
import {findRunUnderWay} from '../../runs/run-lock.js'
import type {RunStore} from '../../runs/run-store.js'
import {DAY_MS} from '../../shared/clock.js'

const VARIABLE = 'HUBSPOT_PUSH_KEEP_DAYS'
const KEEP_DAYS = 90
interface Request {
  readonly env: NodeJS.ProcessEnv
  readonly dirs: {readonly data: string}
}

/**
 * Rejected rows hold personal data: their values go when they are old. Throws AppError USAGE for a number of days that
 * is none.
 */
export async function dropExpiredValues(store: RunStore, {env, dirs}: Request, nowMs: number): Promise<void> {
  await dropOldValues(
    store,
    nowMs - keepDays(env) * DAY_MS,
    async ({run, portalId, object: {objectTypeId}}) =>
      (await findRunUnderWay({dataDir: dirs.data, portalId, objectTypeId})) === run,
  )
}

/** For a check before anything else is done. */
export function keepDays(env: NodeJS.ProcessEnv): number {
  const text = env[VARIABLE] ?? ''
  if (text === '') return KEEP_DAYS
  if (/^\d{1,5}(\.\d+)?$/.test(text)) return Number(text)
  throw new AppError('USAGE', `${VARIABLE} is "${text}": not a number of days.`, {next: [shell(['unset', VARIABLE])]})
}
