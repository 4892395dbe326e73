import {mkdtemp, rm} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {Actors, MOST_RUNS, SPEED} from './actors.mjs'
import {call, control, send} from './calls.mjs'
import {damage, jsonLines, readRejects, readWritten, writeSource} from './files.mjs'
import {linkRequest} from './links.mjs'
import {listBefore, listRequest, readMembers} from './lists.mjs'
import {logIn} from './login.mjs'
import {oraclePortal} from './oracle.mjs'
import {partsOf} from './parts.mjs'
import {judge} from './referee.mjs'
import {TIMEOUT_MS} from './twists.mjs'

/** An attempt that was given up counts as able to commit for so many times as long as commits are late. */
const PATIENCE = 4
const MOST_LATE_MS = 5000
/** Requests that are counted until a client is struck, where records join a list. */
const WRITES_AND_JOINS = '/(batch/(upsert|update|create)|memberships/add)$'
/** Plays one scenario after the other. */
export class Lane {
  #actors = new Actors()

  /** Plays a scenario; `problems` are its broken promises. A machine too busy to keep the times is given more time. */
  async play(scenario) {
    for (let lateMs = PATIENCE * scenario.latestMs; ; lateMs *= 4) {
      const outcome = await this.#playOnce(scenario, lateMs)
      if (outcome.problems.length === 0 || outcome.lagMs < lateMs / 4 || lateMs > MOST_LATE_MS) return outcome
    }
  }

  end() {
    this.#actors.end()
  }

  async #playOnce(scenario, lateMs) {
    const home = await mkdtemp(join(tmpdir(), 'hubspot-push-chaos-'))
    try {
      const {seed, switches, list} = scenario
      const sandbox = await this.#actors.order('start', {seed, switches, ...(list && {counts: WRITES_AND_JOINS})})
      await prepare(sandbox, scenario)
      if (scenario.login === 'oauth') await logIn(sandbox, join(home, 'config'))
      const pushes = []
      const {epochMs} = await this.#actors.order('hurry', {speed: SPEED}) // one clock for all processes of a play, the sandbox's among them
      for (const [index, part] of partsOf(scenario).entries()) {
        await writeSource(join(home, part.file), part)
        pushes.push(
          await this.#pushToTheEnd(part, {home, sandbox, lateMs, epochMs, writtenPath: writtenPath(home, part, index)}),
        )
        if (pushes.at(-1).failure !== undefined) break
      }
      await control(sandbox, 'POST', 'settle')
      const records = jsonLines(await control(sandbox, 'GET', `records/${scenario.shape.path}`))
      const linked = scenario.links && (await this.#linked(sandbox))
      const ask = async path => JSON.parse(await call(sandbox, 'GET', path))
      const members = list && (await readMembers(scenario, ask))
      const failures = pushes.flatMap(({failure}) => failure ?? [])
      const problems =
        failures.length > 0
          ? failures
          : await this.#judge(scenario, {records, linked, members, parts: await reported(home, scenario, pushes)})
      const {lagMs, upserts} = await this.#actors.order('stop')
      return {problems, runs: pushes.reduce((sum, {runs}) => sum + runs, 0), upserts, lagMs}
    } catch (error) {
      await this.#actors.order('stop')
      return {problems: [`the play itself failed: ${error.stack}`], runs: 0, upserts: 0, lagMs: 0}
    } finally {
      if (process.env.CHAOS_KEEP === undefined) await rm(home, {recursive: true, force: true})
    }
  }

  async #linked(sandbox) {
    const companies = jsonLines(await control(sandbox, 'GET', 'records/companies'))
    return {companies, facts: jsonLines(await control(sandbox, 'GET', 'associations'))}
  }

  async #judge(scenario, outcome) {
    const portal = await this.#actors.order('oracle', {seed: scenario.seed, switches: scenario.switches})
    await fill(portal, scenario)
    return judge(scenario, {...outcome, oracle: oraclePortal((...request) => send(portal, ...request), scenario)})
  }

  async #pushToTheEnd(scenario, place) {
    const job = jobOf(scenario, place)
    const strikes = [...scenario.interruptions]
    for (let runs = 1; runs <= MOST_RUNS; runs++) {
      const strike = strikes.shift()
      const answer = await this.#actors.ask(job, strike)
      if (answer?.error !== undefined) return {runs, failure: `the push failed: ${answer.error.stack}`}
      if (answer?.summary.status === 'finished') return {runs, summary: answer.summary}
      if (answer?.summary.status === 'failed')
        return {runs, failure: `the push failed: ${JSON.stringify(answer.summary.reason)}`}
      if (answer === undefined && this.#actors.hasCrashed) return {runs, failure: 'the client crashed'}
      if (scenario.isAbandoned && strikes.length === 0) return {runs, isCutOff: true}
      if (answer === undefined) await damage(job.request.dirs.data, job.request.written.path, strike?.damage ?? [])
    }
    return {runs: MOST_RUNS, failure: `not finished after ${MOST_RUNS} runs`}
  }
}

/** What the client is asked to push. */
function jobOf(scenario, {home, sandbox, lateMs, epochMs, writtenPath: path}) {
  const {shape, file, duplicates, writtenFormat, mode, onlyChanged = false, full = false} = scenario
  const data = join(home, 'data')
  return {
    epochMs,
    speed: SPEED,
    request: {
      file: join(home, file),
      object: shape.object,
      key: shape.keyProperty,
      map: scenario.clears ? kept(shape) : [],
      ...linkRequest(scenario),
      ...listRequest(scenario),
      ...(scenario.clears && {empty: 'clear'}),
      ignore: [],
      ignoreUnknown: false,
      duplicates,
      ...{mode, onlyChanged, full},
      waitLockMs: 0,
      version: 'chaos',
      written: {path, format: writtenFormat},
      lateCommitMs: lateMs * SPEED,
      timeoutMs: TIMEOUT_MS,
      env: environmentOf(scenario, sandbox),
      dirs: {data, config: join(home, 'config'), cache: join(home, 'cache')},
    },
  }
}

/** Columns whose empty cells clear nothing. */
function kept({columns}) {
  return columns.filter(({often}) => often).map(({property}) => ({column: property, property, empty: 'skip'}))
}

function writtenPath(home, {writtenFormat}, index) {
  return join(home, `written-${index + 1}.${writtenFormat}`)
}

function environmentOf({login, apiVersion}, {url, token}) {
  const addresses = {HUBSPOT_PUSH_API_URL: url, HUBSPOT_PUSH_APP_URL: url, HUBSPOT_PUSH_API_VERSION: apiVersion}
  return login === 'oauth' ? {...addresses, HUBSPOT_PUSH_KEYCHAIN: '0'} : {...addresses, HUBSPOT_ACCESS_TOKEN: token}
}

/** Records that are there before the push, then the faults. */
async function prepare(sandbox, scenario) {
  await fill(sandbox, scenario)
  await control(sandbox, 'POST', 'faults', scenario.faults)
}

async function fill(sandbox, scenario) {
  const {shape, preset, links} = scenario
  const list = listBefore(scenario)
  if (list !== undefined) await call(sandbox, 'POST', '/crm/v3/lists', list)
  const inputs = preset.map(({key, values, unlisted}) => ({
    id: key,
    idProperty: shape.keyProperty,
    properties: {...values, ...unlisted, [shape.keyProperty]: key},
  }))
  const path = `/crm/v3/objects/${shape.objectTypeId}/batch`
  for (const holder of shape.holders) await call(sandbox, 'POST', `${path}/create`, {inputs: [{properties: holder}]})
  const companies = (links?.companies ?? []).map(key => companyOf(key))
  while (companies.length > 0)
    await call(sandbox, 'POST', '/crm/v3/objects/0-2/batch/upsert', {inputs: companies.splice(0, 100)})
  while (inputs.length > 0) await call(sandbox, 'POST', `${path}/upsert`, {inputs: inputs.splice(0, 100)})
}

function companyOf(key) {
  return {id: key, idProperty: 'external_id', properties: {external_id: key, name: key}}
}

/**
 * What each push said: its summary, its rejects, and what it wrote. Of one that was cut off for ever, what it said so
 * far.
 */
async function reported(home, scenario, pushes) {
  const rejects = await readRejects(join(home, 'data'))
  return Promise.all(
    partsOf(scenario).map(async (part, index) => {
      const written = await readWritten(writtenPath(home, part, index), part.writtenFormat)
      const {summary, isCutOff = false, runs} = pushes[index]
      return {
        scenario: {...part, isResumed: runs > 1},
        isCutOff,
        ...(summary && {summary}),
        rejects: (rejects[index] ?? []).filter(({link, list}) => link === undefined && list === undefined),
        linkRejects: (rejects[index] ?? []).filter(({link}) => link !== undefined),
        listRejects: (rejects[index] ?? []).filter(({list}) => list !== undefined),
        written,
      }
    }),
  )
}
