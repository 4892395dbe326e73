import {readEndpoints} from '../../credentials/endpoints.js'
import {DEFAULT_PROFILE} from '../../credentials/store/profile.js'
import {RefreshingToken} from '../../credentials/tokens/refreshing-token.js'
import {staticToken} from '../../credentials/tokens/static-token.js'
import {say} from '../../errors/next-step.js'
import {createOAuthClient, type OAuthClient} from '../../hubspot/oauth/oauth-client.js'
import {type Connection, connectAs} from '../../services/portal/connect.js'
import type {PortalAccess} from '../../services/portal/open-access.js'
import {unlessStopped} from '../../services/push/start-run.js'
import {defined} from '../../shared/defined.js'
import type {EngineLogin, EngineSettings} from '../settings/engine-settings.js'
import type {EnginePorts} from './engine.js'

interface ConnectPorts extends Pick<EnginePorts, 'env' | 'dirs' | 'clock' | 'onWarning' | 'onRefreshToken' | 'stop'> {
  /** As of the client: how long a call may be tried, where a person waits. */
  readonly patienceMs?: number
}

/** The portal of the configuration's login; close it at the end. Throws the errors of a login. */
export async function connectEngine({login}: Pick<EngineSettings, 'login'>, ports: ConnectPorts): Promise<Connection> {
  const {env, dirs, clock, onWarning, stop, patienceMs} = ports
  const access = login.kind === 'token' ? tokenAccess(login.accessToken, ports) : oauthAccess(login, ports)
  const request = {env, dirs, clock, onWarning, signal: stop, ...defined({patienceMs})}
  return unlessStopped(stop, async () => (await connectAs(access, request, async () => undefined)).connection)
}

function tokenAccess(token: string, ports: ConnectPorts): PortalAccess {
  const {endpoints, oauth} = placeOf(ports)
  return {
    ...{profile: DEFAULT_PROFILE, endpoints, environmentToken: false, close: async () => {}},
    tokens: staticToken({
      token,
      origin: 'access_token of the configuration',
      next: [say('put a valid access_token into the configuration')],
    }),
    countedAs: `${endpoints.apiUrl} ${token}`,
    facts: () => oauth.describeStaticToken(token),
  }
}

const WORDS = {
  subject: 'The login of the configuration',
  origin: 'refresh_token of the configuration',
  next: [say('put the client_id, client_secret and refresh_token of a new login into the configuration')],
}

/** The access token is got by the first call; where HubSpot replaces the refresh token, the new one is told. */
function oauthAccess(login: Extract<EngineLogin, {kind: 'oauth'}>, ports: ConnectPorts): PortalAccess {
  const {endpoints, oauth} = placeOf(ports)
  const {apiUrl} = endpoints
  const {clientId, clientSecret, refreshToken} = login
  const profile = {kind: 'oauth', store: 'file', apiUrl, portalId: 0, savedAt: ''} as const
  const spent = {accessToken: '', expiresAt: 0, lifeMs: 0, clockOffsetMs: 0}
  let current = {
    profile,
    secret: {kind: 'oauth', clientId, clientSecret, refreshToken, ...spent},
  } as const as StoredLogin
  const tokens = new RefreshingToken(DEFAULT_PROFILE, current, {
    read: async () => current,
    save: async renewed => {
      if (renewed.secret.refreshToken !== current.secret.refreshToken) ports.onRefreshToken(renewed.secret.refreshToken)
      current = renewed
    },
    exclusively: work => work(),
    refresh: oauth.refresh,
    clock: ports.clock,
    words: WORDS,
  })
  return {
    ...{profile: DEFAULT_PROFILE, endpoints, environmentToken: false, close: async () => {}, tokens},
    countedAs: `${apiUrl} ${clientId} ${refreshToken}`,
    facts: async () => oauth.introspect(login, await tokens.accessToken()),
  }
}

type StoredLogin = ConstructorParameters<typeof RefreshingToken>[1]

function placeOf({env, clock}: ConnectPorts): {endpoints: PortalAccess['endpoints']; oauth: OAuthClient} {
  const endpoints = readEndpoints(env)
  return {endpoints, oauth: createOAuthClient({...endpoints, clock})}
}
