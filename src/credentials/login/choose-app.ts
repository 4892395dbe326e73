import {AppError} from '../../errors/app-error.js'
import {gap, type Run, shell} from '../../errors/next-step.js'
import type {OAuthApp} from '../../hubspot/oauth/oauth-client.js'
import {isSameHost} from '../endpoints.js'
import {tokenCommand} from '../login-command.js'
import {DEFAULT_PROFILE} from '../store/profile.js'
import {appInstructions} from './login-guidance.js'
import type {LoginPlace, LoginPorts} from './login-ports.js'

/**
 * The OAuth app to log in through: that of the environment, else that of the login which is renewed, else asked for.
 * HubSpot's apps are confidential clients: one that came with this program could keep no secret, so each user brings
 * their own.
 */
export async function chooseApp(
  {profile, port}: {profile: string; port: number},
  {env, prompts}: LoginPlace,
  {store, say, endpoints}: Pick<LoginPorts, 'store' | 'say' | 'endpoints'>,
): Promise<OAuthApp> {
  const clientId = env['HUBSPOT_CLIENT_ID']?.trim() ?? ''
  const clientSecret = env['HUBSPOT_CLIENT_SECRET']?.trim() ?? ''
  if (clientId !== '' && clientSecret !== '') return {clientId, clientSecret}
  const known = clientId === '' ? await savedApp(profile, {store, endpoints}) : undefined
  if (known !== undefined) {
    say(
      `Using the app of the saved login (client id ${known.clientId}). To use another app, set HUBSPOT_CLIENT_ID and HUBSPOT_CLIENT_SECRET.`,
    )
    return known
  }
  if (!prompts.canAsk()) throw nobodyToAsk(port)
  for (const line of appInstructions(port)) say(line)
  const id = {message: 'Client id of the app', flag: 'HUBSPOT_CLIENT_ID', isNeeded: true}
  const secret = {message: 'Client secret (not shown)', flag: 'HUBSPOT_CLIENT_SECRET', isNeeded: true}
  return {
    clientId: checkTyped(clientId || (await prompts.askText(id)), 'client id'),
    clientSecret: checkTyped(clientSecret || (await prompts.askHidden(secret)), 'client secret'),
  }
}

/** HubSpot's page would not say which of the two is missing, or to whom. */
function checkTyped(text: string, what: string): string {
  if (text !== '') return text
  throw new AppError('USAGE', `The ${what} is empty. Copy it from the app's settings in HubSpot.`, {next: [setApp()]})
}

/**
 * Whatever keeps the old login from being read is no reason not to make a new one. An app of another host is not told
 * to this one.
 */
async function savedApp(
  profile: string,
  {store, endpoints}: Pick<LoginPorts, 'store' | 'endpoints'>,
): Promise<OAuthApp | undefined> {
  const login = await store.find(profile).catch(() => undefined)
  if (login?.secret.kind !== 'oauth' || !isSameHost(login.profile.apiUrl, endpoints.apiUrl)) return undefined
  const {clientId, clientSecret} = login.secret
  return {clientId, clientSecret}
}

function nobodyToAsk(port: number): AppError {
  const message = `A login needs the client id and secret of an OAuth app, and without a terminal they cannot be asked for. ${appInstructions(port).join(' ').replaceAll(/\s+/g, ' ')}`
  return new AppError('USAGE', message, {
    next: [setApp(), tokenCommand(DEFAULT_PROFILE)],
  })
}

/** What tells the app to a login without a terminal. */
export function setApp(): Run {
  return shell(['export', gap('HUBSPOT_CLIENT_ID=…'), gap('HUBSPOT_CLIENT_SECRET=…')])
}
