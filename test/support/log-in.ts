import {freePort} from '../credentials/support/free-port.js'
import {AUTHORIZE_URL, type BrowserVisit, type Decision, playBrowser} from './play-browser.js'
import {type CliOptions, type CliResult, startCli} from './run-cli.js'

/** A sandbox, in this process or another. */
export interface App {
  readonly url: string
  readonly clientId: string
  readonly clientSecret: string
}

export interface LoginTry extends CliResult {
  /** What the browser saw; `authorizeUrl` is what the program printed. */
  readonly visit: BrowserVisit
  readonly authorizeUrl: string
}

interface LoginOptions extends CliOptions {
  /** Further arguments. */
  readonly args?: readonly string[]
  readonly decision?: Decision
}

/** The environment of a client whose login is a saved one, made at this sandbox. */
export function loginEnvOf({url}: Pick<App, 'url'>): Record<string, string> {
  return {HUBSPOT_PUSH_API_URL: url, HUBSPOT_PUSH_APP_URL: url}
}

/** `hubspot-push login`, with a browser that is played by HTTP. */
export async function logIn(app: App, {args = [], decision = 'connect', ...options}: LoginOptions): Promise<LoginTry> {
  const credentials = {HUBSPOT_CLIENT_ID: app.clientId, HUBSPOT_CLIENT_SECRET: app.clientSecret}
  const env = {...loginEnvOf(app), ...credentials, ...options.env}
  const cli = await startCli(['login', '--port', String(await freePort()), ...args], {...options, env})
  const [authorizeUrl = ''] = AUTHORIZE_URL.exec(await cli.waitFor('stderr', AUTHORIZE_URL)) ?? []
  const visit = await playBrowser(authorizeUrl, decision)
  return {...(await cli.result), visit, authorizeUrl}
}
