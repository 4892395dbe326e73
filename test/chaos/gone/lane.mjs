import {readdir, readFile, writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import {Actors, requestIn, SPEED} from '../actors.mjs'
import {call, control} from '../calls.mjs'
import {jsonLines} from '../files.mjs'
import {GoneReferee} from './referee.mjs'
import {keyOf, oldEmailOf} from './scenario.mjs'

const PATH = '/crm/v3/objects/contacts'

/** Plays one scenario of nightly files after the other. */
export class GoneLane {
  #actors = new Actors()

  play(scenario) {
    return this.#actors.stage(async home => {
      const counts = '/batch/(archive|read|update|upsert)$'
      const sandbox = await this.#actors.order('start', {seed: scenario.seed, switches: scenario.switches, counts})
      await fill(sandbox, scenario)
      const referee = new GoneReferee(scenario.property)
      referee.begin(await contactsOf(sandbox))
      await control(sandbox, 'POST', 'faults', scenario.faults)
      const {epochMs} = await this.#actors.order('hurry', {speed: SPEED})
      const {runs, failure} = await this.#nights(scenario, {home, sandbox, epochMs}, referee)
      await control(sandbox, 'POST', 'settle')
      if (failure === undefined && referee.problems.length === 0) referee.end(await contactsOf(sandbox))
      return {problems: failure === undefined ? referee.problems : [failure], runs}
    })
  }

  end() {
    this.#actors.end()
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
    const request = {file, key: property, mode: 'upsert', storeValues: true, onlyChanged, duplicates, written, gone}
    const {epochMs, ...where} = place
    const job = {epochMs, speed: SPEED, request: {...requestIn(where), ...request}}
    const told = await this.#actors.untilFinished(job, night)
    return told.summary === undefined ? told : {...told, ...(await writtenRight(written.path, told.summary))}
  }
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
