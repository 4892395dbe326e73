import {access} from 'node:fs/promises'
import {type Endpoints, readEndpoints} from '../../credentials/endpoints.js'
import {AppError} from '../../errors/app-error.js'
import {ours, shell} from '../../errors/next-step.js'
import {failureError} from '../../hubspot/call/call-errors.js'
import {type Probe, probeHost} from '../../hubspot/call/probe-host.js'
import {clockOffsetMs} from '../../hubspot/oauth/oauth-client.js'
import {nameOfProxy} from '../../shared/proxy/choose-proxy.js'
import {systemClock} from '../../shared/system-clock.js'
import {type Finding, fine, problem, unchecked, warning} from './finding.js'

const PATIENCE_MS = 10_000
/** Less is what replies take; more makes the times in reports and histories differ from HubSpot's. */
const MOST_SKEW_MS = 30_000

/** The way to HubSpot, without any login. */
export async function examineNetwork(env: NodeJS.ProcessEnv): Promise<Finding[]> {
  let endpoints: Endpoints
  try {
    endpoints = readEndpoints(env)
  } catch (error) {
    return [problem('network', error), unchecked('clock', 'HubSpot was not asked.')]
  }
  const {apiUrl, proxy} = endpoints
  const probe = await probeHost({...endpoints, timeoutMs: PATIENCE_MS, now: systemClock.now})
  return [
    await examineProxy(endpoints, env),
    probe.kind === 'reply'
      ? fine('network', `${new URL(apiUrl).host} answers${proxy === undefined ? '' : ' through the proxy'}`)
      : problem('network', failureError(new URL(apiUrl).host, probe.failure)),
    examineClock(probe),
  ]
}

async function examineProxy({proxy}: Endpoints, env: NodeJS.ProcessEnv): Promise<Finding> {
  const file = env['NODE_EXTRA_CA_CERTS'] ?? ''
  const way = proxy === undefined ? 'none is set for HubSpot' : nameOfProxy(proxy)
  if (file === '') return fine('proxy', way)
  // Node goes on without the file, and says so on stderr alone.
  const isThere = await access(file).then(
    () => true,
    () => false,
  )
  if (isThere) return fine('proxy', `${way}; certificates of ${file} are trusted, too`)
  const why = `NODE_EXTRA_CA_CERTS names ${file}, which cannot be read: its certificates are not trusted.`
  return problem('proxy', new AppError('USAGE', why, {next: [shell(['ls', '-l', file])]}))
}

/** By the `Date` header, which counts whole seconds. */
export function examineClock(probe: Probe): Finding {
  if (probe.kind === 'failure')
    return unchecked('clock', 'HubSpot did not answer, so there is nothing to compare with.')
  if (Number.isNaN(Date.parse(probe.date ?? ''))) return unchecked('clock', 'HubSpot did not say what time it is.')
  const skewMs = -clockOffsetMs(probe)
  const seconds = Math.round(Math.abs(skewMs) / 1000)
  if (seconds * 1000 < MOST_SKEW_MS) return fine('clock', "agrees with HubSpot's")
  const direction = skewMs > 0 ? 'ahead of' : 'behind'
  return warning(
    'clock',
    `This machine is ${seconds} s ${direction} HubSpot: times in histories and reports are wrong by as much.`,
    [shell(['timedatectl', 'set-ntp', 'true'], 'where systemd keeps the time'), ours(['doctor'], 'then this, again')],
  )
}
