import {AppError} from '../../errors/app-error.js'
import {shell} from '../../errors/next-step.js'
import {textOf} from '../../shared/json.js'
import {DEFAULT_API_VERSION, NEWEST_API_VERSION} from '../api-versions.js'
import type {HubSpot} from '../call-types.js'
import {pathsOf} from '../paths.js'
import {callForBody} from './call-for-body.js'
import type {AccountDetails} from './portal-types.js'

/**
 * Every portal has an account: where a version that was chosen leads to none, HubSpot has no such version
 * (docs/hubspot-api.md#versions).
 */
function versionUnknown(error: unknown, apiVersion: string | undefined): AppError | undefined {
  if (
    !(error instanceof AppError) ||
    error.code !== 'UNKNOWN_OBJECT' ||
    apiVersion === undefined ||
    apiVersion === DEFAULT_API_VERSION
  )
    return undefined
  return new AppError(
    'USAGE',
    `HubSpot does not know API version ${apiVersion} (HUBSPOT_PUSH_API_VERSION). ${error.message}`,
    {
      next: [
        shell(['unset', 'HUBSPOT_PUSH_API_VERSION'], `uses ${DEFAULT_API_VERSION}`),
        ...(apiVersion === NEWEST_API_VERSION
          ? []
          : [shell(['export', `HUBSPOT_PUSH_API_VERSION=${NEWEST_API_VERSION}`])]),
      ],
      cause: error,
    },
  )
}

/** Whose portal the token belongs to: the cheapest check of a credential, every token may ask it (scope `oauth`). */
export async function readAccount(hubspot: HubSpot): Promise<AccountDetails> {
  const body = await callForBody(
    hubspot,
    {method: 'GET', path: pathsOf(hubspot.apiVersion).account()},
    'the account',
  ).catch(error => {
    throw versionUnknown(error, hubspot.apiVersion) ?? error
  })
  const portalId = Number(body['portalId'])
  if (!Number.isInteger(portalId) || portalId <= 0) {
    throw new AppError(
      'UNREACHABLE',
      'The account details do not contain a portal id: is this address really HubSpot’s API?',
    )
  }
  return {
    portalId,
    accountType: textOf(body['accountType']) ?? 'UNKNOWN',
    timeZone: textOf(body['timeZone']) ?? 'UTC',
    uiDomain: textOf(body['uiDomain']) ?? 'app.hubspot.com',
    dataHostingLocation: textOf(body['dataHostingLocation']) ?? 'na1',
  }
}
