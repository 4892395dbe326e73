import {AppError} from '../../errors/app-error.js'
import {ours} from '../../errors/next-step.js'
import {defined} from '../../shared/defined.js'
import {ownOf} from '../../shared/named.js'
import {profileName, TOKEN_VARIABLE, tokenInTheWay} from '../choose-credential.js'
import {loginCommand} from '../login-command.js'
import {SANDBOX_PROFILE, type StoreKind} from '../store/profile.js'
import {chooseApp} from './choose-app.js'
import {STORE_MEANINGS, WAY_MEANINGS} from './login-guidance.js'
import {loginWithOAuth} from './login-oauth.js'
import type {LoginPlace, LoginPorts, LoginResult, LoginTarget} from './login-ports.js'
import {loginWithToken} from './login-token.js'
import {assertPortUsable} from './loopback.js'

/** What was asked for on the command line. */
export interface LoginRequest {
  readonly profile?: string
  readonly portalId?: number
  readonly store?: StoreKind
  /** A token instead of the browser, from standard input or a hidden prompt. */
  readonly tokenStdin: boolean
  readonly port: number
  readonly usePkce: boolean
  /** False: the address is only printed. */
  readonly browser: boolean
  /** Optional scopes beside those that every login asks for. */
  readonly scopes?: readonly string[]
  /** A flag was given that only a login in the browser knows. */
  readonly isBrowserMeant: boolean
}

const CALLBACK_TIMEOUT_MS = 5 * 60_000

/** Logs in and saves it. Throws USAGE where the login could not be used, or would be for nothing. */
export async function login(request: LoginRequest, place: LoginPlace, ports: LoginPorts): Promise<LoginResult> {
  const {env, prompts} = place
  const profile = savableProfile(request, env)
  if (request.tokenStdin || (await chooseWay(profile, request, place, ports)) === 'token')
    return loginWithToken(() => targetOf(profile, request, place), place, ports)
  await assertPortUsable(request.port, loginCommand(profile))
  const app = await chooseApp({profile, port: request.port}, place, ports)
  return loginWithOAuth(
    {
      target: await targetOf(profile, request, place),
      app,
      port: request.port,
      usePkce: request.usePkce,
      opensBrowser: request.browser && prompts.canAsk() && !isRemote(env),
      timeoutMs: CALLBACK_TIMEOUT_MS,
    },
    ports,
  )
}

function savableProfile({profile}: LoginRequest, env: NodeJS.ProcessEnv): string {
  if ((env[TOKEN_VARIABLE] ?? '') !== '') throw tokenInTheWay('the login that is saved here would then not be used')
  const name = profileName(env, profile)
  if (name !== SANDBOX_PROFILE) return name
  throw new AppError('USAGE', `The profile ${SANDBOX_PROFILE} is built in and needs no login.`, {
    next: [ours(['objects', '--profile', 'sandbox'])],
  })
}

async function targetOf(
  profile: string,
  {portalId, store, scopes}: LoginRequest,
  place: LoginPlace,
): Promise<LoginTarget> {
  return {profile, store: store ?? (await chooseStore(place)), ...defined({portalId, scopes})}
}

/** A person is asked, unless flags or the environment tell; the way of the login that is replaced comes first. */
async function chooseWay(
  profile: string,
  {isBrowserMeant}: LoginRequest,
  {env, prompts}: LoginPlace,
  {store}: LoginPorts,
): Promise<'browser' | 'token'> {
  if (isBrowserMeant || !prompts.canAsk() || (env['HUBSPOT_CLIENT_ID'] ?? '').trim() !== '') return 'browser'
  const ways = [
    {name: `With a token – ${WAY_MEANINGS.token}`, value: 'token'},
    {name: `In the browser – ${WAY_MEANINGS.browser}`, value: 'browser'},
  ]
  const wasOAuth = ownOf(await store.list(), profile)?.kind === 'oauth'
  const question = {message: 'How do you want to log in?', flag: '--token-stdin, or --browser'}
  return (await prompts.askChoice(question, wasOAuth ? ways.toReversed() : ways)) === 'token' ? 'token' : 'browser'
}

/** On a machine reached by ssh a browser would open on a screen without a user. */
function isRemote(env: NodeJS.ProcessEnv): boolean {
  return env['SSH_CONNECTION'] !== undefined && (env['DISPLAY'] ?? '') === '' && (env['WAYLAND_DISPLAY'] ?? '') === ''
}

/**
 * A keychain unlocked at a desk cannot be read from cron, so the person says what the login is for. Without a terminal
 * it is for scripts.
 */
async function chooseStore({env, prompts}: Pick<LoginPlace, 'env' | 'prompts'>): Promise<StoreKind> {
  if (env['HUBSPOT_PUSH_KEYCHAIN'] === '0' || !prompts.canAsk()) return 'file'
  const question = {message: 'Will scripts in cron use this login?', flag: '--store file or --store keychain'}
  const answer = await prompts.askChoice(question, [
    {name: `Yes – ${STORE_MEANINGS.file}`, value: 'file'},
    {name: `No – ${STORE_MEANINGS.keychain}`, value: 'keychain'},
  ])
  return answer === 'keychain' ? 'keychain' : 'file'
}
