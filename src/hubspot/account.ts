import {AppError} from '../errors/app-error.js'
import type {AccountDetails, HubSpot} from './api-types.js'
import {textOf} from './json.js'
import {pathsOf} from './paths.js'
import {callForBody} from './reading.js'

/** Whose portal the token belongs to: the cheapest check of a credential, every token may ask it (scope `oauth`). */
export async function readAccount(hubspot: HubSpot): Promise<AccountDetails> {
  const body = await callForBody(hubspot, {method: 'GET', path: pathsOf(hubspot.apiVersion).account()}, 'the account')
  const portalId = Number(body['portalId'])
  if (!Number.isInteger(portalId) || portalId <= 0) {
    throw new AppError('UNREACHABLE', 'The account details came without a portal id: is this address really HubSpot’s API?')
  }
  return {
    portalId,
    accountType: textOf(body['accountType']) ?? 'UNKNOWN',
    timeZone: textOf(body['timeZone']) ?? 'UTC',
    uiDomain: textOf(body['uiDomain']) ?? 'app.hubspot.com',
    dataHostingLocation: textOf(body['dataHostingLocation']) ?? 'na1',
  }
}
