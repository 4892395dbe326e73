import {readFile, writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import {Actors, MOST_RUNS, requestIn, SPEED} from '../actors.mjs'
import {call, control} from '../calls.mjs'
import {jsonLines, readRejects} from '../files.mjs'
import {cellOf, judgeDeletes} from './referee.mjs'
import {emailOf, externalIdOf, oldEmailOf} from './scenario.mjs'

const PATH = '/crm/v3/objects/contacts'

/** Plays one scenario of deletes after the other. */
export class DeleteLane {
  #actors = new Actors()

  play(scenario) {
    return this.#actors.stage(async home => {
      const counts = '/batch/(archive|read)$'
      const sandbox = await this.#actors.order('start', {seed: scenario.seed, switches: scenario.switches, counts})
      const ids = await fill(sandbox, scenario)
      await control(sandbox, 'POST', 'faults', scenario.faults)
      const {epochMs} = await this.#actors.order('hurry', {speed: SPEED})
      const place = {home, sandbox, epochMs}
      const push = await this.#delete(scenario, ids, place)
      const after = push.failure === undefined ? await this.#upsert(scenario, place) : {}
      await control(sandbox, 'POST', 'settle')
      const records = jsonLines(await control(sandbox, 'GET', 'records/contacts'))
      const live = records.filter(({archivedAtMs}) => archivedAtMs === undefined)
      const said = push.isCutOff ? {} : await reported(home, push)
      const failures = [push.failure, after.failure].filter(failure => failure !== undefined)
      const problems = failures.length > 0 ? failures : judgeDeletes(scenario, {...push, ...said, ids, live})
      return {problems, runs: push.runs}
    })
  }

  end() {
    this.#actors.end()
  }

  async #delete(scenario, ids, place) {
    const {property, rows, verifies, duplicates} = scenario
    const file = join(place.home, 'list.csv')
    const lines = rows.map(row => `${cellOf(row, property, ids)},x\n`)
    await writeFile(file, `${property},remark\n${lines.join('')}`)
    const written = {path: join(place.home, 'written.jsonl'), format: 'jsonl'}
    const list = {file, key: property, mode: 'delete', verifies, duplicates, written, ignore: ['remark']}
    const told = await this.#actors.untilFinished(jobOf(place, list), scenario)
    const isCutOff = told.summary === undefined && told.failure === undefined
    return {...told, written, ...(isCutOff && {isCutOff})}
  }

  /** Pushes people after the list: whatever it still archives late must not take them away. */
  async #upsert({upserts}, place) {
    if (upserts.length === 0) return {}
    const file = join(place.home, 'people.csv')
    await writeFile(file, `email,city\n${upserts.map(person => `${emailOf(person)},Bern\n`).join('')}`)
    const job = jobOf(place, {file, key: 'email', mode: 'upsert'})
    for (let runs = 1; runs <= MOST_RUNS; runs++) {
      const answer = await this.#actors.ask(job)
      if (answer?.summary?.status === 'finished') return {}
      if (answer?.error !== undefined) return {failure: `the push after it failed: ${answer.error.stack}`}
    }
    return {failure: 'the push after it does not finish'}
  }
}

function jobOf({epochMs, ...place}, request) {
  return {epochMs, speed: SPEED, request: {...requestIn(place), ...request}}
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
