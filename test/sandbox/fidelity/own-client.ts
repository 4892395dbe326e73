import {Client} from '@hubspot/api-client'
import type {Sandbox} from '../../../src/sandbox/server/running-sandbox.js'

/** HubSpot's own client, pointed at a sandbox. */
export function clientOf({url, token}: Pick<Sandbox, 'url' | 'token'>, numberOfApiCallRetries = 0): Client {
  return new Client({accessToken: token, basePath: url, numberOfApiCallRetries})
}

/** How HubSpot's own client tells a refusal. */
export interface ClientRefusal {
  readonly code: number
  readonly body: Readonly<Record<string, unknown>>
  readonly headers: Readonly<Record<string, string>>
}

/** Awaits the refusal of a call; throws when it went well. */
export async function refusalOf(call: Promise<unknown>): Promise<ClientRefusal> {
  const outcome = await call.then(
    value => ({value}),
    (error: unknown) => ({error}),
  )
  if ('error' in outcome && isRefusal(outcome.error)) return outcome.error
  throw new Error(`no refusal of HubSpot's client: ${JSON.stringify(outcome)}`)
}

function isRefusal(error: unknown): error is ClientRefusal {
  return typeof error === 'object' && error !== null && 'code' in error && 'body' in error && 'headers' in error
}
