import type {SandboxReply} from '../../basics/messages.js'
import {correlationId, type Random} from '../../basics/random.js'
export interface RefusalBody {
  readonly message: string
  readonly context?: Readonly<Record<string, readonly string[]>>
  readonly errors?: readonly unknown[]
  readonly links?: Readonly<Record<string, string>>
  readonly subCategory?: string
  readonly category?: string
}

/** An error reply of HubSpot, thrown from wherever it is noticed; `refusalReply` adds status, correlation id and headers. */
export class CrmRefusal extends Error {
  override readonly name = 'Refusal'
  readonly status: number
  readonly body: RefusalBody | 'html'

  constructor(status: number, body: RefusalBody | 'html') {
    super(body === 'html' ? `HTTP ${status}` : body.message)
    this.status = status
    this.body = body
  }
}

export function validationRefusal(message: string, context?: RefusalBody['context']): CrmRefusal {
  return new CrmRefusal(400, {message, ...(context === undefined ? {} : {context}), category: 'VALIDATION_ERROR'})
}

/** `Unable to infer object type from: butterflies`: 400 without a category (docs/hubspot-api.md#refusals). */
export function unknownTypeRefusal(name: string): CrmRefusal {
  return new CrmRefusal(400, {message: `Unable to infer object type from: ${name}`})
}

/** The page HubSpot answers a GET of a missing record with (docs/hubspot-api.md#refusals). */
export const NOT_FOUND_PAGE = `<html>
<head>
<meta http-equiv="Content-Type" content="text/html;charset=utf-8"/>
<title>Error 404 Not Found</title>
</head>
<body><h2>HTTP ERROR 404</h2>
<p>Resource not found</p>
</body>
</html>
`

/** As it is sent: with status, correlation id and headers. */
export function refusalReply(
  {status, body}: CrmRefusal,
  by: {readonly now: () => number; readonly random: Random},
): SandboxReply {
  const id = correlationId(by.now(), by.random)
  const headers = {'x-hubspot-correlation-id': id}
  if (body === 'html') {
    return {
      status,
      headers: {...headers, 'content-type': 'text/html;charset=iso-8859-1', 'x-hubspot-notfound': 'true'},
      body: NOT_FOUND_PAGE,
    }
  }
  const {message, ...rest} = body
  return {status, headers, body: {status: 'error', message, correlationId: id, ...rest}}
}
