import type {SandboxReply} from '../sandbox-types.js'

/** Texts of the statuses that HubSpot's documentation lists; the bodies of 423 and 477 were never captured. */
const TITLES: Readonly<Record<number, string>> = {
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
