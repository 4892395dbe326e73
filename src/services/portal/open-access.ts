import {chooseCredential, otherToken, TOKEN_VARIABLE} from '../../credentials/choose-credential.js'
import {type Endpoints, readEndpoints} from '../../credentials/endpoints.js'
import {type CredentialInUse, savedTokens} from '../../credentials/tokens/saved-tokens.js'
import {staticToken} from '../../credentials/tokens/static-token.js'
import {ours} from '../../errors/next-step.js'
import {createOAuthClient, type OAuthClient} from '../../hubspot/oauth/oauth-client.js'
import {defined} from '../../shared/defined.js'
import {systemClock} from '../../shared/system-clock.js'
import {openCredentialStore, type StorePlace} from './open-credential-store.js'

export interface AccessRequest extends StorePlace {
  /** --profile */
  readonly profile?: string
  /** When what nothing answers is given up: where a person waits. Default: minutes later. */
  readonly patienceMs?: number
}

/** A way into a portal: with whose token, and where. Close it at the end. */
export interface PortalAccess extends CredentialInUse {
  readonly profile: string
  readonly endpoints: Endpoints
  readonly environmentToken: boolean
  close(): Promise<void>
}

export async function openAccess(request: AccessRequest): Promise<PortalAccess> {
  const chosen = chooseCredential(request.env, request.profile)
  const {profile} = chosen
  if (chosen.from === 'sandbox') return openSandboxAccess(profile, request)
  const endpoints = readEndpoints(request.env)
  const {apiUrl} = endpoints
  const oauth = createOAuthClient({...endpoints, clock: systemClock, ...defined({timeoutMs: request.patienceMs})})
  const access = {profile, endpoints, environmentToken: chosen.from === 'environment', close: async () => {}}
  if (chosen.from === 'profile') {
    return {
      ...access,
      ...(await savedTokens(profile, {store: openCredentialStore(request), oauth, clock: systemClock, apiUrl})),
    }
  }
  const tokens = staticToken({token: chosen.token, origin: TOKEN_VARIABLE, next: otherToken()})
  return {
    ...access,
    tokens,
    countedAs: `${apiUrl} ${chosen.token}`,
    facts: () => oauth.describeStaticToken(chosen.token),
  }
}

/**
 * Loaded only here: other commands do not pay for starting it. Its own address always counts, whatever the environment
 * says of HubSpot's.
 */
async function openSandboxAccess(profile: string, {env, dirs}: AccessRequest): Promise<PortalAccess> {
  const {openProfileSandbox} = await import('../../sandbox/profile/profile-sandbox.js')
  const sandbox = await openProfileSandbox(dirs.data)
  const {apiVersion} = readEndpoints({HUBSPOT_PUSH_API_VERSION: env['HUBSPOT_PUSH_API_VERSION']})
  const oauth = (): OAuthClient => createOAuthClient({apiUrl: sandbox.url, apiVersion, clock: systemClock})
  return {
    profile,
    tokens: staticToken({token: sandbox.token, origin: 'the built-in sandbox', next: [ours(['sandbox'])]}),
    countedAs: sandbox.token,
    facts: () => oauth().describeStaticToken(sandbox.token),
    endpoints: {apiUrl: sandbox.url, appUrl: sandbox.url, apiVersion},
    environmentToken: false,
    close: () => sandbox.close(),
  }
}
