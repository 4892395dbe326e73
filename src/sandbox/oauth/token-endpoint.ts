import {createHash} from 'node:crypto'
import type {SandboxReply} from '../basics/messages.js'
import type {Installation} from './oauth-options.js'
import type {IssuedTokens, PendingCode, TokenStore} from './token-store.js'

/** One request to the token endpoint. */
export interface TokenRequest {
  readonly form: URLSearchParams
  readonly installation: Installation
  readonly tokens: TokenStore
  readonly rotateRefreshTokens: boolean
  /** v1 answers with less. */
  readonly isLegacy: boolean
  readonly nowMs: number
}

/** `POST /oauth/{version}/token`: a code or a refresh token for an access token. */
export function answerTokenRequest(request: TokenRequest): SandboxReply {
  const refusal = clientRefusal(request.form, request.installation)
  if (refusal !== undefined) return refusal
  switch (request.form.get('grant_type')) {
    case 'authorization_code':
      return exchangeCode(request)
    case 'refresh_token':
      return refresh(request)
    default:
      return tokenErrorReply('BAD_GRANT_TYPE')
  }
}

/** HubSpot's apps are confidential clients: the secret is always asked for. */
export function clientRefusal(form: URLSearchParams, {clientId, clientSecret}: Installation): SandboxReply | undefined {
  if (form.get('client_id') !== clientId) return tokenErrorReply('BAD_CLIENT_ID')
  return form.get('client_secret') === clientSecret ? undefined : tokenErrorReply('BAD_CLIENT_SECRET')
}

function exchangeCode(request: TokenRequest): SandboxReply {
  const {form, tokens, nowMs} = request
  const redirectUri = form.get('redirect_uri')
  if (redirectUri === null) return tokenErrorReply('BAD_REDIRECT_URI')
  const code = tokens.takeCode(form.get('code') ?? '')
  if (code === undefined) return tokenErrorReply('BAD_AUTH_CODE')
  if (code.expiresAtMs <= nowMs) return tokenErrorReply('EXPIRED_AUTH_CODE')
  if (code.redirectUri !== redirectUri) return tokenErrorReply('MISMATCH_REDIRECT_URI_AUTH_CODE')
  if (!provesChallenge(code, form.get('code_verifier'))) return tokenErrorReply('BAD_CODE_VERIFIER')
  return tokensReply(tokens.exchange(code.grant), request)
}

function provesChallenge({challenge}: PendingCode, verifier: string | null): boolean {
  if (challenge === undefined) return true
  if (verifier === null) return false
  const proof = challenge.method === 'plain' ? verifier : createHash('sha256').update(verifier).digest('base64url')
  return proof === challenge.value
}

function refresh(request: TokenRequest): SandboxReply {
  const issued = request.tokens.refresh(request.form.get('refresh_token') ?? '', request.rotateRefreshTokens)
  return issued === undefined ? tokenErrorReply('BAD_REFRESH_TOKEN') : tokensReply(issued, request)
}

function tokensReply(
  {accessToken, refreshToken, lifeMs, grant}: IssuedTokens,
  {installation, isLegacy}: TokenRequest,
): SandboxReply {
  const {portalId, userId} = installation
  return {
    status: 200,
    body: {
      token_type: 'bearer',
      token_use: 'access_token',
      refresh_token: refreshToken,
      access_token: accessToken,
      expires_in: Math.floor(lifeMs / 1000),
      ...(isLegacy ? {} : {hub_id: portalId, scopes: grant.scopes, user_id: userId}),
    },
  }
}

/** HubSpot's names of what is wrong with a token request, each with the OAuth error it stands for and its text. */
const ERRORS = {
  BAD_CLIENT_ID: ['invalid_client', 'missing or invalid client id'],
  BAD_CLIENT_SECRET: ['invalid_client', 'missing or invalid client secret'],
  BAD_GRANT_TYPE: ['unsupported_grant_type', 'missing or unknown grant type'],
  BAD_REDIRECT_URI: ['invalid_request', 'missing or invalid redirect uri'],
  BAD_AUTH_CODE: ['invalid_grant', 'missing or unknown auth code'],
  EXPIRED_AUTH_CODE: ['invalid_grant', 'authorization code expired'],
  MISMATCH_REDIRECT_URI_AUTH_CODE: [
    'invalid_grant',
    'redirect uri does not match the one used to obtain the auth code',
  ],
  BAD_CODE_VERIFIER: ['invalid_grant', 'code verifier does not match the code challenge'],
  BAD_REFRESH_TOKEN: ['invalid_grant', 'refresh token is invalid, expired or revoked'],
  BAD_TOKEN: ['invalid_request', 'missing token'],
} as const

export type TokenError = keyof typeof ERRORS

/**
 * HTTP 400 in both shapes at once, as since early 2026 on v1 and v3. The statuses are HubSpot's (BAD_CODE_VERIFIER and
 * BAD_TOKEN are ours: never captured); of the texts only those of BAD_REFRESH_TOKEN and BAD_CLIENT_ID were quoted.
 * Source: docs/hubspot-api.md#oauth.
 */
export function tokenErrorReply(status: TokenError): SandboxReply {
  const [error, text] = ERRORS[status]
  return {status: 400, body: {error, error_description: text, status, message: text}}
}
