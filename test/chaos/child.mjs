import {fork} from 'node:child_process'
import {fileURLToPath} from 'node:url'

/**
 * A process of this directory that answers one message with one message. `undefined` instead of an answer: it is dead.
 */
export class Child {
  #process
  #ready

  constructor(script) {
    const path = fileURLToPath(new URL(script, import.meta.url))
    this.#process = fork(path, {env: childEnv(), stdio: ['ignore', 'ignore', 'inherit', 'ipc']})
    this.#process.on('error', () => {})
    this.#ready = this.#next()
  }

  get pid() {
    return this.#process.pid
  }

  get isAlive() {
    return this.#process.exitCode === null && this.#process.signalCode === null && this.#process.connected
  }

  /** It ended by itself: a crash, no kill. */
  get hasCrashed() {
    return this.#process.exitCode !== null && this.#process.exitCode > 0
  }

  /** Sends a message and waits for the answer to it. */
  async ask(message) {
    if ((await this.#ready) === undefined)
      throw new Error('a process of the chaos suite could not start: is build/ there: npm run build?')
    if (!this.isAlive) return undefined
    const answer = this.#next()
    this.#process.send(message, () => {})
    return answer
  }

  end() {
    this.#process.kill('SIGKILL')
  }

  #next() {
    const child = this.#process
    return new Promise(resolve => {
      const settle = answer => {
        child.off('message', settle)
        child.off('exit', die)
        resolve(answer)
      }
      const die = () => settle(undefined)
      child.on('message', settle)
      child.on('exit', die)
    })
  }
}

/** The caller's environment without anything that could lead to a real portal. */
function childEnv() {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('HUBSPOT_')))
}
