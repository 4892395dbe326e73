import {readFileSync} from 'node:fs'
import {join} from 'node:path'
import {Ajv, type ValidateFunction} from 'ajv'
import {expect, test} from 'vitest'
import {startFrontOnly} from '../../support/sandbox-front.js'
import {postForm, tokensFor} from '../../support/sandbox-oauth.js'
import {sharedDir} from '../../support/shared-material.js'

/** One schema of HubSpot's own specification of its OAuth API; that of 2026-09 no longer describes tokens. */
function schemaOf(version: string, name: string): ValidateFunction {
  const path = join(sharedDir ?? '', 'hubspot', 'openapi', `oauth.${version}.json`)
  const ajv = new Ajv({strict: false, validateFormats: false})
  ajv.addSchema(JSON.parse(readFileSync(path, 'utf8')), 'spec')
  return ajv.compile({$ref: `spec#/components/schemas/${name}`})
}

function problemsOf(validate: ValidateFunction, body: unknown): unknown {
  return validate(body) ? [] : validate.errors
}

test.skipIf(!sharedDir).each(['v1', 'v3', '2026-03'])(
  'tokens and metadata of %s are as HubSpot specifies them',
  async version => {
    const sandbox = await startFrontOnly()
    const {access_token, refresh_token} = await tokensFor(sandbox)
    const refreshed = await postForm(sandbox, `${version}/token`, {grant_type: 'refresh_token', refresh_token})
    expect(problemsOf(schemaOf(version, 'AccessTokenResponse'), await refreshed.json())).toEqual([])
    const isLegacy = version === 'v1'
    const describe = async (token: string, kind: string): Promise<unknown> => {
      if (!isLegacy) return (await postForm(sandbox, `${version}/token/introspect`, {token})).json()
      return (await fetch(`${sandbox.url}/oauth/v1/${kind}-tokens/${token}`)).json()
    }
    const schema = (kind: string): ValidateFunction =>
      schemaOf(version, isLegacy ? `${kind}TokenInfoResponse` : `Public${kind}TokenInfoResponse`)
    expect(problemsOf(schema('Access'), await describe(access_token, 'access'))).toEqual([])
    expect(problemsOf(schema('Refresh'), await describe(refresh_token, 'refresh'))).toEqual([])
  },
)
