import {type Endpoints, readEndpoints} from '../../credentials/endpoints.js'
import type {LoginPorts, PortalInspection} from '../../credentials/login/login-ports.js'
import type {LogoutPorts} from '../../credentials/login/logout.js'
import type {TokenSource} from '../../hubspot/call-types.js'
import {createHubSpot} from '../../hubspot/client.js'
import {createOAuthClient} from '../../hubspot/oauth/oauth-client.js'
import {readAccount} from '../../hubspot/portal/account.js'
import {readObjectAccess} from '../../hubspot/portal/object-access.js'
import {defined} from '../../shared/defined.js'
import {chooseProxy} from '../../shared/proxy/choose-proxy.js'
import {systemClock} from '../../shared/system-clock.js'
import {openCredentialStore, type StorePlace} from './open-credential-store.js'
import {sayIfSlow, watchAttempts} from './say-if-slow.js'

/** A person waits. */
const PATIENCE_MS = 15_000

/** For `login`. */
export function openLoginPorts(place: StorePlace, say: (line: string) => void): LoginPorts {
  const endpoints = readEndpoints(place.env)
  return {
    endpoints,
    store: openCredentialStore(place),
    oauth: createOAuthClient({...endpoints, clock: systemClock, timeoutMs: PATIENCE_MS}),
    clock: systemClock,
    inspect: (tokens, scopes) => inspect(endpoints, {tokens, scopes, say}),
    openBrowser: async url => {
      const {default: open} = await import('open')
      await open(url)
    },
    say,
  }
}

interface Inspection {
  readonly tokens: TokenSource
  readonly scopes: readonly string[] | undefined
  readonly say: (line: string) => void
}

async function inspect(endpoints: Endpoints, {tokens, scopes, say}: Inspection): Promise<PortalInspection> {
  const {onRequest, trying} = watchAttempts(endpoints, {patienceMs: PATIENCE_MS})
  const hubspot = createHubSpot({
    ...endpoints,
    ...{tokens, clock: systemClock, random: Math.random, onRequest},
    ...{maxWaitMs: 10_000, patienceMs: PATIENCE_MS},
  })
  try {
    const account = await sayIfSlow(readAccount(hubspot), trying, say)
    return {account, objects: await readObjectAccess(hubspot, scopes)}
  } finally {
    hubspot.close()
  }
}

/** For `logout`. */
export function openLogoutPorts(place: StorePlace): LogoutPorts {
  return {
    store: openCredentialStore(place),
    revoke: (apiUrl, secret) => {
      const {apiVersion} = readEndpoints(place.env)
      const proxy = chooseProxy(apiUrl, place.env)
      const oauth = createOAuthClient({
        ...{apiUrl, apiVersion, clock: systemClock, timeoutMs: PATIENCE_MS},
        ...defined({proxy}),
      })
      return oauth.revoke(secret, secret.refreshToken)
    },
  }
}
