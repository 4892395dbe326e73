import {expect, test} from 'vitest'
import type {Login, OAuthSecret} from '../../../src/credentials/store/profile.js'
import {RefreshingToken} from '../../../src/credentials/tokens/refreshing-token.js'
import {createOAuthClient} from '../../../src/hubspot/oauth/oauth-client.js'
import {stepsReading} from '../../support/bare-steps.js'
import {fakeClock} from '../support/fake-clock.js'
import {APP, type FakeHubSpot, PORTAL_ID, refusal, startFakeHubSpot} from '../support/fake-hubspot.js'
import {oauthLogin} from '../support/logins.js'

const LIFE_MS = 1_800_000

/** One place where the login is stored, and any number of processes that use it. */
function processes(server: FakeHubSpot, login: Login & {secret: OAuthSecret}) {
  const clock = fakeClock(Date.now())
  let stored: Login | undefined = login
  let queue: Promise<unknown> = Promise.resolve()
  const exclusively = <T>(work: () => Promise<T>): Promise<T> => {
    const turn = queue.then(work, work)
    queue = turn.catch(() => {})
    return turn
  }
  const start = () =>
    new RefreshingToken('default', login, {
      read: async () => stored,
      save: async renewed => {
        stored = renewed
      },
      exclusively,
      refresh: createOAuthClient({apiUrl: server.url, clock}).refresh,
      clock,
    })
  const store = (next: Login | undefined) => {
    stored = next
  }
  return {clock, start, stored: () => stored, store}
}

test('a spent token is renewed once for all that ask at the same time', async () => {
  const server = await startFakeHubSpot()
  const tokens = processes(server, oauthLogin(server.url)).start()
  const given = await Promise.all(Array.from({length: 50}, () => tokens.accessToken()))
  expect(new Set(given)).toEqual(new Set([server.accessToken()]))
  expect(server.tokenForms.map(form => Object.fromEntries(form))).toEqual([
    {grant_type: 'refresh_token', client_id: APP.clientId, client_secret: APP.clientSecret, refresh_token: 'refresh-0'},
  ])
})

test('a process that comes second takes the token that another one stored', async () => {
  const server = await startFakeHubSpot()
  const {start} = processes(server, oauthLogin(server.url))
  const given = await Promise.all(Array.from({length: 20}, () => start().accessToken()))
  expect(new Set(given).size).toBe(1)
  expect(server.tokenForms).toHaveLength(1)
})

test('a fresh token is used without asking anybody', async () => {
  const server = await startFakeHubSpot()
  const {start} = processes(server, oauthLogin(server.url, {expiresAt: Date.now() + LIFE_MS}))
  expect(await start().accessToken()).toBe('old')
  expect(server.tokenForms).toHaveLength(0)
})

test('a rotated refresh token is kept for the next renewal', async () => {
  const server = await startFakeHubSpot({rotates: true})
  const {start, clock, stored} = processes(server, oauthLogin(server.url))
  const tokens = start()
  await tokens.accessToken()
  clock.advance(LIFE_MS)
  expect(await tokens.accessToken()).toBe(server.accessToken())
  expect(stored()?.secret).toMatchObject({refreshToken: 'refresh-2', accessToken: server.accessToken()})
})

test('tokens that live two seconds are renewed no more often than lives go by, and once more', async () => {
  const server = await startFakeHubSpot({lifeSeconds: 2})
  const {start, clock} = processes(server, oauthLogin(server.url))
  const tokens = start()
  for (let elapsedMs = 0; elapsedMs < 100_000; elapsedMs += 50) {
    await tokens.accessToken()
    clock.advance(50)
  }
  expect(server.tokenForms.length).toBeGreaterThanOrEqual(50)
  expect(server.tokenForms.length).toBeLessThanOrEqual(51)
})

test('a token that HubSpot refused is renewed though it looks fresh', async () => {
  const server = await startFakeHubSpot()
  const {start} = processes(server, oauthLogin(server.url, {expiresAt: Date.now() + LIFE_MS}))
  expect(await start().replaceToken('old')).toBe(server.accessToken())
})

test('a refused token is not renewed when another process has stored a newer one', async () => {
  const server = await startFakeHubSpot()
  const fresh = oauthLogin(server.url, {expiresAt: Date.now() + LIFE_MS})
  const {start, store} = processes(server, fresh)
  const tokens = start()
  store({...fresh, secret: {...fresh.secret, accessToken: 'newer'}})
  expect(await tokens.replaceToken('old')).toBe('newer')
  expect(server.tokenForms).toHaveLength(0)
})

test('many calls refused for one token renew it once', async () => {
  const server = await startFakeHubSpot()
  const tokens = processes(server, oauthLogin(server.url, {expiresAt: Date.now() + LIFE_MS})).start()
  const given = await Promise.all(Array.from({length: 20}, () => tokens.replaceToken('old')))
  expect(new Set(given)).toEqual(new Set([server.accessToken()]))
  expect(server.tokenForms).toHaveLength(1)
})

test.each([
  ['a gateway error', 502],
  ['too many requests', 429],
  ['a cut connection', 'cut'],
] as const)('%s is tried again and does not end the login', async (_, trouble) => {
  const server = await startFakeHubSpot()
  server.nextAnswers.push(trouble, trouble)
  const {start, clock} = processes(server, oauthLogin(server.url))
  expect(await start().accessToken()).toBe(server.accessToken())
  expect(clock.slept).toEqual([1_000, 2_000])
})

test('a renewal that cannot be asked keeps the login and says that it can be tried later', async () => {
  const server = await startFakeHubSpot()
  const login = oauthLogin(server.url)
  const {start, stored} = processes(server, login)
  await server.close()
  await expect(start().accessToken()).rejects.toMatchObject({code: 'REFRESH_UNREACHABLE', exitCode: 6})
  expect(stored()).toEqual(login)
})

test('while the old token is still valid a renewal that cannot be asked is put off', async () => {
  const server = await startFakeHubSpot()
  const {start, clock} = processes(server, oauthLogin(server.url, {expiresAt: Date.now() + 60_000}))
  server.nextAnswers.push(503)
  const tokens = start()
  expect([await tokens.accessToken(), await tokens.accessToken()]).toEqual(['old', 'old'])
  expect(server.tokenForms).toHaveLength(1)
  clock.advance(10_000)
  expect(await tokens.accessToken()).toBe(server.accessToken())
})

test('a refused token is never handed out again, though by the clock it is still valid', async () => {
  const server = await startFakeHubSpot()
  const {start} = processes(server, oauthLogin(server.url, {expiresAt: Date.now() + 60_000}))
  server.nextAnswers.push(503)
  const tokens = start()
  const [early, replaced] = await Promise.all([tokens.accessToken(), tokens.replaceToken('old')])
  expect(early).toBe('old')
  expect(replaced).toBe(server.accessToken())
})

test.each([
  ['a revoked login', 'invalid_grant', 'BAD_REFRESH_TOKEN', 'LOGIN_REVOKED'],
  ['a changed client secret', 'invalid_client', 'BAD_CLIENT_SECRET', 'LOGIN_FAILED'],
])('%s ends with exit 4 and the command to type, and is asked once', async (_, error, status, code) => {
  const server = await startFakeHubSpot()
  server.nextAnswers.push(refusal(error, status))
  const {start, stored} = processes(server, oauthLogin(server.url))
  await expect(start().accessToken()).rejects.toMatchObject({
    code,
    exitCode: 4,
    message: expect.stringContaining(status),
    next: stepsReading(['hubspot-push login --store file']),
  })
  expect(server.tokenForms).toHaveLength(1)
  expect(stored()).toBeDefined()
})

test('a login that was made for another portal meanwhile is not used', async () => {
  const server = await startFakeHubSpot()
  const login = oauthLogin(server.url)
  const {start, store} = processes(server, login)
  const tokens = start()
  store({...login, profile: {...login.profile, portalId: PORTAL_ID + 1}})
  await expect(tokens.accessToken()).rejects.toMatchObject({
    code: 'NOT_LOGGED_IN',
    message: expect.stringContaining('logged in again'),
  })
})

test('after a logout elsewhere the run ends instead of going on with the old token', async () => {
  const server = await startFakeHubSpot()
  const {start, store} = processes(server, oauthLogin(server.url))
  const tokens = start()
  store(undefined)
  await expect(tokens.accessToken()).rejects.toMatchObject({
    code: 'NOT_LOGGED_IN',
    message: expect.stringContaining('logged out'),
  })
})

test('a token that cannot be stored still serves the run when no refresh token is lost by it', async () => {
  const server = await startFakeHubSpot()
  const login = oauthLogin(server.url)
  const tokens = new RefreshingToken('default', login, {
    read: async () => login,
    save: () => Promise.reject(new Error('disk full')),
    exclusively: work => work(),
    refresh: createOAuthClient({apiUrl: server.url, clock: fakeClock(Date.now())}).refresh,
    clock: fakeClock(Date.now()),
  })
  expect(await tokens.accessToken()).toBe(server.accessToken())
})

test('a login that was made at another host meanwhile is not renewed at this one', async () => {
  const server = await startFakeHubSpot()
  const {start, store} = processes(server, oauthLogin(server.url))
  const tokens = start()
  store(oauthLogin('https://api.hubapi.com', {refreshToken: 'of another host'}))
  await expect(tokens.accessToken()).rejects.toMatchObject({code: 'NOT_LOGGED_IN'})
  expect(server.tokenForms).toEqual([])
})
