import {CredentialStore} from '../../build/credentials/store/credential-store.js'
import {systemClock} from '../../build/shared/system-clock.js'

const REDIRECT = 'http://localhost:8976/oauth/callback'
const OBJECTS = ['contacts', 'companies', 'deals', 'custom']
const SCOPES = [
  'oauth',
  'crm.objects.owners.read',
  ...['crm.lists.read', 'crm.lists.write'],
  ...OBJECTS.flatMap(name => [`crm.objects.${name}.read`, `crm.objects.${name}.write`]),
].join(' ')

/** Saves an OAuth login of the sandbox as the default profile, as `hubspot-push login` would. */
export async function logIn({url, clientId, clientSecret, portalId}, configDir) {
  const client = {client_id: clientId, redirect_uri: REDIRECT}
  const agreed = await post(`${url}/oauth/authorize`, {...client, scope: SCOPES, state: 'chaos', decision: 'connect'})
  const code = new URL(agreed.headers.get('location')).searchParams.get('code')
  const grant = {...client, client_secret: clientSecret, grant_type: 'authorization_code', code}
  const {
    access_token: accessToken,
    refresh_token: refreshToken,
    expires_in: seconds,
  } = await (await post(`${url}/oauth/v3/token`, grant)).json()
  const lifeMs = seconds * 1000
  const secret = {
    kind: 'oauth',
    clientId,
    clientSecret,
    refreshToken,
    accessToken,
    expiresAt: Date.now() + lifeMs,
    lifeMs,
    clockOffsetMs: 0,
  }
  const profile = {kind: 'oauth', store: 'file', apiUrl: url, portalId, savedAt: new Date().toISOString()}
  await new CredentialStore({configDir, clock: systemClock}).save('default', {profile, secret})
}

function post(url, fields) {
  return fetch(url, {method: 'POST', body: new URLSearchParams(fields), redirect: 'manual'})
}
