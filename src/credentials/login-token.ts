import {completeLogin} from './complete-login.js'
import type {LoginPorts, LoginResult, LoginTarget} from './login-ports.js'
import {checkTokenText} from './static-token.js'

export interface TokenLoginInput {
  readonly target: LoginTarget
  /** As typed or read: blanks around it do not matter. */
  readonly tokenText: string
}

/** Saves a private-app token or service key once HubSpot has accepted it. */
export async function loginWithToken({target, tokenText}: TokenLoginInput, ports: LoginPorts): Promise<LoginResult> {
  const accessToken = checkTokenText(tokenText, 'standard input')
  await ports.store.check(target.profile, target.store)
  const scopes = (await ports.oauth.describeStaticToken(accessToken))?.scopes
  return completeLogin(target, {secret: {kind: 'token', accessToken}, ...(scopes !== undefined && {scopes})}, ports)
}
