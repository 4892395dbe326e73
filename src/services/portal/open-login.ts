import {readEndpoints} from '../../credentials/endpoints.js'
import type {LoginPorts} from '../../credentials/login/login-ports.js'
import type {LogoutPorts} from '../../credentials/login/logout.js'
import {createHubSpot} from '../../hubspot/client.js'
import {createOAuthClient} from '../../hubspot/oauth/oauth-client.js'
import {readAccount} from '../../hubspot/portal/account.js'
import {readObjectAccess} from '../../hubspot/portal/object-access.js'
import {defined} from '../../shared/defined.js'
import {chooseProxy} from '../../shared/proxy/choose-proxy.js'
import {systemClock} from '../../shared/system-clock.js'
import {openCredentialStore, type StorePlace} from './open-credential-store.js'

/** For `login`. */
export function openLoginPorts(place: StorePlace, say: (line: string) => void): LoginPorts {
  const endpoints = readEndpoints(place.env)
  const oauth = createOAuthClient({...endpoints, clock: systemClock})
  return {
    endpoints,
    store: openCredentialStore(place),
    oauth,
    clock: systemClock,
    inspect: async (tokens, scopes) => {
      const hubspot = createHubSpot({
        ...endpoints,
        tokens,
        clock: systemClock,
        random: Math.random,
        maxWaitMs: 10_000,
        maxAttempts: 3,
      })
      try {
        return {account: await readAccount(hubspot), objects: await readObjectAccess(hubspot, scopes)}
      } finally {
        hubspot.close()
      }
    },
    openBrowser: async url => {
      const {default: open} = await import('open')
      await open(url)
    },
    say,
  }
}

/** For `logout`. */
export function openLogoutPorts(place: StorePlace): LogoutPorts {
  return {
    store: openCredentialStore(place),
    revoke: (apiUrl, secret) => {
      const {apiVersion} = readEndpoints(place.env)
      const proxy = chooseProxy(apiUrl, place.env)
      const oauth = createOAuthClient({apiUrl, apiVersion, clock: systemClock, ...defined({proxy})})
      return oauth.revoke(secret, secret.refreshToken)
    },
  }
}
