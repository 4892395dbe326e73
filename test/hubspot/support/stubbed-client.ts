import {onTestFinished} from 'vitest'
import type {TokenSource} from '../../../src/hubspot/call-types.js'
import {createHubSpot, type HubSpotOptions} from '../../../src/hubspot/client.js'
import {leapingClock} from './clocks.js'
import {type StubReply, startStub} from './stub-server.js'

/** Knows the tokens in order; a refused one is replaced by the next, the last one by itself. */
export function tokensInTurn(...tokens: readonly string[]): TokenSource & {readonly refused: readonly string[]} {
  const refused: string[] = []
  const current = () => tokens[Math.min(refused.length, tokens.length - 1)] ?? 'token-1'
  return {
    refused,
    accessToken: async () => current(),
    replaceToken: async token => {
      refused.push(token)
      return current()
    },
    describe: () => 'the test credential',
  }
}

/** A client bound to a stub server that gives these replies, with a clock that never waits. */
export async function stubbedClient(replies: readonly StubReply[], options: Partial<HubSpotOptions> = {}) {
  const server = await startStub(...replies)
  const clock = leapingClock()
  const hubspot = createHubSpot({
    apiUrl: server.url,
    apiVersion: 'v3',
    tokens: tokensInTurn('token-1'),
    clock,
    random: () => 0.5,
    maxWaitMs: 300_000,
    ...options,
  })
  onTestFinished(async () => {
    hubspot.close()
    await server.close()
  })
  return {hubspot, clock, server}
}

export const GET_ACCOUNT = {method: 'GET', path: '/account-info/v3/details'} as const

export const OK = {status: 200, body: {ok: true}}
