import {AppError} from '../../errors/app-error.js'
import type {ErrorCode} from '../../errors/error-codes.js'
import {addFlags} from '../../errors/next-step.js'
import type {HubSpot} from '../../hubspot/call-types.js'
import type {OtherHeader} from '../../input/csv/header/other-headers.js'
import type {Source} from '../../input/source.js'
import type {UnsettledPlan} from '../../push/plan/plan-or-ask.js'
import {planPush} from '../../push/plan/plan-push.js'
import {shellWords} from '../../shared/text/shell-quote.js'

/** What is said where the names that were looked for are not in the header. */
const NAMES_MISSING: ReadonlySet<ErrorCode> = new Set(['KEY_COLUMN_MISSING', 'MAPPING_INVALID'])

/** What is detected only behind the key. */
const KEY_FOUND: ReadonlySet<ErrorCode> = new Set(['UNKNOWN_COLUMN', 'AMBIGUOUS_COLUMN', 'READ_ONLY_PROPERTY'])

/** Names a message shows, and characters of each. */
const SHOWN = 4
const SHOWN_CHARS = 30

/**
 * An error of columns as it should be told: where another delimiter, or a line further down, gives columns of which one
 * is the key, that reading is offered, since no `--map` of what was cut wrongly helps.
 */
export async function blamingReading(
  thrown: unknown,
  {request, source, hubspot}: {readonly request: UnsettledPlan; readonly source: Source; readonly hubspot: HubSpot},
): Promise<unknown> {
  const {object} = request
  if (!(thrown instanceof AppError) || !NAMES_MISSING.has(thrown.code) || object === undefined) return thrown
  for (const {flags, columns} of source.otherHeaders()) {
    const plan = planPush({...request, object}, {columns, format: source.format}, hubspot)
    const isRight = await plan.then(
      () => true,
      error => error instanceof AppError && KEY_FOUND.has(error.code),
    )
    if (isRight) return offer(thrown.code, source.name, {flags, columns})
  }
  return thrown
}

function offer(code: ErrorCode, name: string, {flags, columns}: OtherHeader): AppError {
  const shown = columns.slice(0, SHOWN).map(column => JSON.stringify(column.slice(0, SHOWN_CHARS)))
  const names = `${shown.join(', ')}${columns.length > SHOWN ? ', …' : ''}`
  return new AppError(
    code,
    `The header of ${name} lacks the required names as it is read now. With ${shellWords(flags)}, its columns are ${names}.`,
    {next: [addFlags(flags)]},
  )
}
