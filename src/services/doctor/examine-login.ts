import {AppError} from '../../errors/app-error.js'
import {addFlags} from '../../errors/next-step.js'
import {warnOfVersionEnd} from '../../hubspot/api-versions.js'
import {grantSteps} from '../../hubspot/call/app-scopes.js'
import type {RateStatus} from '../../hubspot/call-types.js'
import {type ObjectAccess, readObjectAccess} from '../../hubspot/portal/object-access.js'
import {systemClock} from '../../shared/system-clock.js'
import {type Connection, type ConnectRequest, connectAs} from '../portal/connect.js'
import {openAccess, type PortalAccess} from '../portal/open-access.js'
import {withDefaults} from '../portal/use-defaults.js'
import {type CheckName, type Finding, fine, problem, unchecked, warning} from './finding.js'

/** A share of the day's requests below which a push of many rows may stop. */
const LEAST_DAILY_SHARE = 0.1

export interface LoginFindings {
  readonly findings: readonly Finding[]
  readonly portalId?: number
  /** Empty where they could not be asked for. */
  readonly objects: readonly ObjectAccess[]
}

/** `isReachable`: without it only what lies on this machine is looked at. */
export async function examineLogin(request: ConnectRequest, isReachable: boolean): Promise<LoginFindings> {
  let access: PortalAccess
  let settled: ConnectRequest
  try {
    settled = await withDefaults(request)
    access = await openAccess(settled)
  } catch (error) {
    return {
      findings: [problem('login', error), ...skipped(['token', 'scopes', 'limits'], 'There is no login.')],
      objects: [],
    }
  }
  const login = fine('login', access.tokens.describe())
  const version = examineVersion(access)
  if (!isReachable) {
    await access.close()
    return {
      findings: [login, ...skipped(['token', 'scopes', 'limits'], 'HubSpot does not answer.'), version],
      objects: [],
    }
  }
  try {
    const {connection} = await connectAs(access, settled, async () => undefined)
    const {findings, objects, portalId} = await examinePortal(connection).finally(() => connection.close())
    return {findings: [login, ...findings, version], objects, portalId}
  } catch (error) {
    const token = problem('token', error)
    return {
      findings: [login, token, ...skipped(['scopes', 'limits'], 'The portal was not reached.'), version],
      objects: [],
    }
  }
}

function skipped(checks: readonly CheckName[], because: string): Finding[] {
  return checks.map(check => unchecked(check, because))
}

async function examinePortal(connection: Connection) {
  const {account, hubspot} = connection
  const facts = await connection.tokenFacts()
  const objects = await readObjectAccess(hubspot, facts?.scopes)
  const user = facts?.user === undefined ? '' : `, as ${facts.user}`
  const findings = [
    fine('token', `is accepted: portal ${account.portalId} (${account.accountType}, ${account.uiDomain})${user}`),
    examineScopes(objects),
    examineLimits(hubspot.rate()),
  ]
  return {findings, objects, portalId: account.portalId}
}

/** Most logins need a few objects alone: a missing one is no problem, unless all are. */
export function examineScopes(objects: readonly ObjectAccess[]): Finding {
  const nameOf = ({name}: ObjectAccess) => (name === 'custom' ? 'custom objects' : name)
  const can = objects.filter(({works}) => works).map(nameOf)
  const cannot = objects.filter(({works}) => !works)
  const lacking = cannot.map(each => `${nameOf(each)} (${each.missingScopes.join(' or ')})`).join(', ')
  const next = grantSteps(cannot[0]?.missingScopes ?? [])
  if (can.length === 0)
    return problem('scopes', new AppError('SCOPE_MISSING', `Nothing can be pushed; missing: ${lacking}.`, {next}))
  const detail = `can push ${can.join(', ')}`
  return cannot.length === 0
    ? fine('scopes', detail)
    : {...fine('scopes', `${detail}; not ${lacking}`), next: grantSteps(cannot[0]?.missingScopes ?? [])}
}

export function examineLimits({max, intervalMs, daily, dailyRemaining}: RateStatus): Finding {
  const burst = max === undefined ? [] : [`${max} requests per ${(intervalMs ?? 10_000) / 1000} s`]
  const day = daily === undefined ? [] : [`${dailyRemaining ?? '?'} of ${daily} requests left today`]
  const detail = [...burst, ...day].join('; ') || 'HubSpot does not say'
  if (daily === undefined || dailyRemaining === undefined) return fine('limits', detail)
  if (dailyRemaining === 0) {
    const why = `The portal's daily limit is used up (${detail}). It resets at midnight in the portal's time zone.`
    return problem('limits', new AppError('DAILY_LIMIT', why, {next: [addFlags([], 'tomorrow')]}))
  }
  return dailyRemaining < daily * LEAST_DAILY_SHARE
    ? warning('limits', `${detail}: a large push may stop with exit code 6, and resume tomorrow`)
    : fine('limits', detail)
}

function examineVersion({endpoints: {apiVersion}}: PortalAccess): Finding {
  const end = warnOfVersionEnd(apiVersion, systemClock.now())
  return end === undefined ? fine('version', `${apiVersion} of HubSpot's API`) : warning('version', end)
}
