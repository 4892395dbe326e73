import {AppError} from '../../errors/app-error.js'
import {shell} from '../../errors/next-step.js'
import {isLoopback} from '../text/secret-address.js'

/** The way to an address, if it is not direct. `url` may hold a name and a password. */
export interface ProxyAddress {
  readonly url: URL
  /** Which variable names it. */
  readonly variable: string
}

/**
 * As curl and most others read the environment: `HTTPS_PROXY` or `HTTP_PROXY` by the kind of `address`, else
 * `ALL_PROXY`, in lower case first; none for what `NO_PROXY` lists, and with `NODE_USE_ENV_PROXY=0`. Never for this
 * machine: a proxy could not find it. Throws USAGE for an address that is none.
 */
export function chooseProxy(address: string, env: NodeJS.ProcessEnv): ProxyAddress | undefined {
  if (env['NODE_USE_ENV_PROXY'] === '0' || !URL.canParse(address)) return undefined
  const url = new URL(address)
  if (isLoopback(url) || isExcepted(url, env['no_proxy'] || env['NO_PROXY'] || '')) return undefined
  const kind = url.protocol.replace(':', '')
  const variable = [`${kind}_proxy`, `${kind}_proxy`.toUpperCase(), 'all_proxy', 'ALL_PROXY'].find(name =>
    isSet(env[name]),
  )
  return variable === undefined ? undefined : {url: proxyUrl(variable, env[variable]?.trim() ?? ''), variable}
}

/** For people: without name and password. */
export function nameOfProxy({url, variable}: ProxyAddress): string {
  return `the proxy ${url.host} (${variable})`
}

function isSet(value: string | undefined): value is string {
  return value !== undefined && value.trim() !== ''
}

/** The address is not repeated: it may hold a password. */
function proxyUrl(variable: string, value: string): URL {
  const text = value.includes('://') ? value : `http://${value}`
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (url === undefined || !/^https?:$/.test(url.protocol) || url.hostname === '')
    throw unusable(variable, 'its value is not the address of a proxy that begins with http:// or https://')
  for (const part of [url.username, url.password])
    if (!isEscaped(part)) throw unusable(variable, 'a % in its name or password must be written as %25')
  return url
}

function isEscaped(text: string): boolean {
  try {
    return decodeURIComponent(text) !== undefined
  } catch {
    return false
  }
}

function unusable(variable: string, why: string): AppError {
  return new AppError('USAGE', `${variable} cannot be used: ${why}.`, {next: [shell(['unset', variable])]})
}

/** `example.com` and `.example.com` except its subdomains, too; `*` excepts all; an entry may have a port. */
function isExcepted({hostname, port, protocol}: URL, list: string): boolean {
  const host = bare(hostname)
  const ownPort = port === '' ? (protocol === 'http:' ? '80' : '443') : port
  return list.split(/[\s,]+/).some(entry => {
    if (entry === '') return false
    if (entry === '*') return true
    const [, name = entry, only] = /^(.*[^:]):(\d+)$/.exec(entry) ?? []
    const domain = bare(name).replace(/^\*?\./, '')
    return (only === undefined || only === ownPort) && (host === domain || host.endsWith(`.${domain}`))
  })
}

function bare(host: string): string {
  return host.toLowerCase().replace(/^\[|\]$|\.$/g, '')
}
