import {expect, test} from 'vitest'
import {loginWithOAuth} from '../../../src/credentials/login/login-oauth.js'
import type {LoginPorts} from '../../../src/credentials/login/login-ports.js'
import type {StoreKind} from '../../../src/credentials/store/profile.js'
import {createOAuthClient} from '../../../src/hubspot/oauth/oauth-client.js'
import type {AccountDetails} from '../../../src/hubspot/portal/portal-types.js'
import {systemClock} from '../../../src/shared/system-clock.js'
import {stepsReading} from '../../support/bare-steps.js'
import {tempDir} from '../../support/temp-dir.js'
import {APP, PORTAL_ID, refusal, SCOPES, startFakeHubSpot} from '../support/fake-hubspot.js'
import {freePort} from '../support/free-port.js'
import {memoryKeychain, openStore, tokenLogin} from '../support/logins.js'

const ACCOUNT: AccountDetails = {
  portalId: PORTAL_ID,
  accountType: 'STANDARD',
  timeZone: 'UTC',
  uiDomain: 'app.hubspot.com',
  dataHostingLocation: 'na1',
}
const OBJECTS = [{name: 'contacts', works: true, missingScopes: []}]

type Answer = (authorizeUrl: URL) => Record<string, string>
const agree: Answer = url => ({code: 'good-code', state: url.searchParams.get('state') ?? ''})

/** A login whose browser goes straight to the callback with `answer`; also gives the page it was shown. */
async function prepare(answer: Answer, changes: Partial<LoginPorts> = {}) {
  const server = await startFakeHubSpot()
  const store = openStore(await tempDir())
  const said: string[] = []
  const shown: Promise<string>[] = []
  const ports: LoginPorts = {
    endpoints: {apiUrl: server.url, appUrl: 'https://app.hubspot.com', apiVersion: 'v3'},
    store,
    oauth: createOAuthClient({apiUrl: server.url, clock: systemClock}),
    clock: systemClock,
    inspect: async () => ({account: ACCOUNT, objects: OBJECTS}),
    openBrowser: async text => {
      const url = new URL(text)
      const query = new URLSearchParams(answer(url))
      shown.push(fetch(`${url.searchParams.get('redirect_uri')}?${query}`).then(reply => reply.text()))
    },
    say: line => void said.push(line),
    ...changes,
  }
  const port = await freePort()
  const login = ({
    store = 'file',
    portalId,
    usePkce = true,
  }: {
    store?: StoreKind
    portalId?: number
    usePkce?: boolean
  } = {}) =>
    loginWithOAuth(
      {
        target: {profile: 'acme', store, ...(portalId !== undefined && {portalId})},
        app: APP,
        port,
        usePkce,
        opensBrowser: true,
        timeoutMs: 20_000,
      },
      ports,
    )
  return {server, store, said, shown, login, port}
}

test('a login ends with the portal, its objects and a saved profile', async () => {
  const {login, store, server, shown} = await prepare(agree)
  expect(await login()).toMatchObject({
    profile: 'acme',
    portalId: PORTAL_ID,
    scopes: SCOPES,
    objects: OBJECTS,
    warnings: [],
  })
  expect(await store.find('acme')).toMatchObject({
    profile: {kind: 'oauth', portalId: PORTAL_ID, apiUrl: server.url},
    secret: {...APP, accessToken: server.accessToken(), refreshToken: 'refresh-0'},
  })
  expect(await shown[0]).toContain(`portal ${PORTAL_ID}`)
})

test('the code is exchanged with the redirect URL and the verifier that the authorize page was told of', async () => {
  const {login, server, port} = await prepare(agree)
  await login()
  expect(Object.fromEntries(server.tokenForms[0] ?? [])).toEqual({
    grant_type: 'authorization_code',
    client_id: APP.clientId,
    client_secret: APP.clientSecret,
    code: 'good-code',
    redirect_uri: `http://localhost:${port}/oauth/callback`,
    code_verifier: expect.stringMatching(/^[\w-]{43}$/),
  })
})

test('PKCE can be left out', async () => {
  const {login, server, said} = await prepare(agree)
  await login({usePkce: false})
  expect(server.tokenForms[0]?.has('code_verifier')).toBe(false)
  expect(said.join()).not.toContain('code_challenge')
})

test.each([
  [
    'the person denies',
    {error: 'access_denied', error_description: 'The user <b>denied</b>'},
    'LOGIN_DENIED',
    /denied in HubSpot/,
  ],
  ['a scope cannot be granted', {error: 'invalid_scope'}, 'LOGIN_FAILED', /cannot grant a scope/],
  ['HubSpot names another error', {error: 'server_error'}, 'LOGIN_FAILED', /server_error/],
  [
    'the code is not HubSpot’s',
    {code: 'bad-code'},
    'LOGIN_FAILED',
    /already used or has expired \(HubSpot said BAD_AUTH_CODE/,
  ],
])('when %s, terminal and page say so and nothing is saved', async (_, answer, code, message) => {
  const {login, store, shown} = await prepare(url => ({...answer, state: url.searchParams.get('state') ?? ''}))
  await expect(login()).rejects.toMatchObject({
    code,
    exitCode: 4,
    message: expect.stringMatching(message),
    next: stepsReading(['hubspot-push login --profile acme']),
  })
  expect(await store.find('acme')).toBeUndefined()
  expect(await shown[0]).toContain('Not logged in')
  expect(await shown[0]).not.toContain('<b>')
})

test.each([
  [
    'a wrong client secret',
    refusal('invalid_client', 'BAD_CLIENT_SECRET'),
    'LOGIN_FAILED',
    /client id or client secret/,
  ],
  ['an expired code', refusal('invalid_grant', 'EXPIRED_AUTH_CODE'), 'LOGIN_FAILED', /has expired/],
  [
    'an unregistered redirect URL',
    refusal('invalid_request', 'BAD_REDIRECT_URI'),
    'LOGIN_FAILED',
    /does not know the redirect URL http:\/\/localhost:/,
  ],
  ['a token endpoint that is down', 503, 'UNREACHABLE', /could not be reached: it answered 503/],
  ['a token endpoint that hangs up', 'cut', 'UNREACHABLE', /could not be reached: the connection failed/],
])('%s has its own message', async (_, answer, code, message) => {
  const {login, server} = await prepare(agree)
  server.nextAnswers.push(answer as never)
  await expect(login()).rejects.toMatchObject({code, message: expect.stringMatching(message)})
})

test('a login for another portal than asked for is not saved', async () => {
  const {login, store} = await prepare(agree)
  await expect(login({portalId: 1})).rejects.toMatchObject({code: 'WRONG_PORTAL', exitCode: 4})
  expect(await store.find('acme')).toBeUndefined()
})

test('a profile that changes its portal says so', async () => {
  const {login, store} = await prepare(agree)
  await store.save('acme', tokenLogin({portalId: 99}))
  expect((await login()).warnings).toEqual([expect.stringContaining('used to belong to portal 99')])
})

test('a browser that cannot be opened leaves the printed address to go on with', async () => {
  let seeAddress: (line: string) => void = () => {}
  const address = new Promise<string>(resolve => {
    seeAddress = line => line.startsWith('https://app.hubspot.com/oauth/authorize?') && resolve(line)
  })
  const {login} = await prepare(agree, {
    openBrowser: () => Promise.reject(new Error('no browser')),
    say: line => seeAddress(line),
  })
  const result = login()
  const url = new URL(await address)
  await fetch(`${url.searchParams.get('redirect_uri')}?${new URLSearchParams(agree(url))}`)
  expect((await result).portalId).toBe(PORTAL_ID)
})

test('a keychain that cannot be reached is told before anybody is sent to the browser', async () => {
  const keychain = {...memoryKeychain(), read: () => Promise.reject(new Error('locked'))}
  const {login, said} = await prepare(agree, {store: openStore(await tempDir(), {keychain})})
  await expect(login({store: 'keychain'})).rejects.toThrow('locked')
  expect(said).toEqual([])
})
