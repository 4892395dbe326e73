import {readdir, readFile, writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import {Actors, MOST_RUNS, requestIn, SPEED} from '../actors.mjs'
import {control} from '../calls.mjs'
import {jsonLines} from '../files.mjs'
import {catalogOf, endsOf, stateOf} from './airbyte-lines.mjs'
import {heldBy, judgeCounts, judgeEnd, judgeState} from './referee.mjs'
import {lineOf} from './scenario.mjs'

/** Plays one tap after the other; after each end of the target, the tap continues behind the last state. */
export class EngineLane {
  #actors = new Actors()

  play(scenario) {
    return this.#actors.stage(async home => {
      const sandbox = await this.#actors.order('start', {
        ...{seed: scenario.seed, switches: {}},
        counts: '/batch/(upsert|archive)$',
      })
      await control(sandbox, 'POST', 'faults', scenario.faults)
      const {epochMs} = await this.#actors.order('hurry', {speed: SPEED})
      return this.#untilRead(scenario, {home, sandbox, epochMs})
    })
  }

  end() {
    this.#actors.end()
  }

  async #untilRead(scenario, place) {
    const strikes = [...scenario.interruptions]
    const states = []
    const problems = []
    for (let runs = 1; runs <= MOST_RUNS; runs++) {
      const told = await this.#run(scenario, heldBy(scenario, states), {...place, strike: strikes.shift(), runs})
      problems.push(...judgeCounts(scenario, heldBy(scenario, states), told.states))
      states.push(...told.states)
      if (told.answer?.error !== undefined) return {problems: [told.answer.error.stack], runs}
      const isRead = told.answer !== undefined && [0, 3].includes(told.answer.outcome.exitCode)
      await control(place.sandbox, 'POST', 'settle')
      const facts = {...(await factsOf(place)), states}
      problems.push(...(isRead ? judgeEnd(scenario, facts) : judgeState(scenario, heldBy(scenario, states), facts)))
      if (isRead || problems.length > 0) return {problems, runs}
    }
    return {problems: [`not read after ${MOST_RUNS} runs`], runs: MOST_RUNS}
  }

  async #run(scenario, held, {home, sandbox, epochMs, strike, runs}) {
    const [input, printed] = [join(home, `messages-${runs}`), join(home, `states-${runs}`)]
    await writeFile(input, messagesBehind(scenario, held))
    await writeFile(printed, '')
    const {env, dirs, lateCommitMs} = requestIn({home, sandbox})
    const config = {access_token: sandbox.token, data_dir: dirs.data, streams: streamsOf(scenario)}
    const engine = {config, catalog: catalogOf(scenario), input, printed, env, dirs, lateCommitMs, home}
    const answer = await this.#actors.ask({[scenario.mode]: engine, epochMs, speed: SPEED}, strike)
    const lines = jsonLines(await readFile(printed, 'utf8'))
    return {answer, states: scenario.mode === 'singer' ? lines.map(({line}) => ({line})) : lines.flatMap(stateOf)}
  }
}

/** A tap sends the schema of a stream again before its records. */
function messagesBehind(scenario, held) {
  const isBehind = ({stream, line}) => line > held.get(stream)
  const behind = scenario.messages.filter(isBehind)
  const schemas = scenario.streams.flatMap(({name}) =>
    scenario.messages
      .filter(message => message.kind === 'schema' && message.stream === name && !isBehind(message))
      .slice(-1),
  )
  const lines = [...schemas, ...behind].flatMap(message => lineOf(scenario, message) ?? [])
  return [...lines, ...(scenario.mode === 'airbyte' ? endsOf(scenario) : [])].map(line => `${line}\n`).join('')
}

function streamsOf({streams}) {
  return Object.fromEntries(
    streams.map(({name, object, archives}) => [
      name,
      {
        ...{object, map: {id: object === 'contacts' ? 'email' : 'external_id'}},
        ...(object === 'companies' && {set: {name: 'a firm'}}),
        ...(archives && {deleted: 'archive', max_deletes: 100_000}),
      },
    ]),
  )
}

async function factsOf({sandbox, home}) {
  const portal = new Map()
  for (const [object, key] of [
    ['contacts', 'email'],
    ['companies', 'external_id'],
  ])
    for (const {properties, archivedAtMs} of jsonLines(await control(sandbox, 'GET', `records/${object}`)))
      if (archivedAtMs === undefined) portal.set(`${object} ${properties[key]}`, Number(properties.city))
  return {
    portal,
    rejected: new Set((await keptRejects(join(home, 'data', 'runs'))).map(({record}) => Number(record.city))),
  }
}

/** Of a run that was stopped before it sent anything there is no file yet. */
async function keptRejects(directory) {
  const runs = await readdir(directory).catch(() => [])
  const texts = runs.map(run => readFile(join(directory, run, 'rejects.jsonl'), 'utf8').catch(() => ''))
  return (await Promise.all(texts)).flatMap(text => jsonLines(text.slice(0, text.lastIndexOf('\n') + 1)))
}
