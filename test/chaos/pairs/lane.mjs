import {readFile, writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import {Actors, requestIn, SPEED} from '../actors.mjs'
import {call, control} from '../calls.mjs'
import {jsonLines, readRejects} from '../files.mjs'
import {judgePairs} from './referee.mjs'
import {emailOf, firmOf} from './scenario.mjs'

/** Plays one scenario of pairs after the other. */
export class PairLane {
  #actors = new Actors()

  play(scenario) {
    return this.#actors.stage(async home => {
      const sandbox = await this.#actors.order('start', {
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
      const {epochMs} = await this.#actors.order('hurry', {speed: SPEED})
      const played = []
      let runs = 0
      for (const [at, part] of scenario.parts.entries()) {
        const result = await this.#playPart(part, {home, sandbox, epochMs, at})
        runs += result.runs
        if (result.failure !== undefined) return {problems: [result.failure], runs}
        const rejects = (await readRejects(join(home, 'data'))).at(-1) ?? []
        played.push({...result, rejects})
      }
      await control(sandbox, 'POST', 'settle')
      const facts = {
        people: await namesOf(sandbox, 'contacts', 'email'),
        firms: await namesOf(sandbox, 'companies', 'external_id'),
        links: jsonLines(await control(sandbox, 'GET', 'associations')),
      }
      return {problems: judgePairs(scenario, {played, ...facts}), runs}
    })
  }

  end() {
    this.#actors.end()
  }

  async #playPart({mode, byRole, rows, interruptions}, {at, ...place}) {
    const file = join(place.home, `pairs-${at}.csv`)
    const lines = rows.map(
      ({person, firm, role}) => `${emailOf(person)},${firm === undefined ? '' : firmOf(firm)},${role}\n`,
    )
    await writeFile(file, `mail,firm,role\n${lines.join('')}`)
    const written = {path: join(place.home, `written-${at}.jsonl`), format: 'jsonl'}
    const job = jobOf(place, {file, mode, byRole, written})
    const told = await this.#actors.untilFinished(job, {interruptions})
    return told.summary === undefined ? told : {...told, written: jsonLines(await readFile(written.path, 'utf8'))}
  }
}

function jobOf({epochMs, ...place}, {byRole, ...request}) {
  const rule = {column: 'firm', object: 'companies', by: 'external_id', ...(byRole && {labelColumn: 'role'})}
  const ends = {key: 'email', map: [{column: 'mail', property: 'email'}], associate: [rule], ignoreUnknown: true}
  return {epochMs, speed: SPEED, request: {...requestIn(place), ...ends, ...request}}
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
