import {join} from 'node:path'
import {describe, expect, test} from 'vitest'
import {sharedDir} from '../../support/shared-material.js'
import {auditExchanges, DEVIATIONS} from './audit.js'
import {readContract} from './openapi-contract.js'
import {type Exchange, type Probe, startProbe} from './probe.js'
import {REDIRECT, takeCode} from './take-code.js'

const field = ({body}: Exchange, name: string): string => String((body as Record<string, unknown>)[name])

async function exerciseOAuth(probe: Probe, version: string): Promise<void> {
  const {sandbox, form, call} = probe
  const client = {client_id: sandbox.clientId, client_secret: sandbox.clientSecret}
  const token = `/oauth/${version}/token`
  const code = await takeCode(probe)
  const issued = await form(token, {...client, grant_type: 'authorization_code', code, redirect_uri: REDIRECT})
  const [access, refresh] = [field(issued, 'access_token'), field(issued, 'refresh_token')]
  await form(token, {...client, grant_type: 'refresh_token', refresh_token: refresh})
  await form(token, {...client, grant_type: 'refresh_token', refresh_token: 'nope'})
  await form(token, {...client, grant_type: 'authorization_code', code, redirect_uri: REDIRECT})
  await form(token, {...client, grant_type: 'password'})
  await form(token, {grant_type: 'refresh_token', refresh_token: refresh})
  for (const asked of [access, refresh]) {
    if (version !== 'v1') await form(`${token}/introspect`, {...client, token: asked})
    else for (const kind of ['access', 'refresh']) await call('GET', `/oauth/v1/${kind}-tokens/${asked}`)
  }
  if (version === 'v1') await call('DELETE', `/oauth/v1/refresh-tokens/${refresh}`)
  else await form(`${token}/revoke`, {...client, token: refresh})
}

describe('every reply of the OAuth endpoints is one that HubSpot’s documents declare', () => {
  test.skipIf(!sharedDir).each(['v1', 'v3', '2026-03', '2026-09'])('%s', async version => {
    const contract = readContract(join(sharedDir ?? '', 'hubspot', 'openapi'), `oauth.${version}.json`)
    const probe = await startProbe()
    await exerciseOAuth(probe, version)
    const {problems, succeeded} = auditExchanges(contract, probe.exchanges)
    expect(problems).toEqual([])
    expect(contract.operations.filter(name => !succeeded.has(name))).toEqual([])
  })
  test.skipIf(!sharedDir)('each deviation that nobody recorded is one the sandbox makes here', async () => {
    const probe = await startProbe()
    const excused = new Set<unknown>()
    for (const version of ['v3', '2026-09']) {
      await exerciseOAuth(probe, version)
      const contract = readContract(join(sharedDir ?? '', 'hubspot', 'openapi'), `oauth.${version}.json`)
      for (const deviation of auditExchanges(contract, probe.exchanges).excused) excused.add(deviation)
    }
    expect(DEVIATIONS.filter(deviation => deviation.unrecorded === 'oauth' && !excused.has(deviation))).toEqual([])
  })

  test('what is no live token is inactive, and nothing more is said of it', async () => {
    const {sandbox, form} = await startProbe()
    const client = {client_id: sandbox.clientId, client_secret: sandbox.clientSecret}
    const {status, body} = await form('/oauth/v3/token/introspect', {...client, token: 'nope'})
    expect([status, body]).toEqual([200, {active: false}])
  })
})
