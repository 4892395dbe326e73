import {AppError} from '../../errors/app-error.js'
import type {PlainStep} from '../../errors/next-step.js'
import type {TokenSource} from '../../hubspot/call-types.js'
import {tokenCommand} from '../login-command.js'
import {DEFAULT_PROFILE} from '../store/profile.js'

export interface StaticTokenOptions {
  readonly token: string
  /** For messages: where the token comes from. */
  readonly origin: string
  /** Commands to type when HubSpot refuses it. */
  readonly next: readonly PlainStep[]
}

/** A token that cannot be renewed: a private-app token, a service key, the sandbox's. */
export function staticToken({token, origin, next}: StaticTokenOptions): TokenSource {
  return {
    accessToken: async () => token,
    replaceToken: async () => {
      throw new AppError(
        'TOKEN_INVALID',
        `HubSpot does not accept the token (${origin}): it is mistyped, rotated, revoked or belongs to another portal.`,
        {next},
      )
    },
    describe: () => origin,
  }
}

/**
 * The token as pasted, without the blanks around it; throws TOKEN_INVALID for what could not be sent as one. Never
 * quotes it.
 */
export function checkTokenText(
  text: string,
  origin: string,
  next: readonly PlainStep[] = [tokenCommand(DEFAULT_PROFILE)],
): string {
  const token = text.trim()
  if (/^[\x21-\x7e]{8,4096}$/.test(token)) return token
  const why =
    token === ''
      ? 'is empty'
      : token.length < 8
        ? 'is too short'
        : 'contains blanks, line breaks or other characters that tokens do not have'
  throw new AppError('TOKEN_INVALID', `The token from ${origin} ${why}.`, {next})
}
