import {spawn} from 'node:child_process'
import {readFile} from 'node:fs/promises'
import {homedir} from 'node:os'
import {join, resolve} from 'node:path'
import {fileURLToPath} from 'node:url'
import type {Clock} from '../../shared/clock.js'
import {DAY_MS} from '../../shared/clock.js'
import {defined} from '../../shared/defined.js'
import {writeFileAtomically} from '../../shared/files/atomic-write.js'

/** The last result, in `<cache>/version.json`; `latest` is absent if there was none. */
export interface VersionNote {
  readonly checkedAtMs: number
  readonly latest?: string
}

export interface NoticePorts {
  readonly cacheDir: string
  readonly version: string
  readonly clock: Clock
  /** Starts looking for the newest version, and does not wait: the note is read by a later run. */
  readonly look: (noteFile: string) => void
}

/** The line to show, from an earlier look; looks again once a day. Never throws: this is a courtesy. */
export async function updateNotice({cacheDir, version, clock, look}: NoticePorts): Promise<string | undefined> {
  const noteFile = join(cacheDir, 'version.json')
  const note = await readNote(noteFile)
  if (note === undefined || Math.abs(clock.now() - note.checkedAtMs) >= DAY_MS) {
    // Written before looking, so that a loop of short commands starts one look and not hundreds.
    const begun: VersionNote = {...note, checkedAtMs: clock.now()}
    const written = await writeFileAtomically(noteFile, JSON.stringify(begun)).then(
      () => true,
      () => false,
    )
    if (written) look(noteFile)
  }
  const latest = note?.latest
  if (latest === undefined || !isNewer(latest, version)) return undefined
  return `hubspot-push ${latest} is available, this is ${version}: npm install --global hubspot-push`
}

/**
 * By npm, since that knows the registry and the proxy of this machine. In the home directory: where the command was
 * typed, a stranger's `.npmrc` could name another registry and have it sent the tokens of the environment.
 */
export function lookWithNpm(noteFile: string): void {
  const looker = fileURLToPath(new URL('./look-for-update.js', import.meta.url))
  const child = spawn(process.execPath, [looker, resolve(noteFile)], {cwd: homedir(), detached: true, stdio: 'ignore'})
  child.on('error', () => {})
  child.unref()
}

async function readNote(path: string): Promise<VersionNote | undefined> {
  try {
    const note: unknown = JSON.parse(await readFile(path, 'utf8'))
    if (typeof note !== 'object' || note === null || !('checkedAtMs' in note) || typeof note.checkedAtMs !== 'number')
      return undefined
    const latest =
      'latest' in note && typeof note.latest === 'string' && /^\d+\.\d+\.\d+$/.test(note.latest)
        ? note.latest
        : undefined
    return {checkedAtMs: note.checkedAtMs, ...defined({latest})}
  } catch {
    return undefined
  }
}

/** Whether release `a` comes after release `b`; both are three numbers, anything behind them does not count. */
export function isNewer(a: string, b: string): boolean {
  const [left, right] = [numbersOf(a), numbersOf(b)]
  for (const [at, number] of left.entries()) {
    const other = right[at] ?? 0
    if (number !== other) return number > other
  }
  return false
}

function numbersOf(version: string): number[] {
  return (/^\d+\.\d+\.\d+/.exec(version)?.[0] ?? '0').split('.').map(Number)
}
