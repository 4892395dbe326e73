import {spawn} from 'node:child_process'
import {once} from 'node:events'
import {expect, onTestFinished, test} from 'vitest'
import {startSandbox} from '../../src/sandbox/sandbox.js'
import {findProgram, isMissing} from '../support/find-program.js'
import {loginEnvOf} from '../support/log-in.js'
import {BIN, cliEnv} from '../support/run-cli.js'
import {tempDir} from '../support/temp-dir.js'

const script = findProgram('script')

/** Begins the command on a terminal of its own. `read` resolves with all that came onto the screen, once it matches. */
function onTerminal(command: string, env: Record<string, string>) {
  if (script === undefined) throw new Error('CI needs script: apt-get install bsdutils')
  const child = spawn(script, ['-qfec', command, '/dev/null'], {
    env: {...env, TERM: 'xterm'},
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  let screen = ''
  child.stdout.setEncoding('utf8').on('data', (piece: string) => {
    screen += piece
  })
  const read = async (pattern: RegExp): Promise<string> => {
    while (!pattern.test(screen)) await once(child.stdout, 'data')
    return screen
  }
  return {read, type: (keys: string) => void child.stdin.write(keys)}
}

test.skipIf(isMissing(script))(
  'a token typed at the prompt never comes onto the screen, and no key makes it',
  async () => {
    const sandbox = await startSandbox()
    onTestFinished(() => sandbox.close())
    const env = {...cliEnv(await tempDir()), ...loginEnvOf(sandbox)}
    const terminal = onTerminal(`'${process.execPath}' '${BIN}' login --token-stdin --store file`, env)
    await terminal.read(/Private-app token or service key/)
    const ctrlT = '\x14'
    terminal.type(`${sandbox.token}${ctrlT}\r`)
    const screen = await terminal.read(/Logged in to portal \d+[\s\S]*objects/)
    expect(screen.includes(sandbox.token)).toBe(false)
    expect(screen).not.toContain('toggle')
  },
)
