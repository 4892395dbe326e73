import {AppError} from '../errors/app-error.js'
import type {OAuthRefusal} from '../hubspot/oauth/token-reply.js'

/** What the person did, as the callback tells it. */
export function refusedInBrowser({error, description}: {error: string; description: string}, retry: string): AppError {
  const said = description === '' ? error : `${error}: ${description}`
  if (error === 'access_denied') {
    return new AppError('LOGIN_DENIED', `The access was denied in HubSpot (${said}). Nothing was saved.`, {
      next: [retry],
    })
  }
  if (error === 'invalid_scope') {
    return loginFailed(
      `the portal cannot grant a scope that the app requires (${said}); make it optional in the app's settings`,
      [retry],
    )
  }
  return loginFailed(`HubSpot answered ${said}`, [retry])
}

/** What the token endpoint thought of the code. */
export function refusedByHubSpot({reason, name, message}: OAuthRefusal, redirectUri: string, retry: string): AppError {
  const said = `HubSpot said ${name}${message === '' ? '' : `: ${message.replace(/\.$/, '')}`}`
  switch (reason) {
    case 'client':
      return loginFailed(
        `client id or client secret are not those of an app (${said}); copy both anew from the app's settings`,
        ['export HUBSPOT_CLIENT_ID=… HUBSPOT_CLIENT_SECRET=…', retry],
      )
    case 'redirect':
      return loginFailed(
        `the app does not know the redirect URL ${redirectUri} (${said}); register it there, to the letter`,
        [retry],
      )
    case 'grant':
      return loginFailed(`the code that HubSpot sent was used already or is too old (${said}); begin anew`, [retry])
    case 'other':
      return loginFailed(said, [retry])
  }
}

export function tokenEndpointUnreachable(why: string, retry: string): AppError {
  return new AppError('UNREACHABLE', `HubSpot agreed, but its token endpoint could not be asked: ${why}.`, {
    next: [retry],
  })
}

export function loginFailed(why: string, next: readonly string[]): AppError {
  return new AppError('LOGIN_FAILED', `The login did not succeed: ${why}. Nothing was saved.`, {next})
}
