import type {SandboxReply} from '../sandbox-types.js'

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
 * Source:
 * docs/hubspot-api.md#oauth.
 */
export function tokenErrorReply(status: TokenError): SandboxReply {
  const [error, text] = ERRORS[status]
  return {status: 400, body: {error, error_description: text, status, message: text}}
}
