import {OPTIONAL_SCOPES, REQUIRED_SCOPES} from '../../hubspot/oauth/authorize-url.js'
import {redirectUriFor} from './loopback.js'

/** What to do in HubSpot before a first login: shown before client id and secret are asked for. */
export function appInstructions(port: number): string[] {
  return [
    'hubspot-push logs in with your own OAuth app. Create it once in HubSpot: Development → Create app (auth type OAuth).',
    `  Redirect URL:     ${redirectUriFor(port)}`,
    ...scopeLines('Required scopes:', REQUIRED_SCOPES),
    ...scopeLines('Optional scopes:', OPTIONAL_SCOPES),
  ]
}

/** What to do in HubSpot before a token is asked for. */
export function tokenInstructions(): string[] {
  const main = REQUIRED_SCOPES.filter(scope => scope !== 'oauth') // every token has that one
  return [
    'Create a service key in HubSpot: Development → Keys → Service keys.',
    "A private app's token works, too. Give it the scopes of what you push:",
    ...scopeLines('Most push these:', main),
    ...scopeLines('For the rest:', OPTIONAL_SCOPES),
  ]
}

const COLUMN = 19
const MOST_WIDE = 78

/** A list that stays readable on a narrow terminal, and can be copied. */
function scopeLines(title: string, scopes: readonly string[]): string[] {
  const lines: string[] = []
  let line = `  ${title}`.padEnd(COLUMN)
  for (const scope of scopes) {
    if (line.length + 1 + scope.length > MOST_WIDE) {
      lines.push(line)
      line = ' '.repeat(COLUMN)
    }
    line += ` ${scope}`
  }
  return [...lines, line]
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

/** What the two ways of logging in mean, for the question. */
export const WAY_MEANINGS = {
  token: 'a service key or private-app token from HubSpot; one portal, also for servers and cron',
  browser: 'an OAuth app of your own; HubSpot asks for the portal',
} as const

/** What the choice of a store means, for the question and for --help. */
export const STORE_MEANINGS = {
  file: 'file: encrypted, readable by your user at any time, including from cron',
  keychain: 'keychain: the desktop keychain, which cron jobs cannot read',
} as const
