import {mkdtemp, rm} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {Child} from './child.mjs'
import {damage} from './files.mjs'
import {TIMEOUT_MS} from './twists.mjs'

/** How much faster than the real one the client's clock goes: HubSpot's ten seconds are a quarter of one. */
export const SPEED = 40
/** A run that is still not finished after so many resumptions never will be. */
export const MOST_RUNS = 40
/** Later than any late commit of the shorter scenarios, with patience for a busy machine. */
const LATE_MS = 400

/** The processes of a lane: the sandbox's, and a client that is replaced when it was killed. */
export class Actors {
  #host = new Child('sandbox-host.mjs')
  #client = new Child('client.mjs')
  /** Started before it is needed, so that a killed client goes on at once. */
  #spare

  /** Killed by nobody. */
  get hasCrashed() {
    return this.#client.hasCrashed
  }

  /** Undefined when the client was killed. */
  async ask(job, strike) {
    if (!this.#client.isAlive) [this.#client, this.#spare] = [this.#spare ?? new Child('client.mjs'), undefined]
    if (strike !== undefined) this.#spare ??= new Child('client.mjs')
    const client = this.#client
    await this.order('strike', strike && {pid: client.pid, signals: strike.signals, after: strike.after})
    const answer = await client.ask(job)
    await this.order('strike')
    return answer
  }

  async order(order, argument) {
    const reply = await this.#host.ask({order, argument})
    if (reply?.error !== undefined || reply === undefined)
      throw new Error(`the sandbox's process: ${reply?.error ?? 'it died'}`)
    return reply.answer
  }

  /**
   * Asks until the run is finished, struck as the interruptions say. `isAbandoned`: what the last of them stops is not
   * resumed. Returns `{runs}` and the summary, the failure, or neither.
   */
  async untilFinished(job, {interruptions = [], isAbandoned = false} = {}) {
    const strikes = [...interruptions]
    for (let runs = 1; runs <= MOST_RUNS; runs++) {
      const strike = strikes.shift()
      const answer = await this.ask(job, strike)
      if (answer?.error !== undefined && !isStopped(answer.error)) return {runs, failure: answer.error.stack}
      const {status, reason} = answer?.summary ?? {}
      if (status === 'finished') return {runs, summary: answer.summary}
      if (status === 'failed') return {runs, failure: JSON.stringify(reason)}
      if (answer === undefined && this.hasCrashed) return {runs, failure: 'the client crashed'}
      if (isAbandoned && strikes.length === 0 && strike !== undefined) return {runs}
      const {dirs, written} = job.request ?? job.undo
      if (answer === undefined && written !== undefined) await damage(dirs.data, written.path, strike?.damage ?? [])
    }
    return {runs: MOST_RUNS, failure: `not finished after ${MOST_RUNS} runs`}
  }

  /**
   * A play in a home of its own: `play` gets it, and returns its problems and how many runs it took. What was found
   * under a clock that lagged is not held against the program.
   */
  async stage(play) {
    const home = await mkdtemp(join(tmpdir(), 'hubspot-push-chaos-'))
    try {
      const {problems, runs} = await play(home)
      const {upserts, lagMs} = await this.order('stop')
      return {problems: lagMs > LATE_MS / 2 ? [] : problems, runs, upserts}
    } catch (error) {
      await this.order('stop')
      return {problems: [`the play itself failed: ${error.stack}`], runs: 0, upserts: 0}
    } finally {
      if (process.env.CHAOS_KEEP === undefined) await rm(home, {recursive: true, force: true})
    }
  }

  end() {
    this.#host.end()
    this.#client.end()
    this.#spare?.end()
  }
}

/** While it still reads, a run that is stopped has not begun. */
function isStopped({code}) {
  return code === 'CANCELLED' || code === 'TERMINATED'
}

/** What the requests of all shorter scenarios have in common. */
export function requestIn({home, sandbox}) {
  return {
    ...{object: 'contacts', map: [], ignore: [], ignoreUnknown: false, waitLockMs: 0, version: 'chaos'},
    ...{duplicates: 'apply', lateCommitMs: LATE_MS * SPEED, timeoutMs: TIMEOUT_MS},
    env: {HUBSPOT_PUSH_API_URL: sandbox.url, HUBSPOT_PUSH_APP_URL: sandbox.url, HUBSPOT_ACCESS_TOKEN: sandbox.token},
    dirs: {data: join(home, 'data'), config: join(home, 'config'), cache: join(home, 'cache')},
  }
}
