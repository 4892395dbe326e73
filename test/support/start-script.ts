import {type ChildProcess, spawn} from 'node:child_process'
import {once} from 'node:events'
import {fileURLToPath} from 'node:url'
import {onTestFinished} from 'vitest'

const BUILD = fileURLToPath(new URL('../../build', import.meta.url))

/** Another process that runs the built program's own code; `path` is below test/. It is killed with the test. */
export function startScript(path: string, args: readonly string[]): ChildProcess {
  const script = fileURLToPath(new URL(`../${path}`, import.meta.url))
  const child = spawn(process.execPath, [script, BUILD, ...args], {stdio: ['pipe', 'pipe', 'inherit']})
  onTestFinished(() => void child.kill('SIGKILL'))
  return child
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
