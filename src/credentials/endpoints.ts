import {AppError} from '../errors/app-error.js'

/** Where HubSpot is. No slash at the end. */
export interface Endpoints {
  readonly apiUrl: string
  /** Where people log in. */
  readonly appUrl: string
  /** `v3`, or a dated version such as `2026-09`. */
  readonly apiVersion: string
}

/** Throws USAGE for an address that is none, or that would carry secrets unencrypted to another machine. */
export function readEndpoints(env: NodeJS.ProcessEnv): Endpoints {
  return {
    apiUrl: address(env, 'HUBSPOT_PUSH_API_URL', 'https://api.hubapi.com'),
    appUrl: address(env, 'HUBSPOT_PUSH_APP_URL', 'https://app.hubspot.com'),
    apiVersion: settingOf(env, 'HUBSPOT_PUSH_API_VERSION') ?? 'v3',
  }
}

/** True when secrets made at one address may be sent to the other: same origin, or both on this machine (a sandbox changes its port). */
export function mayShareSecrets(one: string, other: string): boolean {
  const [a, b] = [new URL(one), new URL(other)]
  return a.origin === b.origin || (isLoopback(a) && isLoopback(b))
}

function address(env: NodeJS.ProcessEnv, variable: string, usual: string): string {
  const text = settingOf(env, variable) ?? usual
  if (!URL.canParse(text) || !/^https?:$/.test(new URL(text).protocol)) {
    throw new AppError('USAGE', `${variable} is "${text}": not an address that begins with https://.`, {next: [`unset ${variable}`]})
  }
  const url = new URL(text)
  if (url.protocol === 'https:' || isLoopback(url)) return url.origin + url.pathname.replace(/\/+$/, '')
  throw new AppError(
    'USAGE',
    `${variable} is "${text}": plain http is for this machine only (localhost), it would show secrets to the network.`,
    {
      next: [`unset ${variable}`],
    },
  )
}

function isLoopback({hostname}: URL): boolean {
  return /^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname)
}

function settingOf(env: NodeJS.ProcessEnv, variable: string): string | undefined {
  const value = env[variable]?.trim() ?? ''
  return value === '' ? undefined : value
}
