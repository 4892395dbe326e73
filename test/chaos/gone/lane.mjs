import {mkdtemp, readdir, readFile, rm, writeFile} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {Child} from '../child.mjs'
import {damage, jsonLines} from '../files.mjs'
import {TIMEOUT_MS} from '../twists.mjs'
import {GoneReferee} from './referee.mjs'
import {keyOf, oldEmailOf} from './scenario.mjs'

const SPEED = 40
/** Later than any late commit of a scenario, with patience for a busy machine. */
const LATE_MS = 400
const MOST_RUNS = 40
const PATH = '/crm/v3/objects/contacts'

/** A sandbox process and a client process that play one scenario of nightly files after the other. */
export class GoneLane {
  #host = new Child('sandbox-host.mjs')
  #client = new Child('client.mjs')

  async play(scenario) {
    const home = await mkdtemp(join(tmpdir(), 'hubspot-push-chaos-'))
    try {
      const counts = '/batch/(archive|read|update|upsert)$'
      const sandbox = await this.#order('start', {seed: scenario.seed, switches: scenario.switches, counts})
      await fill(sandbox, scenario)
      const referee = new GoneReferee(scenario.property)
      referee.begin(await contactsOf(sandbox))
      await control(sandbox, 'POST', 'faults', scenario.faults)
      const {epochMs} = await this.#order('hurry', {speed: SPEED})
      const {runs, failure} = await this.#nights(scenario, {home, sandbox, epochMs}, referee)
      await control(sandbox, 'POST', 'settle')
      if (failure === undefined && referee.problems.length === 0) referee.end(await contactsOf(sandbox))
      const problems = failure === undefined ? referee.problems : [failure]
      const {upserts, lagMs} = await this.#order('stop')
      return {problems: lagMs > LATE_MS / 2 ? [] : problems, runs, upserts}
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

  async #nights(scenario, place, referee) {
    let runs = 0
    for (const [index, night] of scenario.nights.entries()) {
      referee.deeds(await doDeeds(place.sandbox, night.deeds, scenario))
      const played = await this.#night(scenario, {night, index}, place)
      runs += played.runs
      if (played.failure !== undefined) return {runs, failure: `night ${index + 1}: ${played.failure}`}
      if (played.summary === undefined) {
        await control(place.sandbox, 'POST', 'settle') // what it had in flight is done, or is not
        referee.givenUp(night, await contactsOf(place.sandbox), await readList(place.home))
      } else referee.night(night, played.summary, await contactsOf(place.sandbox))
      const [problem] = referee.problems
      if (problem !== undefined)
        return {runs, failure: `night ${index + 1}: ${referee.problems.slice(0, 4).join('; ')}`}
    }
    return {runs}
  }

  async #night({property, onlyChanged, duplicates}, {night, index}, place) {
    const file = join(place.home, `night${index + 1}.csv`)
    const lines = night.rows.map(
      ({key, flaw, city}) => `${key},Some one,${city},${flaw === 'option' ? 'nonsense' : ''}\n`,
    )
    await writeFile(file, `${property},firstname,city,hs_lead_status\n${lines.join('')}`)
    const written = {path: join(place.home, `written${index + 1}.jsonl`), format: 'jsonl'}
    const gone = {action: actionOf(night.action), source: 'people', threshold: thresholdOf(night.most)}
    const job = jobOf(place, {file, key: property, onlyChanged, duplicates, written, gone})
    const strikes = [...night.interruptions]
    for (let runs = 1; runs <= MOST_RUNS; runs++) {
      const strike = strikes.shift()
      const answer = await this.#push(job, strike)
      if (answer?.error !== undefined && !isStopped(answer.error)) return {runs, failure: answer.error.stack}
      if (answer?.summary?.status === 'finished')
        return {runs, ...(await writtenRight(written.path, answer.summary)), summary: answer.summary}
      if (answer?.summary?.status === 'failed') return {runs, failure: JSON.stringify(answer.summary.reason)}
      if (answer === undefined && this.#client.hasCrashed) return {runs, failure: 'the client crashed'}
      if (night.isAbandoned && strikes.length === 0 && strike !== undefined) return {runs}
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

function isStopped({code}) {
  return code === 'CANCELLED' || code === 'TERMINATED'
}

function actionOf(text) {
  const [property, value] = text.split('=')
  return value === undefined ? {kind: 'archive'} : {kind: 'mark', property, value}
}

function thresholdOf(most) {
  return typeof most === 'number' ? {kind: 'rows', rows: most} : {kind: 'share', share: Number(most.slice(0, -1)) / 100}
}

/** Each record that went, once. */
async function writtenRight(path, {gone}) {
  const lines = jsonLines(await readFile(path, 'utf8')).filter(({row}) => row === null)
  const told = new Set(lines.map(({recordId}) => recordId))
  const isRight = lines.length === gone.archived + gone.marked && told.size === lines.length
  return isRight
    ? {}
    : {failure: `${lines.length} records in the written file, ${gone.archived + gone.marked} in the JSON`}
}

function jobOf({home, sandbox, epochMs}, request) {
  return {
    epochMs,
    speed: SPEED,
    request: {
      ...{object: 'contacts', map: [], ignore: [], ignoreUnknown: false, waitLockMs: 0, version: 'chaos'},
      ...{lateCommitMs: LATE_MS * SPEED, timeoutMs: TIMEOUT_MS, mode: 'upsert', storeValues: true},
      env: {HUBSPOT_PUSH_API_URL: sandbox.url, HUBSPOT_PUSH_APP_URL: sandbox.url, HUBSPOT_ACCESS_TOKEN: sandbox.token},
      dirs: {data: join(home, 'data'), config: join(home, 'config'), cache: join(home, 'cache')},
      ...request,
    },
  }
}

/** Those of the people who are there before, and nobody's business: contacts that no file names. */
async function fill(sandbox, {people, property}) {
  const inputs = people
    .filter(({isThere}) => isThere)
    .map(person => ({
      associations: [],
      properties: {
        [property]: keyOf(person, property),
        firstname: 'Some one',
        ...(person.hasOldEmail && {hs_additional_emails: oldEmailOf(person)}),
      },
    }))
  for (let number = 0; number < 5; number += 1)
    inputs.push({associations: [], properties: {[property]: `stranger${number}@example.com`, firstname: 'Else'}})
  for (let start = 0; start < inputs.length; start += 100)
    await call(sandbox, 'POST', `${PATH}/batch/create`, {inputs: inputs.slice(start, start + 100)})
}

/** As somebody else, in HubSpot's pages. Returns what was done to which record. */
async function doDeeds(sandbox, deeds, {property, faults}) {
  if (deeds.length === 0) return []
  const live = (await contactsOf(sandbox)).filter(({archivedAtMs}) => archivedAtMs === undefined)
  const byKey = new Map(live.map(contact => [contact.properties[property], contact.id]))
  const done = deeds.flatMap(([what, person]) => {
    const id = byKey.get(keyOf(person, property))
    return id === undefined ? [] : [[what, id]]
  })
  const post = (path, inputs) => (inputs.length === 0 ? '' : call(sandbox, 'POST', `${PATH}${path}`, {inputs}))
  await control(sandbox, 'POST', 'faults', [])
  const of = kind => done.filter(([what]) => what === kind).map(([, id]) => id)
  await post(
    '/batch/archive',
    of('archive').map(id => ({id})),
  )
  await post(
    '/batch/update',
    of('promote').map(id => ({id, properties: {jobtitle: 'Boss'}})),
  )
  await control(sandbox, 'POST', 'faults', faults)
  return done
}

/** The list on disk, with the keys of runs that were killed. */
async function readList(home) {
  const data = join(home, 'data')
  const list = {members: new Set(), marked: new Map(), basis: undefined}
  const [directory] = await listsIn(join(data, 'gone'))
  if (directory === undefined) return list
  const {file, pending, marks, basis} = JSON.parse(await readFile(join(directory, 'list.json'), 'utf8'))
  list.basis = basis
  const lines = file === undefined ? [] : linesOf(await readFile(join(directory, file.name), 'utf8'))
  for (const run of pending)
    lines.push(...linesOf(await readFile(join(data, 'runs', run, 'members'), 'utf8').catch(() => '')))
  for (const line of lines) {
    const [, mark, key] = /^(#\d+ |[+=-])(.*)$/.exec(line)
    if (mark === '+' || mark === '=') list.members.add(key)
    else if (mark !== '-') list.marked.set(key, marks[Number(mark.slice(1))].value)
  }
  return list
}

async function listsIn(directory) {
  const portals = await readdir(directory).catch(() => [])
  const found = []
  for (const portal of portals)
    for (const name of await readdir(join(directory, portal))) found.push(join(directory, portal, name))
  return found
}

function linesOf(text) {
  return text.split('\n').slice(0, -1)
}

async function contactsOf(sandbox) {
  return jsonLines(await control(sandbox, 'GET', 'records/contacts'))
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
