import {readFile, writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import {Actors, requestIn, SPEED} from '../actors.mjs'
import {call} from '../calls.mjs'
import {jsonLines} from '../files.mjs'
import {judgeUndo} from './referee.mjs'
import {emailOf} from './scenario.mjs'

const PATH = '/crm/v3/objects/contacts'

/** Plays one scenario of undoing after the other. */
export class UndoLane {
  #actors = new Actors()

  play(scenario) {
    return this.#actors.stage(async home => {
      const counts = '/batch/(upsert|archive|read)$'
      const sandbox = await this.#actors.order('start', {seed: scenario.seed, switches: scenario.switches, counts})
      const portal = new Portal(sandbox)
      await portal.fill(scenario)
      const {epochMs} = await this.#actors.order('hurry', {speed: SPEED})
      const place = {home, sandbox, epochMs}
      await portal.control('POST', 'faults', scenario.faults)
      const pushed = await this.#push(scenario, place)
      await portal.control('POST', 'faults', [])
      await portal.control('POST', 'settle')
      const ids = portal.idsOf(scenario, await portal.contacts())
      const again = await this.#pushAgain(scenario, place)
      const archivedByOthers = await portal.doDeeds(scenario, ids)
      await portal.control('POST', 'faults', scenario.undoFaults)
      const undone = pushed.failure === undefined ? await this.#undo(scenario, place, pushed.run) : {}
      await portal.control('POST', 'faults', [])
      await portal.control('POST', 'settle')
      const live = (await portal.contacts()).filter(({archivedAtMs}) => archivedAtMs === undefined)
      const failures = [pushed.failure, again.failure, undone.failure].filter(failure => failure !== undefined)
      const found = {...undone, ids, live, created: pushed.created, archivedByOthers}
      const problems = failures.length > 0 ? failures : judgeUndo(scenario, found)
      return {problems, runs: (pushed.runs ?? 0) + (undone.runs ?? 0)}
    })
  }

  end() {
    this.#actors.end()
  }

  async #push({rows, interruptions, links}, place) {
    const file = join(place.home, 'people.csv')
    const lines = rows.map(({number, city}) => `${emailOf({number})},${city},${links ? `C${number % 3}` : ''}\n`)
    await writeFile(file, `email,city,account\n${lines.join('')}`)
    const written = {path: join(place.home, 'written.jsonl'), format: 'jsonl'}
    const associate = links
      ? {associate: [{column: 'account', object: 'COMPANY', by: 'external_id'}]}
      : {ignore: ['account']}
    const job = jobOf(place, {request: {file, key: 'email', mode: 'upsert', written, ...associate}})
    const told = await this.#actors.untilFinished(job, {interruptions})
    if (told.summary === undefined) return told
    const created = new Set()
    for (const {recordId, outcome} of jsonLines(await readFile(written.path, 'utf8')))
      if (outcome === 'created') created.add(recordId)
    return {...told, run: told.summary.run, created}
  }

  /** Some people come again, later, with what they have. */
  async #pushAgain({people, rows}, place) {
    const some = people.filter(({deed}) => deed === 'again')
    if (some.length === 0) return {}
    const file = join(place.home, 'again.csv')
    const cityOf = new Map(rows.map(({number, city}) => [number, city]))
    await writeFile(
      file,
      `email,city\n${some.map(person => `${emailOf(person)},${cityOf.get(person.number)}\n`).join('')}`,
    )
    const {failure} = await this.#actors.untilFinished(jobOf(place, {request: {file, key: 'email', mode: 'upsert'}}))
    return failure === undefined ? {} : {failure}
  }

  async #undo({undoInterruptions, verifies}, place, run) {
    const job = jobOf(place, {undo: {run, verifies, isDryRun: false}})
    return this.#actors.untilFinished(job, {interruptions: undoInterruptions})
  }
}

/** `what` is told: a `request` of a push, or of an `undo`. */
function jobOf({epochMs, ...place}, what) {
  const [[kind, request]] = Object.entries(what)
  return {epochMs, speed: SPEED, [kind]: {...requestIn(place), ...request}}
}

/** The portal as others use it. */
class Portal {
  constructor(sandbox) {
    this.sandbox = sandbox
  }

  async fill({people}) {
    const old = people.filter(({isOld}) => isOld)
    for (let start = 0; start < old.length; start += 100)
      await this.call('POST', `${PATH}/batch/create`, {
        inputs: old.slice(start, start + 100).map(person => ({properties: {email: emailOf(person)}, associations: []})),
      })
    const companies = [0, 1, 2].map(number => ({
      properties: {name: `C${number}`, external_id: `C${number}`},
      associations: [],
    }))
    await this.call('POST', '/crm/v3/objects/companies/batch/create', {inputs: companies})
  }

  async contacts() {
    return jsonLines(await this.control('GET', 'records/contacts'))
  }

  idsOf({people}, records) {
    const byEmail = new Map(records.map(({id, properties}) => [properties.email, id]))
    return new Map(people.map(person => [person.number, byEmail.get(emailOf(person))]))
  }

  /** Returns the ids of records that others take away. */
  async doDeeds({people}, ids) {
    const gone = new Set()
    let partner
    for (const person of people) {
      const id = ids.get(person.number)
      if (id === undefined || person.deed === undefined || gone.has(id)) continue
      const change = (properties, source) => this.call('PATCH', `${PATH}/${id}`, {properties}, source)
      switch (person.deed) {
        case 'value':
          await change({city: 'Elsewhere'}, 'CRM_UI userId:7')
          break
        case 'other value':
          await change({phone: '123'}, 'FORM')
          break
        case 'same app':
          await change({city: 'Elsewhere'})
          break
        case 'same app, other value':
          await change({phone: '123'})
          break
        case 'old e-mail':
          await change({hs_additional_emails: `old${person.number}@example.com`}, 'CRM_UI userId:7')
          break
        case 'enriched':
          await change({jobtitle: 'Boss'}, 'DATA_ENRICHMENT')
          break
        case 'calculated':
          await change({city: 'Computed'}, 'CALCULATED')
          break
        case 'note':
          await this.hang('notes', 202, {hs_timestamp: '2026-11-23T17:00:00Z'}, id)
          break
        case 'company':
          await this.hang('companies', 280, {name: 'Added'}, id)
          break
        case 'archived':
          await this.call('DELETE', `${PATH}/${id}`)
          gone.add(id)
          break
        case 'merged away':
        case 'merged into': {
          partner ??= JSON.parse(
            await this.call('POST', PATH, {properties: {email: `partner${person.number}@example.com`}}),
          ).id
          const [left, away] = person.deed === 'merged away' ? [partner, id] : [id, partner]
          await this.call('POST', `${PATH}/merge`, {primaryObjectId: left, objectIdToMerge: away})
          if (away === id) gone.add(id)
          partner = undefined
        }
      }
    }
    return gone
  }

  hang(object, typeId, properties, id) {
    const types = [{associationCategory: 'HUBSPOT_DEFINED', associationTypeId: typeId}]
    return this.call('POST', `/crm/v3/objects/${object}`, {properties, associations: [{to: {id}, types}]})
  }

  control(method, path, body) {
    return this.call(method, `/_sandbox/${path}`, body)
  }

  call(method, path, body, source) {
    return call(this.sandbox, method, path, body, source)
  }
}
