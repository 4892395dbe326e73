import {recordOf} from './states.mjs'

/**
 * The same rows, one by one, in file order, to a second sandbox that fails at nothing: what it holds afterwards is what
 * the promise means.
 * It knows nothing of the referee's own model of HubSpot (model.mjs), and the push nothing of either.
 */
export class Oracle {
  #portal
  #scenario
  /** Rows whose fate says that HubSpot took them, and that the oracle refused; and the other way round. */
  #disagreements = []
  /** Keys about which the promise has a limit (docs/safety.md) that shows here. */
  #limited = new Set()

  /** `portal`: a sandbox without faults, prepared like the other. */
  constructor(portal, scenario) {
    this.#portal = portal
    this.#scenario = scenario
  }

  /** Plays the rows of all parts as far as they were sent. Each part: scenario, fates. */
  async play(parts) {
    for (const [index, part] of parts.entries()) {
      for (const row of part.scenario.rows) {
        if (wasSent(part, row)) await this.#apply(row, part, index)
      }
    }
  }

  async #apply(row, part, index) {
    const {shape, mode} = this.#scenario
    const refusal = await this.#portal.write(mode, {
      id: row.key,
      idProperty: shape.keyProperty,
      properties: {...row.values, [shape.keyProperty]: row.key},
    })
    const key = recordOf(this.#scenario, row.key)
    const rejected = part.fates.rejected.get(row.row)
    // A row that changes nothing need not have been sent: in create mode HubSpot would refuse it.
    if ((refusal === undefined) === (rejected === undefined) || part.fates.untold.has(row.row)) return
    if (isNamedLimit(this.#scenario, part, {rejected, refusal})) return void this.#limited.add(key)
    const name = index === 0 ? `${row.row}` : `${row.row} of file ${index + 1}`
    this.#disagreements.push({
      key,
      problem:
        rejected === undefined
          ? `row ${name} is written, but sent by itself it is refused: ${refusal}`
          : `row ${name} is ${rejected.code}, but sent by itself it is taken`,
    })
  }

  /**
   * What the push and the oracle do not agree about, among these keys: those of which the referee knows a single state.
   * Of the others
   * HubSpot was silent, or may have carried out something late, and the referee judges them by every state that they
   * may be in.
   */
  async problems(records, keys) {
    const sure = new Set([...keys].filter(key => !this.#limited.has(key)))
    const mine = byKey(this.#scenario, await this.#portal.records())
    const theirs = byKey(this.#scenario, records)
    return [
      ...this.#disagreements.filter(({key}) => sure.has(key)).map(({problem}) => problem),
      ...[...sure].flatMap(key => differences(this.#scenario, key, theirs.get(key), mine.get(key))),
    ]
  }
}

/**
 * Sent again after a crash, a row may find the record that a later row of its key had made. Rules of a portal's admins
 * see merged rows as
 * they were merged. What is held against other values of the record may meet those of a later row, where an attempt
 * came late.
 */
function isNamedLimit({shape, switches, late}, {scenario: {isResumed}}, {rejected, refusal}) {
  const dependsOn = property => late && shape.depends?.includes(property) === true
  if (rejected !== undefined) return dependsOn(rejected.property)
  return isResumed || switches.adminRules === true || namedIn(refusal).some(dependsOn)
}

/** Properties that a refusal of the oracle's sandbox is about. */
function namedIn(refusal = '') {
  return [...refusal.matchAll(/\\?"name\\?":\\?"(\w+)\\?"/g)].map(([, name]) => name)
}

/** Rows that never left this machine, or were left out on purpose, would tell of another file. */
function wasSent({fates, isCutOff}, {row, flaw}) {
  if (flaw === 'local' || fates.skipped.has(row)) return false
  const code = fates.rejected.get(row)?.code
  return code !== 'DUPLICATE_KEY' && code !== 'UNACCOUNTED' && !(isCutOff && fates.untold.has(row))
}

function byKey(scenario, records) {
  return new Map(
    records.map(({properties}) => [recordOf(scenario, properties[scenario.shape.keyProperty]), properties]),
  )
}

function differences({shape}, key, found, expected) {
  if (found === undefined && expected === undefined) return []
  if (found === undefined || expected === undefined)
    return [
      `record ${key} is ${found === undefined ? 'missing' : 'there'}, and row by row it is ${expected === undefined ? 'not' : 'there'}`,
    ]
  return shape.columns
    .filter(({property, adds}) => !isSame(found[property], expected[property], adds))
    .map(
      ({property}) =>
        `record ${key} holds ${JSON.stringify(found[property])} as ${property}, and row by row ${JSON.stringify(expected[property])}`,
    )
}

/** To the letter, but for the order of options that rows added. */
function isSame(one, other, adds = false) {
  if (!adds || one === undefined || other === undefined) return one === other
  return [...one.split(';')].sort().join(';') === [...other.split(';')].sort().join(';')
}

/**
 * A sandbox as the oracle needs it: `write` answers why one row is refused, undefined where it is taken; `records`
 * gives what it holds.
 */
export function oraclePortal(call, {shape, apiVersion}) {
  const batch = `/crm/${apiVersion === 'v3' ? 'v3/objects' : `objects/${apiVersion}`}/${shape.objectTypeId}/batch`
  const send = async (verb, inputs) => {
    const {status, text} = await call('POST', `${batch}/${verb}`, inputs)
    return JSON.parse(text).results?.length === 1 ? undefined : `${status} ${text.slice(0, 600)}`
  }
  /** An update of a contact goes by its record id: HubSpot takes no e-mail there. */
  const idOf = async ({id, idProperty}) => {
    const {text} = await call('POST', `${batch}/read`, {idProperty, properties: [], inputs: [{id}]})
    return JSON.parse(text).results?.[0]?.id
  }
  return {
    async write(mode, input) {
      if (mode === 'create') return send('create', {inputs: [{properties: input.properties}]})
      if (mode === 'upsert' || input.idProperty !== 'email') return send(mode, {inputs: [input]})
      const id = await idOf(input)
      const {email: _, ...properties} = input.properties
      return id === undefined ? 'there is no such record' : send('update', {inputs: [{id, properties}]})
    },
    async records() {
      const {text} = await call('GET', `/_sandbox/records/${shape.path}`)
      return text
        .split('\n')
        .filter(line => line !== '')
        .map(line => JSON.parse(line))
    },
  }
}
