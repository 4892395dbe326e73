import {ownOf} from '../../shared/named.js'
/** Why no reply came. `refused` and `dns`: HubSpot never saw the request; the others: it may have. */
export type NetworkCause = 'refused' | 'dns' | 'tls' | 'timeout' | 'reset' | 'too-large' | ProxyCause

/** `proxy`: it may be in a moment; `proxy-refused`: it will not. HubSpot saw nothing of the request. */
type ProxyCause = 'proxy' | 'proxy-refused'

export interface NetworkFailure {
  readonly cause: NetworkCause
  /** Node's code (`ECONNRESET`), for people. */
  readonly code: string
  readonly error: unknown
}

const TEXT = {
  refused: 'HOST refused the connection',
  dns: 'HOST could not be resolved; is this machine online?',
  tls: 'A secure connection to HOST could not be established; is there a proxy or firewall in between?',
  timeout: 'HOST did not answer in time',
  reset: 'The connection to HOST was interrupted',
  'too-large': 'The reply from HOST was too large',
} as const

/** For people; what a proxy said is a text of its own. */
export function networkText(cause: Exclude<NetworkCause, ProxyCause>, host: string): string {
  return TEXT[cause].replace('HOST', host)
}

const CAUSE_BY_CODE: Readonly<Record<string, NetworkCause>> = {
  ECONNREFUSED: 'refused',
  EHOSTUNREACH: 'refused',
  ENETUNREACH: 'refused',
  ENETDOWN: 'refused',
  EADDRNOTAVAIL: 'refused',
  EMFILE: 'refused', // no socket was to be had
  ENFILE: 'refused',
  ENOTFOUND: 'dns',
  EAI_AGAIN: 'dns',
  EAI_FAIL: 'dns',
  EAI_NODATA: 'dns',
  ETIMEDOUT: 'timeout',
  ESOCKETTIMEDOUT: 'timeout',
  EPROTO: 'tls',
  HOSTNAME_MISMATCH: 'tls',
}

const TLS_CODE = /^(CERT_|ERR_TLS_|ERR_SSL_|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|CRL_)/

/** Unknown codes count as a reset: the careful reading, since then the request may have arrived. */
export function networkFailureOf(error: unknown): NetworkFailure {
  const code = codeOf(error)
  return {cause: networkCauseOf(code), code, error}
}

/** By Node's code. */
export function networkCauseOf(code: string): NetworkCause {
  if (/^PROXY_4\d\d$/.test(code)) return 'proxy-refused'
  if (code.startsWith('PROXY_')) return 'proxy'
  return TLS_CODE.test(code) ? 'tls' : (ownOf(CAUSE_BY_CODE, code) ?? 'reset')
}

function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'UNKNOWN'
  if ('code' in error && typeof error.code === 'string') return error.code
  return error.cause === undefined ? error.name : codeOf(error.cause)
}
