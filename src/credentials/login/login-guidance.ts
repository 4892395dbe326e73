import {OPTIONAL_SCOPES, REQUIRED_SCOPES} from '../../hubspot/oauth/scopes.js'
import {redirectUriFor} from './loopback.js'

/** What to do in HubSpot before a first login: shown before client id and secret are asked for. */
export function appInstructions(port: number): string[] {
  return [
    'hubspot-push logs in through an OAuth app of your own. Create it once in HubSpot: Development → Create app (auth type OAuth).',
    `  Redirect URL:     ${redirectUriFor(port)}`,
    `  Required scopes:  ${REQUIRED_SCOPES.join(' ')}`,
    `  Optional scopes:  ${OPTIONAL_SCOPES.join(' ')}`,
  ]
}

export interface LoginWaiting {
  readonly url: string
  readonly port: number
  readonly minutes: number
  /** False: the person opens the page, maybe on another machine. */
  readonly opensBrowser: boolean
}

/** What stands on the screen while HubSpot has the word. */
export function waitingLines({url, port, minutes, opensBrowser}: LoginWaiting): string[] {
  return [
    opensBrowser
      ? 'Opening HubSpot in the browser. If no page comes up, open this address:'
      : 'Open this address in a browser:',
    url,
    ...(opensBrowser
      ? []
      : [`If that browser runs on another machine, type there first: ssh -L ${port}:localhost:${port} USER@THIS-HOST`]),
    `LoginWaiting ${minutes} minutes for ${redirectUriFor(port)}; Ctrl-C stops.`,
    'A warning that the app is not verified speaks of your own app: connect it all the same.',
    'An error page about scopes: the portal cannot grant one that the app requires; make it optional in the app, or leave it out there.',
    'An error page about the redirect URL: register the one above in the app, to the letter.',
  ]
}

/** What the choice of a store means, for the question and for --help. */
export const STORE_MEANINGS = {
  file: 'file: encrypted; this user can read it at any time, also from cron',
  keychain: 'keychain: the desktop keychain; locked when you are logged out, so cron cannot read it',
} as const
