import {AppError} from '../../errors/app-error.js'
import {ours, type Run} from '../../errors/next-step.js'
import type {AccountDetails} from '../../hubspot/portal/portal-types.js'
import {defined} from '../../shared/defined.js'
import {ownOf} from '../../shared/named.js'
import {loginCommand, tokenCommand} from '../login-command.js'
import {DEFAULT_PROFILE, type Profile, type Secret, type StoreKind} from '../store/profile.js'
import {staticToken} from '../tokens/static-token.js'
import type {LoginPorts, LoginResult, LoginTarget} from './login-ports.js'

export interface NewLogin {
  readonly secret: Secret
  /** Where the token comes from, for messages. */
  readonly origin: string
  /** Absent where HubSpot did not tell. */
  readonly scopes?: readonly string[]
}

/** Checks the token against its portal, and only then saves it. */
export async function completeLogin(
  target: LoginTarget,
  {secret, origin, scopes}: NewLogin,
  ports: LoginPorts,
): Promise<LoginResult> {
  const again = secret.kind === 'oauth' ? loginCommand : tokenCommand
  const tokens = staticToken({
    token: secret.accessToken,
    origin,
    next: [again(target.profile, {store: target.store})],
  })
  const {account, objects} = await ports.inspect(tokens, scopes)
  checkPortal(account, target)
  const before = ownOf(await ports.store.list(), target.profile)
  const leftIn = await ports.store.save(target.profile, {
    secret,
    profile: newProfile(target, {secret, scopes, account}, ports),
  })
  return {
    profile: target.profile,
    kind: secret.kind,
    store: target.store,
    ...portalFacts(account),
    scopes: scopes ?? null,
    objects,
    storage:
      target.store === 'file'
        ? ports.store.file.describe()
        : 'The login is stored in the keychain of this desktop; cron cannot read it.',
    warnings: [...replacedPortal(target.profile, before, account), ...leftBehind(leftIn)],
    next: [nextCommand(target.profile)],
  }
}

/** What people want to know of a portal, under the names that HubSpot gives it. */
export function portalFacts({portalId, accountType, uiDomain, dataHostingLocation}: AccountDetails) {
  return {portalId, accountType, uiDomain, dataHostingLocation}
}

interface Checked {
  readonly secret: Secret
  readonly scopes: readonly string[] | undefined
  readonly account: AccountDetails
}

function newProfile({store}: LoginTarget, {secret, scopes, account}: Checked, {endpoints, clock}: LoginPorts): Profile {
  const savedAt = new Date(clock.now()).toISOString()
  return {
    kind: secret.kind,
    store,
    apiUrl: endpoints.apiUrl,
    portalId: account.portalId,
    savedAt,
    ...defined({scopes}),
  }
}

function checkPortal({portalId}: AccountDetails, target: LoginTarget): void {
  if (target.portalId === undefined || target.portalId === portalId) return
  const message = `--portal is ${target.portalId}, but this login is for portal ${portalId}. It was not saved.`
  throw new AppError('WRONG_PORTAL', message, {
    next: [loginCommand(target.profile, {flags: ['--portal', String(target.portalId)]})],
  })
}

function replacedPortal(name: string, before: Profile | undefined, {portalId}: AccountDetails): string[] {
  if (before === undefined || before.portalId === portalId) return []
  return [
    `Profile ${name} used to belong to portal ${before.portalId}; scripts that use it now write to portal ${portalId}.`,
  ]
}

function leftBehind(store: StoreKind | undefined): string[] {
  return store === undefined
    ? []
    : [`The login that was replaced could not be deleted from the ${store}; it is no longer used.`]
}

function nextCommand(profile: string): Run {
  return ours(['objects', ...(profile === DEFAULT_PROFILE ? [] : ['--profile', profile])])
}
