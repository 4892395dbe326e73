import type {SandboxReply} from './messages.js'

/** As a PATCH of a record that is not there (docs/hubspot-api.md#refusals). */
export function notFoundReply(): SandboxReply {
  return {status: 404, body: {status: 'error', message: 'resource not found'}}
}

/** The page HubSpot answers a path with that it does not have, or a GET of a missing record (docs/hubspot-api.md#refusals). */
export const NOT_FOUND_PAGE: SandboxReply = {
  status: 404,
  headers: {'content-type': 'text/html;charset=iso-8859-1', 'x-hubspot-notfound': 'true'},
  body: `<html>
<head>
<meta http-equiv="Content-Type" content="text/html;charset=utf-8"/>
<title>Error 404 Not Found</title>
</head>
<body><h2>HTTP ERROR 404</h2>
<p>Resource not found</p>
</body>
</html>
`,
}

/** HubSpot may have the route, the sandbox does not: nobody is to take that for a missing record. */
export function notServedReply(method: string, path: string): SandboxReply {
  return {
    status: 501,
    headers: {'x-sandbox-not-served': 'true'},
    body: {status: 'error', message: `The sandbox does not serve ${method} ${path}.`, category: 'NOT_IMPLEMENTED'},
  }
}

export function methodNotAllowedReply(allowed: readonly string[]): SandboxReply {
  return {
    status: 405,
    headers: {allow: allowed.join(', ')},
    body: {status: 'error', message: 'HTTP 405 Method Not Allowed'},
  }
}

/** HubSpot documents no limit of a request's size; this is the sandbox's switch. */
export function bodyTooLargeReply(maxBytes: number): SandboxReply {
  return {status: 413, body: {status: 'error', message: `Request body is larger than ${maxBytes} bytes`}}
}

/** Of whole lines and columns from 1, as HubSpot's JSON reader counts. */
export function invalidJsonReply(line: number, column: number, why: string): SandboxReply {
  return {status: 400, body: {status: 'error', message: `Invalid input JSON on line ${line}, column ${column}: ${why}`}}
}

export function internalErrorReply(): SandboxReply {
  return {status: 500, body: {status: 'error', message: 'internal error', category: 'INTERNAL_ERROR'}}
}

export function badRequestReply(message: string): SandboxReply {
  return {status: 400, body: {status: 'error', message, category: 'VALIDATION_ERROR'}}
}

/**
 * Texts of the statuses that HubSpot documents (docs/hubspot-api.md#transient-errors); the bodies of 423 and 477 were
 * never captured.
 */
const TITLES: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'resource not found',
  409: 'Conflict',
  408: 'Request Timeout',
  413: 'Request Entity Too Large',
  414: 'Request-URI Too Large',
  423: 'Locked',
  477: 'Migration in Progress',
  500: 'Internal Server Error',
  502: 'Bad Gateway',
  503: 'Service Temporarily Unavailable',
  504: 'Gateway Time-out',
  520: 'Web server returned an unknown error',
  521: 'Web server is down',
  522: 'Connection timed out',
  523: 'Origin is unreachable',
  524: 'A timeout occurred',
  525: 'SSL handshake failed',
  526: 'Invalid SSL certificate',
}

/** An error reply as HubSpot's own JSON, without a correlation id: the server adds it. */
export function jsonErrorReply(options: {
  status: number
  message?: string
  category?: string
  retryAfterSeconds?: number
}): SandboxReply {
  const {status, message = TITLES[status] ?? 'An error occurred', category, retryAfterSeconds} = options
  return {
    status,
    headers: retryAfter(retryAfterSeconds),
    body: {status: 'error', message, ...(category === undefined ? {} : {category})},
  }
}

/** A page as gateways send it. */
export function htmlErrorReply(status: number, retryAfterSeconds?: number): SandboxReply {
  const title = `${status} ${TITLES[status] ?? 'Error'}`
  return {
    status,
    headers: {'content-type': 'text/html', ...retryAfter(retryAfterSeconds)},
    body: `<html>\r\n<head><title>${title}</title></head>\r\n<body>\r\n<center><h1>${title}</h1></center>\r\n<hr><center>cloudflare</center>\r\n</body>\r\n</html>\r\n`,
  }
}

function retryAfter(seconds: number | undefined): Record<string, string> {
  return seconds === undefined ? {} : {'retry-after': String(seconds)}
}
