import {AppError} from '../../errors/app-error.js'
import {ours, type PlainStep} from '../../errors/next-step.js'
import type {TokenSource} from '../../hubspot/call-types.js'
import type {OAuthClient, TimedGrant} from '../../hubspot/oauth/oauth-client.js'
import type {OAuthRefusal} from '../../hubspot/oauth/token-reply.js'
import type {Clock} from '../../shared/clock.js'
import {isSameHost} from '../endpoints.js'
import {loginCommand} from '../login-command.js'
import type {Login, OAuthSecret, Profile} from '../store/profile.js'

type OAuthLogin = Login & {readonly secret: OAuthSecret}

/** How messages speak of a login that is not a profile's. */
export interface LoginWords {
  /** Begins a sentence: `The login of the configuration`. */
  readonly subject: string
  /** For people: where it comes from. */
  readonly origin: string
  /** How to log in again. */
  readonly next: readonly PlainStep[]
}

export interface RefreshPorts {
  /** The login as it is stored now; undefined after a logout. */
  readonly read: () => Promise<Login | undefined>
  /** To where the login is stored now. */
  readonly save: (login: OAuthLogin) => Promise<void>
  /** Runs the work while no other process renews, replaces or forgets this login. */
  readonly exclusively: <T>(work: () => Promise<T>) => Promise<T>
  readonly refresh: OAuthClient['refresh']
  readonly clock: Clock
  /** Default: of the profile by its name. */
  readonly words?: LoginWords
}

/** Waits between attempts while HubSpot cannot be asked and there is no token to continue with. */
const RETRY_DELAYS_MS = [1_000, 2_000, 4_000, 8_000]
/** A token that is still valid is used on; only now and then its renewal is tried again. */
const RETRY_WHILE_VALID_MS = 10_000

interface Need {
  readonly spent: string
  /** By HubSpot: then it does not serve any longer, whatever its age. */
  readonly isRefused: boolean
}

/**
 * An OAuth login that renews itself: before its end, and when HubSpot refused the token. One renewal at a time here and
 * among all processes; the second process finds the new token stored and sends nothing.
 */
export class RefreshingToken implements TokenSource {
  readonly #name: string
  readonly #profile: Profile
  readonly #ports: RefreshPorts
  #current: OAuthSecret
  #renewal: Promise<string> | undefined
  #nextTryAt = 0

  constructor(name: string, {profile, secret}: OAuthLogin, ports: RefreshPorts) {
    this.#name = name
    this.#profile = profile
    this.#current = secret
    this.#ports = ports
  }

  describe(): string {
    return this.#ports.words?.origin ?? `profile ${this.#name} (${this.#profile.store})`
  }

  async accessToken(): Promise<string> {
    const now = this.#ports.clock.now()
    const mayWait = now < this.#nextTryAt && !isExpired(this.#current, now)
    return isFresh(this.#current, now) || mayWait
      ? this.#current.accessToken
      : this.#renewed({spent: this.#current.accessToken, isRefused: false})
  }

  async replaceToken(refused: string): Promise<string> {
    if (refused !== this.#current.accessToken) return this.accessToken()
    const underWay = await this.#renewal // begun before the refusal, it may have settled for the old token
    return underWay !== undefined && underWay !== refused ? underWay : this.#renewed({spent: refused, isRefused: true})
  }

  #renewed(need: Need): Promise<string> {
    this.#renewal ??= this.#renew(need).finally(() => {
      this.#renewal = undefined
    })
    return this.#renewal
  }

  async #renew({spent, isRefused}: Need): Promise<string> {
    for (const delayMs of [...RETRY_DELAYS_MS, undefined]) {
      const failure = await this.#ports.exclusively(() => this.#tryRenew(spent))
      if (failure === undefined) return this.#current.accessToken
      const now = this.#ports.clock.now()
      if (!isRefused && !isExpired(this.#current, now)) {
        this.#nextTryAt = now + RETRY_WHILE_VALID_MS
        return this.#current.accessToken
      }
      if (delayMs === undefined) throw this.#couldNotAsk(failure)
      await this.#ports.clock.sleep(delayMs)
    }
    throw new AppError('BUG', 'The renewal of a login ended without a result.')
  }

  /** Undefined when `current` is another token than `spent`; else why HubSpot could not be asked. */
  async #tryRenew(spent: string): Promise<string | undefined> {
    const login = await this.#readStored()
    const stored = login.secret
    if (stored.accessToken !== spent && isFresh(stored, this.#ports.clock.now())) {
      this.#current = stored
      return undefined
    }
    const outcome = await this.#ports.refresh(stored, stored.refreshToken)
    if (outcome.kind === 'unreachable') return outcome.why
    if (outcome.kind === 'refused') throw this.#refused(outcome.refusal)
    this.#current = await this.#keep(login, outcome.grant)
    return undefined
  }

  /**
   * Read again each time: another process may have renewed the login, and a person may have logged in elsewhere under
   * this name.
   */
  async #readStored(): Promise<OAuthLogin> {
    const login = await this.#ports.read()
    const {profile, secret} = login ?? {}
    if (profile !== undefined && secret?.kind === 'oauth' && this.#isOfSamePortal(profile)) return {profile, secret}
    const what = login === undefined ? 'was logged out' : 'was logged in again, differently'
    throw new AppError('NOT_LOGGED_IN', `Profile ${this.#name} ${what} while this command ran.`, {
      next: this.#loginAgain(),
    })
  }

  /** Of the same host too: the renewal goes where this login was made. */
  #isOfSamePortal({portalId, apiUrl}: Profile): boolean {
    return portalId === this.#profile.portalId && isSameHost(apiUrl, this.#profile.apiUrl)
  }

  /** Without a place to keep it, a token still serves this run; only a lost refresh token would end the login. */
  async #keep({profile, secret: stored}: OAuthLogin, grant: TimedGrant): Promise<OAuthSecret> {
    const {accessToken, expiresAt, lifeMs, clockOffsetMs, refreshToken = stored.refreshToken} = grant
    const renewed = {...stored, accessToken, refreshToken, expiresAt, lifeMs, clockOffsetMs}
    await this.#ports.save({profile, secret: renewed}).catch(error => {
      if (refreshToken !== stored.refreshToken) throw error
    })
    return renewed
  }

  #refused({reason, name, message}: OAuthRefusal): AppError {
    const said = `HubSpot said ${name}${message === '' ? '' : `: ${message.replace(/\.$/, '')}`}.`
    if (reason === 'grant') {
      return new AppError(
        'LOGIN_REVOKED',
        `${this.#subject} is no longer valid: it was revoked, or the app was removed from the portal. ${said}`,
        {
          next: this.#loginAgain(),
        },
      )
    }
    const why = reason === 'client' ? 'HubSpot no longer accepts the app of this login' : 'HubSpot did not renew it'
    return new AppError('LOGIN_FAILED', `${this.#subject} could not be renewed: ${why}. ${said}`, {
      next: this.#loginAgain(),
    })
  }

  #couldNotAsk(why: string): AppError {
    return new AppError(
      'REFRESH_UNREACHABLE',
      `${this.#subject} has to be renewed, but HubSpot could not be reached: ${why}. The login is kept; try again later.`,
      {next: this.#ports.words === undefined ? [ours(['whoami', '--profile', this.#name])] : []},
    )
  }

  get #subject(): string {
    return this.#ports.words?.subject ?? `The login of profile ${this.#name}`
  }

  #loginAgain(): readonly PlainStep[] {
    return this.#ports.words?.next ?? [loginCommand(this.#name, {store: this.#profile.store})]
  }
}

type Timing = Pick<OAuthSecret, 'expiresAt' | 'lifeMs' | 'clockOffsetMs'>

const LONGEST_MARGIN_MS = 120_000
const MINUTE_MS = 60_000

/**
 * True while the token is good for a request that starts now: until two minutes, or a tenth of its life where that is
 * shorter, before its end.
 * Of a life below a minute it is a hundredth (docs/decisions/0009): a tenth of every one would add up to more renewals
 * than lives go by.
 */
export function isFresh(token: Timing, now: number): boolean {
  const left = timeLeft(token, now)
  const wasSetBack = left > token.lifeMs + 1_000 // this machine's clock was: it no longer tells anything
  return !wasSetBack && left > marginMs(token)
}

function marginMs({lifeMs}: Timing): number {
  return lifeMs < MINUTE_MS ? lifeMs / 100 : Math.min(LONGEST_MARGIN_MS, lifeMs / 10)
}

/** True from the very moment of its end. */
export function isExpired(token: Timing, now: number): boolean {
  return timeLeft(token, now) <= 0
}

function timeLeft({expiresAt, clockOffsetMs}: Timing, now: number): number {
  return expiresAt - (now + clockOffsetMs)
}
