import type {RequestLine} from '../../hubspot/call/call-with-retries.js'
import {showText} from '../text/show-text.js'

/** What --verbose prints of a request: `POST /crm/v3/objects/contacts/batch/upsert 207 in 412 ms (attempt 2) 0f3c…`. */
export function requestLine({method, path, status, failure, durationMs, attempt, correlationId}: RequestLine): string {
  const outcome = status ?? failure ?? 'no reply'
  const again = attempt > 1 ? ` (attempt ${attempt})` : ''
  const trace = correlationId === undefined ? '' : ` ${correlationId}`
  return showText(`${method} ${path} ${outcome} in ${Math.round(durationMs)} ms${again}${trace}`)
}
