import {readFileSync} from 'node:fs'

/** Names one process for ever: a pid alone comes back after a while. */
export interface ProcessIdentity {
  readonly pid: number
  /** Boot and start time as Linux tells them; absent where the platform does not. */
  readonly born?: string
}

export function ownIdentity(): ProcessIdentity {
  return identify(process.pid)
}

/** False only when the process is certainly gone: its pid is free, or is another process's by now. */
export function isAlive(holder: ProcessIdentity): boolean {
  if (!pidInUse(holder.pid)) return false
  const now = identify(holder.pid)
  return holder.born === undefined || now.born === undefined || holder.born === now.born
}

function identify(pid: number): ProcessIdentity {
  const born = bornAt(pid)
  return {pid, ...(born !== undefined && {born})}
}

function pidInUse(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

/** Field 22 of /proc/PID/stat counts from boot, so the boot belongs to it. The name, field 2, may hold blanks and brackets. */
function bornAt(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    const isZombie = fields[0] === 'Z'
    const startTicks = fields[19]
    if (startTicks === undefined) return undefined
    return isZombie ? 'dead' : `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()}:${startTicks}`
  } catch {
    return undefined
  }
}
