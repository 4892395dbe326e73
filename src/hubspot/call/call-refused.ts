import {AppError} from '../../errors/app-error.js'
import {shell} from '../../errors/next-step.js'
import {isObject} from '../../shared/json.js'
import type {HubSpotReply} from '../call-types.js'
import {readErrorReply} from './error-reply.js'

/** A refusal of these statuses may be about what was sent; any other one is about the call, whatever it carries. */
const MAY_BE_ABOUT_ROWS: ReadonlySet<number> = new Set([400, 409, 413, 422])

export function mayBeAboutRows(status: number): boolean {
  return MAY_BE_ABOUT_ROWS.has(status)
}

/** HubSpot, or a proxy before it, does not accept this call, whatever its rows are; `what` names it. Later it may. */
export function callRefused(what: string, reply: Pick<HubSpotReply, 'status' | 'body' | 'correlationId'>): AppError {
  const {status, body, correlationId = 'none'} = reply
  const said = saidIn(body)
  const quoted = said === '' ? ' without giving a reason' : `: ${said}`
  const host = HOST.exec(said)?.[0]
  return new AppError(
    'CALL_REFUSED',
    `HubSpot refuses ${what} (HTTP ${status})${quoted}${/[.!?]$/.test(quoted) ? '' : '.'} (correlationId ${correlationId})`,
    {
      next:
        host === undefined
          ? []
          : [
              shell(
                ['export', `HUBSPOT_PUSH_API_URL=https://${host}`],
                'the address that HubSpot gives for this portal',
              ),
            ],
    },
  )
}

/** Only HubSpot's own: the token goes to that host. */
const HOST = /(?<![\w.-])api-[a-z]{2}\d{1,2}\.hubapi\.com(?![\w.-]*\w)/
const LONGEST = 500

/**
 * Its message, and what `context` and unknown fields add to it: a wrong data centre (488) is said to name the right one
 * somewhere.
 */
function saidIn(body: unknown): string {
  const {message, context} = readErrorReply(body)
  if (!isObject(body)) return ''
  const {status, message: _, correlationId, category, errors, errorTokens, context: __, links, ...others} = body
  const more = Object.entries({...context, ...others})
    .map(([name, value]) => `${name} ${typeof value === 'string' ? value : JSON.stringify(value)}`)
    .join(', ')
  const text = [message || textOfCategory(category), more === '' ? '' : `(${more})`]
    .filter(part => part !== '')
    .join(' ')
  return text.length <= LONGEST ? text : `${text.slice(0, LONGEST)}…`
}

function textOfCategory(category: unknown): string {
  return typeof category === 'string' ? category : ''
}
