import {readFileSync, readlinkSync} from 'node:fs'
import {hostname} from 'node:os'
import {defined} from '../defined.js'

/** Names one process for ever: a pid alone comes back after a while, and means another process in another container. */
export interface ProcessIdentity {
  readonly pid: number
  /** Boot and start time as Linux tells them; absent where the platform does not. */
  readonly born?: string
  /** Name of the machine or container; absent in locks of older versions. */
  readonly host?: string
  /** Whose pids these are, as Linux tells it (`pid:[4026531836]`); absent where the platform has no such thing. */
  readonly pidNamespace?: string
}

/** `elsewhere`: its pid means nothing here, so that nothing is known. */
export type Life = 'alive' | 'dead' | 'elsewhere'

export function ownIdentity(): ProcessIdentity {
  return {...identify(process.pid), host: hostname(), ...ownNamespace()}
}

/** `dead` only when the process is certainly gone: its pid is free here, or is another process's now. */
export function lifeOf(holder: ProcessIdentity): Life {
  if (!isOfTheseProcesses(holder)) return 'elsewhere'
  if (!pidInUse(holder.pid)) return 'dead'
  const now = identify(holder.pid)
  return holder.born === undefined || now.born === undefined || holder.born === now.born ? 'alive' : 'dead'
}

/** Names this start of the machine; undefined where the platform does not tell. */
export function bootId(): string | undefined {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
  } catch {
    return undefined
  }
}

/** Older versions wrote neither host nor namespace: their locks are judged by pid, as they did it. */
function isOfTheseProcesses({host, pidNamespace}: ProcessIdentity): boolean {
  if (host === undefined) return true
  return host === hostname() && pidNamespace === ownNamespace().pidNamespace
}

function ownNamespace(): {pidNamespace?: string} {
  try {
    return {pidNamespace: readlinkSync('/proc/self/ns/pid')}
  } catch {
    return {}
  }
}

function identify(pid: number): ProcessIdentity {
  const born = bornAt(pid)
  return {pid, ...defined({born})}
}

function pidInUse(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

/**
 * Field 22 of /proc/PID/stat counts from boot, so the boot belongs to it. The name, field 2, may hold blanks and
 * brackets.
 */
function bornAt(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    const isZombie = fields[0] === 'Z'
    const startTicks = fields[19]
    const boot = bootId()
    if (startTicks === undefined || boot === undefined) return undefined
    return isZombie ? 'dead' : `${boot}:${startTicks}`
  } catch {
    return undefined
  }
}
