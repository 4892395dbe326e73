import {statSync} from 'node:fs'
import {AppError} from '../errors/app-error.js'
import {ours, shell} from '../errors/next-step.js'
import {shellQuote} from '../shared/text/shell-quote.js'

const STICKY = 0o1000
const BY_GROUP = 0o020
const BY_ALL = 0o002

/**
 * The directories of this program's files must not be open to everyone: who can replace a file in them decides what is
 * resumed, and whose login is used. A sticky one, as /tmp, does not let users replace the files of others. Throws
 * AppError USAGE where every user may write, warns where a group may, as on many volumes of containers. A directory
 * that is not there yet will be made for its owner alone.
 */
export function checkDirectories(
  directories: {readonly data: string; readonly config: string},
  warn: (message: string) => void,
): void {
  if (process.getuid === undefined) return // Windows keeps no such mode
  for (const [name, path] of Object.entries(directories)) {
    const mode = modeOf(path)
    if ((mode & STICKY) !== 0) continue
    if ((mode & BY_ALL) !== 0) throw openToAll(name, path, mode)
    if ((mode & BY_GROUP) !== 0)
      warn(`The ${name} directory ${path} is writable by its group (${inOctal(mode)}): chmod g-w ${shellQuote(path)}`)
  }
}

function openToAll(name: string, path: string, mode: number): AppError {
  const message = `The ${name} directory ${path} is writable by every user (${inOctal(mode)}), who could change what is sent to HubSpot. It was not used.`
  return new AppError('USAGE', message, {
    next: [
      shell(['chmod', 'go-w', path]),
      ours(['help', 'environment'], 'lists the variables that select other directories'),
    ],
  })
}

/** 0 where there is nothing, or nothing that can be looked at: its use tells why. */
function modeOf(path: string): number {
  try {
    return statSync(path).mode
  } catch {
    return 0
  }
}

function inOctal(mode: number): string {
  return (mode & 0o7777).toString(8).padStart(4, '0')
}
