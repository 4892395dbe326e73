import {OPTIONAL_SCOPES, REQUIRED_SCOPES} from '../../hubspot/oauth/authorize-url.js'
import {redirectUriFor} from './loopback.js'

/** What to do in HubSpot before a first login: shown before client id and secret are asked for. */
export function appInstructions(port: number): string[] {
  return [
    'hubspot-push logs in with your own OAuth app. Create it once in HubSpot: Development → Create app (auth type OAuth).',
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

/** What the screen shows while HubSpot's page is open. */
export function waitingLines({url, port, minutes, opensBrowser}: LoginWaiting): string[] {
  return [
    opensBrowser
      ? 'Opening HubSpot in the browser. If no page appears, open this address:'
      : 'Open this address in a browser:',
    url,
    ...(opensBrowser
      ? []
      : [
          `If the browser is on another machine, run this there first: ssh -L ${port}:localhost:${port} USER@THIS-HOST`,
        ]),
    `Waiting ${minutes} minutes for ${redirectUriFor(port)}; press Ctrl-C to stop.`,
    'HubSpot warns about unverified apps. This one is yours: connect it.',
    'If an error page mentions scopes: the portal cannot grant a scope that the app requires. Make it optional in the app, or remove it there.',
    'If an error page mentions the redirect URL: register the one above in the app, exactly as shown.',
  ]
}

/** What the choice of a store means, for the question and for --help. */
export const STORE_MEANINGS = {
  file: 'file: encrypted, readable by your user at any time, including from cron',
  keychain: 'keychain: the desktop keychain, which cron jobs cannot read',
} as const
