import {mkdtemp, readFile, rm, writeFile} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {Child} from '../child.mjs'
import {damage, jsonLines, readRejects} from '../files.mjs'
import {TIMEOUT_MS} from '../twists.mjs'
import {cellOf, judgeDeletes} from './referee.mjs'
import {emailOf, externalIdOf, oldEmailOf} from './scenario.mjs'

const SPEED = 40
/** Later than any late commit of a scenario, with patience for a busy machine. */
const LATE_MS = 400
const MOST_RUNS = 40
const PATH = '/crm/v3/objects/contacts'

/** A sandbox process and a client process that play one scenario of deletes after the other. */
export class DeleteLane {
  #host = new Child('sandbox-host.mjs')
  #client = new Child('client.mjs')

  async play(scenario) {
    const home = await mkdtemp(join(tmpdir(), 'hubspot-push-chaos-'))
    try {
      const counts = '/batch/(archive|read)$'
      const sandbox = await this.#order('start', {seed: scenario.seed, switches: scenario.switches, counts})
      const ids = await fill(sandbox, scenario)
      await control(sandbox, 'POST', 'faults', scenario.faults)
      const {epochMs} = await this.#order('hurry', {speed: SPEED})
      const place = {home, sandbox, epochMs}
      const push = await this.#delete(scenario, ids, place)
      const after = push.failure === undefined ? await this.#upsert(scenario, place) : {}
      await control(sandbox, 'POST', 'settle')
      const records = jsonLines(await control(sandbox, 'GET', 'records/contacts'))
      const live = records.filter(({archivedAtMs}) => archivedAtMs === undefined)
      const said = push.isCutOff ? {} : await reported(home, push)
      const failures = [push.failure, after.failure].filter(failure => failure !== undefined)
      const problems = failures.length > 0 ? failures : judgeDeletes(scenario, {...push, ...said, ids, live})
      const {upserts, lagMs} = await this.#order('stop')
      return {problems: lagMs > LATE_MS / 2 ? [] : problems, runs: push.runs, upserts}
    } catch (error) {
      await this.#order('stop')
      return {problems: [`the play itself failed: ${error.stack}`], runs: 0, upserts: 0}
    } finally {
      if (process.env.CHAOS_KEEP === undefined) await rm(home, {recursive: true, force: true})
    }
  }

  end() {
    this.#host.end()
    this.#client.end()
  }

  async #delete(scenario, ids, place) {
    const {property, rows, verifies, duplicates, isAbandoned} = scenario
    const file = join(place.home, 'list.csv')
    const lines = rows.map(row => `${cellOf(row, property, ids)},x\n`)
    await writeFile(file, `${property},remark\n${lines.join('')}`)
    const written = {path: join(place.home, 'written.jsonl'), format: 'jsonl'}
    const job = jobOf(place, {file, key: property, mode: 'delete', verifies, duplicates, written})
    const strikes = [...scenario.interruptions]
    for (let runs = 1; runs <= MOST_RUNS; runs++) {
      const strike = strikes.shift()
      const answer = await this.#push(job, strike)
      if (answer?.error !== undefined && !isStopped(answer.error)) return {runs, failure: answer.error.stack}
      if (answer?.summary?.status === 'finished') return {runs, summary: answer.summary, written}
      if (answer?.summary?.status === 'failed') return {runs, failure: JSON.stringify(answer.summary.reason)}
      if (answer === undefined && this.#client.hasCrashed) return {runs, failure: 'the client crashed'}
      if (isAbandoned && strikes.length === 0) return {runs, isCutOff: true}
      if (answer === undefined) await damage(job.request.dirs.data, written.path, strike?.damage ?? [])
    }
    return {runs: MOST_RUNS, failure: `not finished after ${MOST_RUNS} runs`}
  }

  /** Pushes people after the list: whatever it still archives late must not take them away. */
  async #upsert({upserts}, place) {
    if (upserts.length === 0) return {}
    const file = join(place.home, 'people.csv')
    await writeFile(file, `email,city\n${upserts.map(person => `${emailOf(person)},Bern\n`).join('')}`)
    const job = jobOf(place, {file, key: 'email', mode: 'upsert', duplicates: 'apply'})
    for (let runs = 1; runs <= MOST_RUNS; runs++) {
      const answer = await this.#push(job)
      if (answer?.summary?.status === 'finished') return {}
      if (answer?.error !== undefined) return {failure: `the push after it failed: ${answer.error.stack}`}
    }
    return {failure: 'the push after it does not finish'}
  }

  async #push(job, strike) {
    if (!this.#client.isAlive) this.#client = new Child('client.mjs')
    const client = this.#client
    await this.#order('strike', strike && {pid: client.pid, signals: strike.signals, after: strike.after})
    const answer = await client.ask(job)
    await this.#order('strike')
    return answer
  }

  async #order(order, argument) {
    const reply = await this.#host.ask({order, argument})
    if (reply?.error !== undefined || reply === undefined) throw new Error(`the sandbox: ${reply?.error ?? 'it died'}`)
    return reply.answer
  }
}

/** While it still reads, a run that is stopped has not begun. */
function isStopped({code}) {
  return code === 'CANCELLED' || code === 'TERMINATED'
}

function jobOf({home, sandbox, epochMs}, request) {
  return {
    epochMs,
    speed: SPEED,
    request: {
      ...{object: 'contacts', map: [], ignore: ['remark'], ignoreUnknown: false, waitLockMs: 0, version: 'chaos'},
      ...{lateCommitMs: LATE_MS * SPEED, timeoutMs: TIMEOUT_MS},
      env: {HUBSPOT_PUSH_API_URL: sandbox.url, HUBSPOT_PUSH_APP_URL: sandbox.url, HUBSPOT_ACCESS_TOKEN: sandbox.token},
      dirs: {data: join(home, 'data'), config: join(home, 'config'), cache: join(home, 'cache')},
      ...(request.mode === 'upsert' ? {...request, ignore: []} : request),
    },
  }
}

/** Makes the people, merges some, and returns the record id of each, as it was before the merges. */
async function fill(sandbox, {people, merges}) {
  const ids = new Map()
  for (let start = 0; start < people.length; start += 100) {
    const inputs = people
      .slice(start, start + 100)
      .map(person => ({properties: propertiesOf(person), associations: []}))
    const {results} = JSON.parse(await call(sandbox, 'POST', `${PATH}/batch/create`, {inputs}))
    for (const {id, properties} of results) ids.set(Number(/\d+/.exec(properties.email)[0]), id)
  }
  for (const [left, gone] of merges) {
    const body = {primaryObjectId: ids.get(left.number), objectIdToMerge: ids.get(gone.number)}
    await call(sandbox, 'POST', `${PATH}/merge`, body)
  }
  return ids
}

function propertiesOf(person) {
  return {
    email: emailOf(person),
    external_id: externalIdOf(person),
    ...(person.hasOldEmail && {hs_additional_emails: oldEmailOf(person)}),
  }
}

async function reported(home, {written}) {
  const [rejects = []] = await readRejects(join(home, 'data'))
  return {rejects, written: jsonLines(await readFile(written.path, 'utf8'))}
}

function control(sandbox, method, path, body) {
  return call(sandbox, method, `/_sandbox/${path}`, body)
}

async function call({url, token}, method, path, body) {
  const headers = {authorization: `Bearer ${token}`, 'content-type': 'application/json'}
  const reply = await fetch(url + path, {method, headers, ...(body !== undefined && {body: JSON.stringify(body)})})
  const text = await reply.text()
  if (reply.status >= 300 || reply.status === 207) throw new Error(`${method} ${path}: ${reply.status} ${text}`)
  return text
}
