import {type ChildProcess, spawn, spawnSync} from 'node:child_process'
import {once} from 'node:events'
import {fileURLToPath} from 'node:url'
import {onTestFinished} from 'vitest'

const BUILD = fileURLToPath(new URL('../../build', import.meta.url))

/** Another process that runs the built program's own code; `path` is below test/. It is killed with the test. */
export function startScript(path: string, args: readonly string[], {unshared = false} = {}): ChildProcess {
  const script = fileURLToPath(new URL(`../${path}`, import.meta.url))
  const [command = '', ...before] = unshared ? [...UNSHARED, process.execPath] : [process.execPath]
  const child = spawn(command, [...before, script, BUILD, ...args], {stdio: ['pipe', 'pipe', 'inherit']})
  onTestFinished(() => void child.kill('SIGKILL'))
  return child
}

/**
 * Before a command: it becomes pid 1 of a PID namespace of its own, as in a container; killed with the process that is
 * started.
 */
export const UNSHARED = ['unshare', '--pid', '--fork', '--kill-child', '--mount-proc'] as const

/** Needs the rights to, which root has, but not everywhere. */
export function canUnshare(): boolean {
  const [command, ...args] = UNSHARED
  return spawnSync(command, [...args, 'true']).status === 0
}

/** All that it wrote, once it has ended. */
export async function outputOf(child: ChildProcess): Promise<string> {
  let text = ''
  child.stdout?.setEncoding('utf8').on('data', (piece: string) => {
    text += piece
  })
  await once(child, 'close')
  return text
}

/** Resolves with the first thing it writes. */
export async function firstWord(child: ChildProcess): Promise<string> {
  if (child.stdout === null) throw new Error('no stdout')
  const [piece] = await once(child.stdout, 'data')
  return String(piece)
}

/** kill -9, and certainly dead afterwards. */
export async function killHard(child: ChildProcess): Promise<void> {
  child.kill('SIGKILL')
  await once(child, 'close')
}
