import {Readable} from 'node:stream'
import {expect, onTestFinished, test} from 'vitest'
import {type LoginRequest, login} from '../../../src/credentials/login/login.js'
import type {LoginPlace} from '../../../src/credentials/login/login-ports.js'
import {startSandbox} from '../../../src/sandbox/sandbox.js'
import {openLoginPorts} from '../../../src/services/portal/open-login.js'
import {stepsReading} from '../../support/bare-steps.js'
import {playBrowser} from '../../support/play-browser.js'
import {tempDir} from '../../support/temp-dir.js'
import {freePort} from '../support/free-port.js'
import {oauthLogin} from '../support/logins.js'

interface Desk {
  /** What the person answers, in order; a function is given nothing. */
  readonly answers?: readonly string[]
  readonly env?: Record<string, string>
  readonly request?: Partial<LoginRequest>
  /** Without a terminal. */
  readonly stdin?: string
  readonly savedApp?: boolean
}

/** A person who logs in to a sandbox: what they were asked and told, and what came of it. */
async function atDesk({answers = [], env = {}, request = {}, stdin, savedApp = false}: Desk) {
  const sandbox = await startSandbox()
  onTestFinished(() => sandbox.close())
  const left = answers.map(answer => (answer === 'TOKEN' ? sandbox.token : answer))
  const asked: string[] = []
  const answer = async ({message}: {message: string}) => {
    asked.push(message)
    return left.shift() ?? ''
  }
  const choose = async (question: {message: string}, choices: readonly {value: string}[]) => {
    const chosen = await answer(question)
    asked.push(choices.map(({value}) => value).join(' or '))
    return chosen
  }
  const home = await tempDir()
  const place = {
    env: {HUBSPOT_PUSH_API_URL: sandbox.url, HUBSPOT_PUSH_APP_URL: sandbox.url, HUBSPOT_PUSH_KEYCHAIN: '0', ...env},
    dirs: {data: home, config: home, cache: home},
    prompts: {canAsk: () => stdin === undefined, askText: answer, askHidden: answer, askChoice: choose},
    stdin: stdin === undefined ? Object.assign(Readable.from([]), {isTTY: true}) : Readable.from([stdin]),
  } satisfies LoginPlace & {dirs: object}
  const said: string[] = []
  const opened: URL[] = []
  const ports = {
    ...openLoginPorts(place, line => void said.push(line)),
    openBrowser: async (url: string) => {
      opened.push(new URL(url))
      await playBrowser(url, 'connect')
    },
  }
  if (savedApp)
    await ports.store.save(
      'default',
      oauthLogin(sandbox.url, {clientId: sandbox.clientId, clientSecret: sandbox.clientSecret}),
    )
  const full = {
    tokenStdin: false,
    port: await freePort(),
    usePkce: true,
    browser: true,
    isBrowserMeant: false,
    ...request,
  }
  const result = await login(full, place, ports).catch((error: unknown) => error)
  return {result, asked, said, opened, sandbox, saved: await ports.store.find('default')}
}

test('both ways are offered first, the token with what to tick for it', async () => {
  const {result, asked, said, saved} = await atDesk({answers: ['token', 'TOKEN']})
  expect(asked).toEqual(['How do you want to log in?', 'token or browser', 'Private-app token or service key'])
  expect(said.join('\n')).toMatch(/service key[\s\S]*crm\.objects\.contacts\.write[\s\S]*e-commerce/)
  expect(result).toMatchObject({kind: 'token', portalId: 48213907})
  expect(saved?.secret.kind).toBe('token')
})

test('a token that is refused, mistyped or cut short is asked for again, three times in all', async () => {
  const again = await atDesk({answers: ['token', 'short', 'pat-na1-not-the-token', 'TOKEN']})
  expect(again.asked.filter(message => message.includes('token or'))).toHaveLength(1 + 3)
  expect(again.said.filter(line => line.includes('Paste it again'))).toEqual([
    'The token from the prompt is too short. Paste it again, or press Ctrl-C.',
    expect.stringMatching(/^HubSpot does not accept the token/),
  ])
  expect(again.result).toMatchObject({kind: 'token'})

  const never = await atDesk({answers: ['token', 'one-wrong-token', 'two-wrong-tokens', 'three-wrong-tokens']})
  expect(never.result).toMatchObject({
    code: 'TOKEN_INVALID',
    next: stepsReading(['hubspot-push login --store file --token-stdin < token.txt']),
  })
  expect(never.saved).toBeUndefined()
})

test('without a terminal, a refused token leads back to the token', async () => {
  const {result} = await atDesk({stdin: 'pat-na1-not-the-token', request: {tokenStdin: true, profile: 'acme'}})
  expect(result).toMatchObject({
    code: 'TOKEN_INVALID',
    next: stepsReading(['hubspot-push login --profile acme --store file --token-stdin < token.txt']),
  })
})

test('nobody is asked about the way who has said it: by a flag, by the environment', async () => {
  const byFlag = await atDesk({request: {isBrowserMeant: true}})
  expect(byFlag.asked[0]).toBe('Client id of the app')
  const byVariable = await atDesk({env: {HUBSPOT_CLIENT_ID: 'app'}})
  expect(byVariable.asked).toEqual(['Client secret (not shown)'])
})

test.each([
  ['client id', ['browser', '', 'secret']],
  ['client secret', ['browser', 'some-app', '']],
])('an empty %s goes to no page of HubSpot’s', async (what, answers) => {
  const {result, opened} = await atDesk({answers})
  expect(result).toMatchObject({code: 'USAGE', message: expect.stringContaining(`The ${what} is empty`)})
  expect(opened).toEqual([])
})

test('a login is renewed with the scopes that it had and those that are asked for', async () => {
  const {result, asked, opened} = await atDesk({
    savedApp: true,
    answers: ['browser'],
    request: {scopes: ['crm.objects.orders.write']},
  })
  const requested = opened[0]?.searchParams.get('optional_scope')?.split(' ')
  expect(asked).toEqual(['How do you want to log in?', 'browser or token'])
  expect(requested).toEqual(expect.arrayContaining(['crm.objects.orders.write', 'e-commerce', 'crm.lists.write']))
  expect(requested).toHaveLength(new Set(requested).size)
  expect(
    opened[0]?.searchParams
      .get('scope')
      ?.split(' ')
      .filter(scope => requested?.includes(scope)),
  ).toEqual([])
  expect(result).toMatchObject({kind: 'oauth'})
})
