import {spawn} from 'node:child_process'
import {text} from 'node:stream/consumers'
import {fileURLToPath} from 'node:url'
import {AppError} from '../../errors/app-error.js'
import {loginCommand} from '../login-command.js'
import {type KeychainCall, parseAnswer} from './keychain-call.js'
import type {SecretStore} from './secret-store.js'

export interface KeychainOptions {
  /** False: HUBSPOT_PUSH_KEYCHAIN=0. */
  readonly enabled: boolean
  /** Each call ends within it; longer when a user is there to unlock the keychain. */
  readonly timeoutMs: number
  /** Program and arguments that answer one call; default: keychain-process beside this file. */
  readonly command?: readonly [string, ...string[]]
}

const SERVICE = 'hubspot-push'
const OWN_PROCESS = [process.execPath, fileURLToPath(new URL('keychain-process.js', import.meta.url))] as const

/**
 * The keychain of the operating system. It is reached through a process of its own, since a native call that hangs
 * cannot be ended otherwise.
 */
export class Keychain implements SecretStore {
  readonly #options: KeychainOptions

  constructor(options: KeychainOptions) {
    this.#options = options
  }

  async read(profile: string): Promise<string | undefined> {
    return this.#call({action: 'read', service: SERVICE, account: profile}, profile)
  }

  async write(profile: string, secret: string): Promise<void> {
    await this.#call({action: 'write', service: SERVICE, account: profile, secret}, profile)
  }

  async remove(profile: string): Promise<void> {
    await this.#call({action: 'remove', service: SERVICE, account: profile}, profile)
  }

  async #call(call: KeychainCall, profile: string): Promise<string | undefined> {
    if (!this.#options.enabled) throw unreachable(profile, 'HUBSPOT_PUSH_KEYCHAIN=0 disables it')
    const printed = await this.#ask(JSON.stringify(call)).catch(error => {
      throw unreachable(profile, error instanceof Error ? error.message : String(error))
    })
    const answer = parseAnswer(printed)
    if (answer === undefined) throw unreachable(profile, `it did not answer within ${this.#options.timeoutMs / 1000} s`)
    if (!answer.ok) throw unreachable(profile, answer.why)
    return answer.secret
  }

  /** What the process printed; less than an answer when it had to be ended. */
  async #ask(question: string): Promise<string> {
    const [program, ...args] = this.#options.command ?? OWN_PROCESS
    const child = spawn(program, args, {
      stdio: ['pipe', 'pipe', 'ignore'],
      timeout: this.#options.timeoutMs,
      killSignal: 'SIGKILL',
    })
    const failed = new Promise<never>((_, reject) => child.once('error', reject))
    child.stdin.on('error', () => {}) // it may end before it has read; the missing answer tells
    child.stdin.end(question)
    return Promise.race([text(child.stdout), failed])
  }
}

function unreachable(profile: string, why: string): AppError {
  const message = `The keychain cannot be reached for the login of profile ${profile}: ${why.replace(/[.\s]+$/, '')}. Scripts run by cron need a login stored in a file.`
  return new AppError('KEYCHAIN_UNREACHABLE', message, {next: [loginCommand(profile, {store: 'file'})]})
}
