import {AppError} from '../errors/app-error.js'
import {shell} from '../errors/next-step.js'
import {DEFAULT_API_VERSION} from '../hubspot/api-versions.js'
import {defined} from '../shared/defined.js'
import {chooseProxy, type ProxyAddress} from '../shared/proxy/choose-proxy.js'
import {isLoopback, mayCarrySecrets} from '../shared/text/secret-address.js'
import {loginCommand} from './login-command.js'

/** Where HubSpot is. No slash at the end. */
export interface Endpoints {
  readonly apiUrl: string
  /** Where people log in. */
  readonly appUrl: string
  /** `v3`, or a dated version such as `2026-09`. */
  readonly apiVersion: string
  /** The way to `apiUrl`; absent: direct. */
  readonly proxy?: ProxyAddress
}

/** Throws USAGE for an address that is none, or that would carry secrets unencrypted to another machine. */
export function readEndpoints(env: NodeJS.ProcessEnv): Endpoints {
  const apiUrl = address(env, 'HUBSPOT_PUSH_API_URL', 'https://api.hubapi.com')
  return {
    apiUrl,
    ...defined({proxy: chooseProxy(apiUrl, env)}),
    appUrl: address(env, 'HUBSPOT_PUSH_APP_URL', 'https://app.hubspot.com'),
    apiVersion: settingOf(env, 'HUBSPOT_PUSH_API_VERSION') ?? DEFAULT_API_VERSION,
  }
}

/**
 * Where people find the records of a portal: `uiDomain` is that of its data centre, as HubSpot told it. Throws as
 * readEndpoints.
 */
export function recordsUrl(env: NodeJS.ProcessEnv, uiDomain: string | undefined): string {
  const {appUrl} = readEndpoints(env)
  const isChosen = settingOf(env, 'HUBSPOT_PUSH_APP_URL') !== undefined
  return isChosen || uiDomain === undefined || !/^[a-z0-9-]+\.hubspot\.com$/.test(uiDomain)
    ? appUrl
    : `https://${uiDomain}`
}

/** Secrets go to the host they were made at and to no other, whatever the environment says now (USAGE). */
export function checkSameHost(profile: string, madeAt: string, now: string): void {
  if (isSameHost(madeAt, now)) return
  const [made, wanted] = [madeAt, now].map(originOf)
  throw new AppError('USAGE', `Profile ${profile} was logged in at ${made}; its secrets are not sent to ${wanted}.`, {
    next: [shell(['export', `HUBSPOT_PUSH_API_URL=${madeAt}`]), loginCommand(profile)],
  })
}

/** Any two addresses of this machine count as one: a sandbox changes its port. */
export function isSameHost(madeAt: string, now: string): boolean {
  if (!URL.canParse(madeAt) || !URL.canParse(now)) return false
  const [made, wanted] = [new URL(madeAt), new URL(now)]
  return made.origin === wanted.origin || (isLoopback(made) && isLoopback(wanted))
}

function originOf(address: string): string {
  return URL.canParse(address) ? new URL(address).origin : address
}

function address(env: NodeJS.ProcessEnv, variable: string, usual: string): string {
  const text = settingOf(env, variable) ?? usual
  if (!URL.canParse(text) || !/^https?:$/.test(new URL(text).protocol)) {
    throw new AppError('USAGE', `${variable} is "${text}", which is not an address that begins with https://.`, {
      next: [shell(['unset', variable])],
    })
  }
  const url = new URL(text)
  if (mayCarrySecrets(text)) return url.origin + url.pathname.replace(/\/+$/, '')
  throw new AppError(
    'USAGE',
    `${variable} is "${text}": plain http is allowed only for this machine (localhost), because it would expose secrets on the network.`,
    {
      next: [shell(['unset', variable])],
    },
  )
}

function settingOf(env: NodeJS.ProcessEnv, variable: string): string | undefined {
  const value = env[variable]?.trim() ?? ''
  return value === '' ? undefined : value
}
