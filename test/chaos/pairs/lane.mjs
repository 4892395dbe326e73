import {mkdtemp, readFile, rm, writeFile} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {Child} from '../child.mjs'
import {damage, jsonLines, readRejects} from '../files.mjs'
import {TIMEOUT_MS} from '../twists.mjs'
import {judgePairs} from './referee.mjs'
import {emailOf, firmOf} from './scenario.mjs'

const SPEED = 40
/** Later than any late commit of a scenario, with patience for a busy machine. */
const LATE_MS = 400
const MOST_RUNS = 40

/** A sandbox process and a client process that play one scenario of pairs after the other. */
export class PairLane {
  #host = new Child('sandbox-host.mjs')
  #client = new Child('client.mjs')

  async play(scenario) {
    const home = await mkdtemp(join(tmpdir(), 'hubspot-push-chaos-'))
    try {
      const sandbox = await this.#order('start', {
        seed: scenario.seed,
        switches: {},
        counts: '/batch/(read|archive|create|associate/default)$',
      })
      await fill(
        sandbox,
        'contacts',
        Array.from({length: scenario.people}, (_, at) => ({email: emailOf(at)})),
      )
      await fill(
        sandbox,
        'companies',
        Array.from({length: scenario.firms}, (_, at) => ({external_id: firmOf(at), name: firmOf(at)})),
      )
      await control(sandbox, 'POST', 'faults', scenario.faults)
      const {epochMs} = await this.#order('hurry', {speed: SPEED})
      const played = []
      let runs = 0
      for (const [at, part] of scenario.parts.entries()) {
        const result = await this.#playPart(part, {home, sandbox, epochMs, at})
        runs += result.runs
        if (result.failure !== undefined) return await this.#end({problems: [result.failure], runs})
        const rejects = (await readRejects(join(home, 'data'))).at(-1) ?? []
        played.push({...result, rejects})
      }
      await control(sandbox, 'POST', 'settle')
      const facts = {
        people: await namesOf(sandbox, 'contacts', 'email'),
        firms: await namesOf(sandbox, 'companies', 'external_id'),
        links: jsonLines(await control(sandbox, 'GET', 'associations')),
      }
      return await this.#end({problems: judgePairs(scenario, {played, ...facts}), runs})
    } catch (error) {
      return await this.#end({problems: [`the play itself failed: ${error.stack}`], runs: 0})
    } finally {
      if (process.env.CHAOS_KEEP === undefined) await rm(home, {recursive: true, force: true})
    }
  }

  end() {
    this.#host.end()
    this.#client.end()
  }

  /** What was found under a clock that lagged is not held against the program. */
  async #end({problems, runs}) {
    const {upserts, lagMs} = await this.#order('stop')
    return {problems: lagMs > LATE_MS / 2 ? [] : problems, runs, upserts}
  }

  async #playPart({mode, byRole, rows, interruptions}, {at, ...place}) {
    const file = join(place.home, `pairs-${at}.csv`)
    const lines = rows.map(
      ({person, firm, role}) => `${emailOf(person)},${firm === undefined ? '' : firmOf(firm)},${role}\n`,
    )
    await writeFile(file, `mail,firm,role\n${lines.join('')}`)
    const written = {path: join(place.home, `written-${at}.jsonl`), format: 'jsonl'}
    const job = jobOf(place, {file, mode, byRole, written})
    const strikes = [...interruptions]
    for (let runs = 1; runs <= MOST_RUNS; runs++) {
      const strike = strikes.shift()
      const answer = await this.#push(job, strike)
      if (answer?.error !== undefined && !isStopped(answer.error)) return {runs, failure: answer.error.stack}
      const {status, reason} = answer?.summary ?? {}
      if (status === 'finished')
        return {runs, summary: answer.summary, written: jsonLines(await readFile(written.path, 'utf8'))}
      if (status === 'failed') return {runs, failure: JSON.stringify(reason)}
      if (answer === undefined && this.#client.hasCrashed) return {runs, failure: 'the client crashed'}
      if (answer === undefined) await damage(job.request.dirs.data, written.path, strike?.damage ?? [])
    }
    return {runs: MOST_RUNS, failure: `not finished after ${MOST_RUNS} runs`}
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

function jobOf({home, sandbox, epochMs}, {byRole, ...request}) {
  const rule = {column: 'firm', object: 'companies', by: 'external_id', ...(byRole && {labelColumn: 'role'})}
  return {
    epochMs,
    speed: SPEED,
    request: {
      ...{object: 'contacts', key: 'email', map: [{column: 'mail', property: 'email'}], associate: [rule]},
      ...{ignore: [], ignoreUnknown: true, duplicates: 'apply', waitLockMs: 0, version: 'chaos'},
      ...{lateCommitMs: LATE_MS * SPEED, timeoutMs: TIMEOUT_MS},
      env: {HUBSPOT_PUSH_API_URL: sandbox.url, HUBSPOT_PUSH_APP_URL: sandbox.url, HUBSPOT_ACCESS_TOKEN: sandbox.token},
      dirs: {data: join(home, 'data'), config: join(home, 'config'), cache: join(home, 'cache')},
      ...request,
    },
  }
}

async function fill(sandbox, object, records) {
  for (let start = 0; start < records.length; start += 100) {
    const inputs = records.slice(start, start + 100).map(properties => ({properties, associations: []}))
    await call(sandbox, 'POST', `/crm/v3/objects/${object}/batch/create`, {inputs})
  }
}

async function namesOf(sandbox, object, property) {
  const records = jsonLines(await control(sandbox, 'GET', `records/${object}`))
  return new Map(records.map(({id, properties}) => [id, properties[property]]))
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
