import type {LoginResult} from '../../credentials/login/login-ports.js'
import type {LogoutResult} from '../../credentials/login/logout.js'
import type {SavedLogin} from '../../credentials/login/saved-logins.js'
import type {WhoAmI} from '../../credentials/login/whoami.js'
import type {ProfileDefaults, Setting} from '../../credentials/store/profile-defaults.js'
import {gap, ours} from '../../errors/next-step.js'
import {presentNext} from '../next-steps/print-step.js'
import {fitTable, type TableColumn} from '../text/fit-table.js'
import type {Screen} from '../text/palette.js'
import {showText} from '../text/show-text.js'

type Access = LoginResult['objects'][number]

/** What a login got, and what it lacks. */
export function presentLogin(result: LoginResult, screen: Screen): string[] {
  const {palette} = screen
  return [
    `${palette.good('Logged in')} to portal ${portalText(result)} as profile ${palette.strong(showText(result.profile))}.`,
    '',
    ...fitTable(result.objects, ACCESS_COLUMNS, screen),
    '',
    palette.quiet(showText(result.storage)),
    ...result.warnings.map(warning => palette.warning(showText(warning))),
    ...presentNext(result.next, screen),
  ]
}

export function presentLogout({profile, portalId, revoked, warnings}: LogoutResult, {palette}: Screen): string[] {
  const ended = revoked === true ? ', and HubSpot ended it, too' : ''
  return [
    `The login of profile ${palette.strong(showText(profile))} (portal ${portalId}) was deleted${ended}.`,
    ...warnings.map(warning => palette.warning(showText(warning))),
  ]
}

export function presentWhoAmI(who: WhoAmI, screen: Screen): string[] {
  const {palette} = screen
  const lines: readonly (readonly [string, string])[] = [
    ['Portal', portalText(who)],
    ['Domain', who.portalDomain ?? ''],
    ['User', who.user ?? ''],
    ['Login', who.environmentToken ? `${who.credential}, instead of profile ${who.profile}` : who.credential],
    ['Scopes', who.scopes === null ? 'HubSpot does not say' : who.scopes.join(' ')],
    ['Limits', limitText(who.rate)],
  ]
  return [
    ...lines
      .filter(([, value]) => value !== '')
      .map(([name, value]) => `${palette.strong(name.padEnd(8))}${showText(value)}`),
    '',
    ...fitTable(who.objects, ACCESS_COLUMNS, screen),
  ]
}

/** All defaults of a profile; `only` one of them: its value alone, as a script reads it. */
export function presentDefaults(
  {profile, ...defaults}: ProfileDefaults & {readonly profile: string},
  only: Setting | undefined,
  {palette}: Pick<Screen, 'palette'>,
): string[] {
  const set = Object.entries(defaults).map(([name, value]) => [name, showText(String(value))] as const)
  if (only !== undefined) return set.filter(([name]) => name === only).map(([, value]) => value)
  if (set.length === 0) return [`Profile ${palette.strong(showText(profile))} has no defaults.`]
  return [
    `Defaults of profile ${palette.strong(showText(profile))}:`,
    ...set.map(([name, value]) => `  ${palette.strong(name.padEnd(6))}  ${value}`),
  ]
}

const ACCESS_COLUMNS: readonly TableColumn<Access>[] = [
  {title: 'OBJECT', cell: ({name}) => (name === 'custom' ? 'custom objects' : name)},
  {title: 'PUSH', cell: ({works}) => (works ? 'yes' : 'no')},
  {title: 'MISSING SCOPE', cell: ({missingScopes}) => missingScopes.join(' or '), minWidth: 20},
]

function portalText({
  portalId,
  accountType,
  uiDomain,
  dataHostingLocation,
}: Pick<LoginResult, 'portalId' | 'accountType' | 'uiDomain' | 'dataHostingLocation'>): string {
  return `${portalId} (${showText([accountType, uiDomain, dataHostingLocation].join(', '))})`
}

function limitText({max, intervalMs, daily, dailyRemaining}: WhoAmI['rate']): string {
  const burst = max === undefined ? [] : [`${max} requests per ${(intervalMs ?? 10_000) / 1000} s`]
  const day =
    daily === undefined ? [] : [`${daily} per day${dailyRemaining === undefined ? '' : `, ${dailyRemaining} left`}`]
  return [...burst, ...day].join('; ')
}

/** All saved logins, one a line; the one that is used where none is named has a mark. */
export function presentSavedLogins(logins: readonly SavedLogin[], screen: Screen): string[] {
  if (logins.length === 0) return ['No login is saved on this machine.', ...presentNext([ours(['login'])], screen)]
  return [
    ...fitTable(logins, SAVED_COLUMNS, screen),
    '',
    ...presentNext([ours(['whoami', '--profile', gap('NAME')], 'asks HubSpot whose login it is')], screen),
  ]
}

const SAVED_COLUMNS: readonly TableColumn<SavedLogin>[] = [
  {title: 'PROFILE', cell: ({profile}) => profile, minWidth: 8},
  {title: '', cell: ({isDefault}) => (isDefault ? 'used by default' : '')},
  {title: 'PORTAL', cell: ({portalId}) => String(portalId), align: 'right'},
  {title: 'LOGIN', cell: ({kind}) => (kind === 'oauth' ? 'browser' : 'token')},
  {title: 'SECRET IN', cell: ({store}) => store},
  {title: 'SAVED', cell: ({savedAt}) => `${savedAt.slice(0, 16).replace('T', ' ')} UTC`},
]
