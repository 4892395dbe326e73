import {profileName} from '../../credentials/choose-credential.js'
import {SANDBOX_PROFILE} from '../../credentials/store/profile.js'
import type {ObjectAccess} from '../../hubspot/portal/object-access.js'
import type {ConnectRequest} from '../portal/connect.js'
import {examineLogin, type LoginFindings} from './examine-login.js'
import {examineMachine, type Machine} from './examine-machine.js'
import {examineNetwork} from './examine-network.js'
import {type Finding, fine, unchecked, worstExitCode} from './finding.js'

export interface Diagnosis {
  readonly profile: string
  /** null where the portal was not reached. */
  readonly portalId: number | null
  readonly findings: readonly Finding[]
  /** What can be pushed; empty where the portal was not reached. */
  readonly objects: readonly ObjectAccess[]
  /** 0, or the code of the worst finding. */
  readonly exitCode: number
}

export interface DoctorRequest extends ConnectRequest {
  readonly machine: Omit<Machine, 'dirs'>
}

/** From this machine to what the login may do, each with what to do about it. Nothing is written to HubSpot. */
export async function diagnose(request: DoctorRequest): Promise<Diagnosis> {
  const {env, dirs, machine} = request
  const profile = profileName(env, request.profile)
  const ofMachine = await examineMachine({...machine, dirs})
  const isBuiltIn = profile === SANDBOX_PROFILE
  const ofNetwork = isBuiltIn ? [fine('network', 'the built-in sandbox needs none')] : await examineNetwork(env)
  const isReachable = ofNetwork.every(({check, status}) => check !== 'network' || status === 'ok')
  const isHoused = !isBuiltIn || ofMachine.every(({status}) => status !== 'problem') // it keeps its records there
  const {findings, objects, portalId}: LoginFindings = isHoused
    ? await examineLogin(request, isReachable)
    : {findings: [unchecked('login', 'The sandbox has no directory for its records.')], objects: []}
  const all = [...ofMachine, ...ofNetwork, ...findings]
  return {profile, portalId: portalId ?? null, findings: all, objects, exitCode: worstExitCode(all)}
}
