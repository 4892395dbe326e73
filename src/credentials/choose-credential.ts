import {AppError} from '../errors/app-error.js'
import {gap, ours, type Run, shell} from '../errors/next-step.js'
import {loginCommand} from './login-command.js'
import {checkProfileName, DEFAULT_PROFILE, SANDBOX_PROFILE} from './store/profile.js'
import {checkTokenText} from './tokens/static-token.js'

export type Chosen =
  | {readonly from: 'environment'; readonly profile: string; readonly token: string}
  | {readonly from: 'sandbox'; readonly profile: string}
  | {readonly from: 'profile'; readonly profile: string}

export const TOKEN_VARIABLE = 'HUBSPOT_ACCESS_TOKEN'

/**
 * Which login a command uses: --profile, else HUBSPOT_PUSH_PROFILE, else `default`.
 * A token in the environment stands for the profile `default` only. Where another one was named, using either would be
 * a guess about which portal is meant, so it is refused (USAGE); an empty variable counts as unset.
 */
export function chooseCredential(env: NodeJS.ProcessEnv, flag: string | undefined): Chosen {
  const profile = profileName(env, flag)
  if (profile === SANDBOX_PROFILE) return {from: 'sandbox', profile}
  const token = env[TOKEN_VARIABLE] ?? ''
  if (token === '') return {from: 'profile', profile}
  if (profile !== DEFAULT_PROFILE) throw tokenInTheWay(`profile ${profile} was requested`)
  return {from: 'environment', profile, token: checkTokenText(token, TOKEN_VARIABLE, otherToken())}
}

export function profileName(env: NodeJS.ProcessEnv, flag: string | undefined): string {
  const fromEnvironment = env['HUBSPOT_PUSH_PROFILE'] ?? ''
  return checkProfileName(flag ?? (fromEnvironment === '' ? DEFAULT_PROFILE : fromEnvironment))
}

export function tokenInTheWay(but: string): AppError {
  return new AppError('USAGE', `${TOKEN_VARIABLE} is set and would be used instead of a saved login, but ${but}.`, {
    next: [shell(['unset', TOKEN_VARIABLE])],
  })
}

/** Where HubSpot refuses the token of the environment. */
export function otherToken(): readonly Run[] {
  return [
    shell(['export', gap(`${TOKEN_VARIABLE}=…`)], 'with a token that is valid'),
    shell(['unset', TOKEN_VARIABLE], 'to use the saved login instead'),
  ]
}

/** For a profile without a login. */
export function notLoggedIn(profile: string): AppError {
  return new AppError('NOT_LOGGED_IN', `No saved login for profile ${profile}, and ${TOKEN_VARIABLE} is not set.`, {
    next: [loginCommand(profile), ours(['objects', '--profile', 'sandbox'])],
  })
}
