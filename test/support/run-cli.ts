import {type ChildProcess, spawn} from 'node:child_process'
import {mkdir, symlink} from 'node:fs/promises'
import {join} from 'node:path'
import {Readable} from 'node:stream'
import {fileURLToPath} from 'node:url'
import {onTestFinished} from 'vitest'
import {UNSHARED} from './start-script.js'
import {tempDir} from './temp-dir.js'

export const BIN = fileURLToPath(new URL('../../bin/run.js', import.meta.url))

/** What V8 made of the program (src/start-up), for all homes: every third second of these tests went into making it. */
const COMPILED = fileURLToPath(new URL('../../build/compiled', import.meta.url))

export interface CliOptions {
  /**
   * Home of the program's files: data, config and cache lie in it. Default: a new one; give the same to let runs share
   * a login or a ledger.
   */
  readonly home?: string
  /** Added to an otherwise almost empty environment: nothing of the caller's HubSpot variables gets in. */
  readonly env?: Readonly<Record<string, string>>
  /** Written to standard input, as fast as it is read, which is then closed. Without it standard input is empty. */
  readonly stdin?: string | Iterable<string>
  readonly cwd?: string
  /** Set for a program that several tests share; whoever starts it ends it. Needs `home`. */
  readonly outlivesTest?: boolean
  /** As pid 1 of a PID namespace of its own, as in a container. */
  readonly unshared?: boolean
  /** For another installation than this source tree. */
  readonly bin?: string
  /** Keeps what is compiled in this home, as an installation does. */
  readonly compilesItself?: boolean
}

export interface CliResult {
  /** Exit code; null when a signal ended it. */
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
  readonly stdout: string
  readonly stderr: string
}

interface RunningCli {
  readonly pid: number
  readonly child: ChildProcess
  /** Settles at the exit, whatever the code. */
  readonly result: Promise<CliResult>
  /** Resolves with the text so far once it matches; rejects when the program ends without. */
  waitFor(stream: 'stdout' | 'stderr', pattern: RegExp): Promise<string>
  kill(signal: NodeJS.Signals): void
}

/** Runs the built program (`npm run build` first) to its end. */
export async function runCli(args: readonly string[], options: CliOptions = {}): Promise<CliResult> {
  return (await startCli(args, options)).result
}

/** Starts the built program; it is killed with the test if it still runs then. */
export async function startCli(args: readonly string[], options: CliOptions = {}): Promise<RunningCli> {
  const home = options.home ?? (await tempDir())
  if (options.compilesItself !== true) await shareCompiled(join(home, 'cache'))
  const [command = '', ...before] = options.unshared === true ? [...UNSHARED, process.execPath] : [process.execPath]
  const child = spawn(command, [...before, options.bin ?? BIN, ...args], {
    cwd: options.cwd ?? home,
    env: {...cliEnv(home), ...options.env},
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  if (options.outlivesTest !== true) onTestFinished(() => void child.kill('SIGKILL'))
  child.stdin.on('error', () => {}) // a program that does not read its input closes it early
  Readable.from(typeof options.stdin === 'string' ? [options.stdin] : (options.stdin ?? [])).pipe(child.stdin)
  return running(child)
}

async function shareCompiled(cache: string): Promise<void> {
  try {
    await mkdir(COMPILED, {recursive: true, mode: 0o700})
    await mkdir(cache, {recursive: true, mode: 0o700})
    await symlink(COMPILED, join(cache, 'compiled'))
  } catch {} // it is there, or this home takes no files: the program starts all the same
}

/** The environment of a run: the caller's PATH and nothing else of it. */
export function cliEnv(home: string): Record<string, string> {
  return {
    PATH: process.env['PATH'] ?? '',
    HOME: home,
    NO_COLOR: '1',
    NODE_ENV: 'production',
    HUBSPOT_PUSH_DATA_DIR: `${home}/data`,
    HUBSPOT_PUSH_CONFIG_DIR: `${home}/config`,
    HUBSPOT_PUSH_CACHE_DIR: `${home}/cache`,
    HUBSPOT_PUSH_KEYCHAIN: '0',
    HUBSPOT_PUSH_NO_UPDATE_CHECK: '1',
  }
}

function running(child: ChildProcess): RunningCli {
  const text = {stdout: '', stderr: ''}
  for (const name of ['stdout', 'stderr'] as const) {
    child[name]?.setEncoding('utf8').on('data', (piece: string) => {
      text[name] += piece
    })
  }
  const result = new Promise<CliResult>((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code, signal) => resolve({code, signal, ...text}))
  })
  result.catch(() => {})
  return {
    pid: child.pid ?? -1,
    child,
    result,
    waitFor: (stream, pattern) => waitForText(child, {stream, pattern, text, result}),
    kill: signal => void child.kill(signal),
  }
}

interface Wait {
  readonly stream: 'stdout' | 'stderr'
  readonly pattern: RegExp
  readonly text: {readonly stdout: string; readonly stderr: string}
  readonly result: Promise<CliResult>
}

function waitForText(child: ChildProcess, {stream, pattern, text, result}: Wait): Promise<string> {
  return new Promise((resolve, reject) => {
    const look = (): void => {
      if (!pattern.test(text[stream])) return
      child[stream]?.off('data', look)
      resolve(text[stream])
    }
    child[stream]?.on('data', look)
    look()
    result.then(({code, stdout, stderr}) => {
      reject(
        new Error(
          `The program ended with ${code} before ${stream} matched ${pattern}.\nstdout: ${stdout}\nstderr: ${stderr}`,
        ),
      )
    }, reject)
  })
}
