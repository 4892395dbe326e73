// One engine's queue: a job is leased to one worker for a time; who does not renew the lease loses the job, and another
// worker gets it. Speaks JSON over HTTP on loopback: POST /lease, /renew, /done.
import {once} from 'node:events'
import {createServer} from 'node:http'

export class Queue {
  #waiting
  #leased = new Map()
  #nextAttempt = 1
  #onEmpty = Promise.withResolvers?.() ?? withResolvers()
  deliveries = 0
  expired = 0
  lateAnswers = 0
  done = []

  /** `jobs`: [{id, …}]; `describe(job, attempt)`: what the worker is told besides the lease. */
  constructor({jobs, leaseMs, isExclusive = true, describe}) {
    this.#waiting = [...jobs]
    this.leaseMs = leaseMs
    this.isExclusive = isExclusive
    this.describe = describe
    this.total = jobs.length
  }

  async listen() {
    this.server = createServer((request, response) => this.#take(request, response))
    this.server.listen(0, '127.0.0.1')
    await once(this.server, 'listening')
    this.url = `http://127.0.0.1:${this.server.address().port}`
  }

  /** Resolves when every job was answered. */
  finished() {
    return this.#onEmpty.promise
  }

  close() {
    for (const {timer} of this.#leased.values()) clearTimeout(timer)
    this.server.close()
    this.server.closeAllConnections()
  }

  async #take(request, response) {
    const parts = []
    for await (const part of request) parts.push(part)
    const said = JSON.parse(Buffer.concat(parts).toString('utf8') || '{}')
    const answer = await this.#answer(request.url, said)
    response.writeHead(answer === undefined ? 204 : 200, {'content-type': 'application/json'})
    response.end(answer === undefined ? '' : JSON.stringify(answer))
  }

  async #answer(route, said) {
    if (route === '/lease') return this.#lease(said.worker)
    if (route === '/renew') return {isYours: this.#renew(said.attempt)}
    return this.#settle(said)
  }

  async #lease(worker) {
    const job = this.#waiting.shift()
    if (job === undefined) return undefined
    const attempt = this.#nextAttempt++
    if (!this.isExclusive && !job.isTwice) this.#waiting.unshift(Object.assign(job, {isTwice: true}))
    this.deliveries += 1
    this.#leased.set(attempt, {job, worker, timer: this.#timer(attempt)})
    return {...(await this.describe(job, attempt)), attempt, leaseMs: this.leaseMs}
  }

  #timer(attempt) {
    return setTimeout(() => {
      const lease = this.#leased.get(attempt)
      if (!this.#leased.delete(attempt)) return
      this.expired += 1
      this.#waiting.push(lease.job)
    }, this.leaseMs)
  }

  #renew(attempt) {
    const lease = this.#leased.get(attempt)
    if (lease === undefined) return false
    clearTimeout(lease.timer)
    lease.timer = this.#timer(attempt)
    return true
  }

  /** The answer of one whose lease has run out counts for nothing. Exit code 6 and signals: delivered again. */
  #settle({attempt, code, summary}) {
    const lease = this.#leased.get(attempt)
    if (lease === undefined) {
      this.lateAnswers += 1
      return {isYours: false}
    }
    clearTimeout(lease.timer)
    this.#leased.delete(attempt)
    if (code === 6 || code === null || code > 7) this.#waiting.push(lease.job)
    else this.done.push({job: lease.job.id, attempt, code, summary})
    if (new Set(this.done.map(({job}) => job)).size === this.total && this.#leased.size === 0) this.#onEmpty.resolve()
    return {isYours: true}
  }

  /** Whose lease `worker` is, for a test that ends it in the middle. */
  leaseOf(worker) {
    return [...this.#leased.entries()].find(([, lease]) => lease.worker === worker)
  }
}

function withResolvers() {
  const made = {}
  made.promise = new Promise((resolve, reject) => Object.assign(made, {resolve, reject}))
  return made
}
