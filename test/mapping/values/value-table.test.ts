import {afterAll, beforeAll, expect, test} from 'vitest'
import {AppError} from '../../../src/errors/app-error.js'
import {batchUpsert, MAX_INPUTS} from '../../../src/hubspot/batch/batch-write.js'
import {readUpsertReply} from '../../../src/hubspot/batch/upsert-verdict.js'
import type {HubSpot} from '../../../src/hubspot/call-types.js'
import {createHubSpot} from '../../../src/hubspot/client.js'
import {findObject} from '../../../src/hubspot/portal/find-object.js'
import {listOwners} from '../../../src/hubspot/portal/owners.js'
import {listPipelines} from '../../../src/hubspot/portal/pipelines.js'
import {listProperties} from '../../../src/hubspot/portal/properties.js'
import {MAIN_OBJECTS} from '../../../src/hubspot/portal/standard-objects.js'
import {usableKeys} from '../../../src/hubspot/portal/usable-keys.js'
import {listValidationRules, withRules} from '../../../src/hubspot/portal/validation-rules.js'
import type {WriteInput} from '../../../src/hubspot/write-input.js'
import {compileMapping} from '../../../src/mapping/compile/compile-mapping.js'
import type {MappingTarget} from '../../../src/mapping/mapping-types.js'
import {mapRow} from '../../../src/mapping/row/map-row.js'
import {startSandbox} from '../../../src/sandbox/sandbox.js'
import {leapingClock} from '../../hubspot/support/clocks.js'
import {tokensInTurn} from '../../hubspot/support/stubbed-client.js'
import {csvRequest} from '../support/definitions.js'
import {renderValueTable} from './render-value-table.js'
import {type Outcome, RULES, VALUE_CASES, type ValueCase} from './value-cases.js'

/** What a new record of each object needs besides. */
const BASE = {
  contacts: {firstname: 'Ann'},
  deals: {dealname: 'One', pipeline: 'default', dealstage: 'appointmentscheduled'},
} as const
const KEY = 'external_id'

interface Portal {
  readonly hubspot: HubSpot & {close(): void}
  readonly targets: Readonly<Record<ValueCase['object'], MappingTarget>>
  stored(object: string): ReadonlyMap<string, Readonly<Record<string, string>>>
  close(): Promise<void>
}

let portal: Portal
beforeAll(async () => {
  const sandbox = await startSandbox({})
  for (const [property, type, argument] of RULES) await putRule(sandbox, `${property}/rule-type/${type}`, argument)
  const tokens = tokensInTurn(sandbox.token)
  const clock = leapingClock(Date.now())
  const hubspot = createHubSpot({
    apiUrl: sandbox.url,
    apiVersion: 'v3',
    tokens,
    clock,
    random: () => 0.5,
    maxWaitMs: 60_000,
  })
  portal = {
    hubspot,
    targets: {contacts: await readTarget(hubspot, 'contacts'), deals: await readTarget(hubspot, 'deals')},
    stored(object) {
      const records = [...sandbox.records(object)] as {properties: Record<string, string>}[]
      return new Map(records.map(({properties}) => [properties[KEY] ?? '', properties]))
    },
    async close() {
      hubspot.close()
      await sandbox.close()
    },
  }
})
afterAll(() => portal.close())

async function putRule({url, token}: {url: string; token: string}, rule: string, argument: string): Promise<void> {
  const headers = {authorization: `Bearer ${token}`, 'content-type': 'application/json'}
  const body = JSON.stringify({ruleArguments: [argument]})
  const reply = await fetch(`${url}/crm/v3/property-validations/contacts/${rule}`, {method: 'PUT', headers, body})
  expect(reply.status).toBe(204)
}

async function readTarget(hubspot: HubSpot, name: string): Promise<MappingTarget> {
  const object = findObject(name, MAIN_OBJECTS)
  const properties = withRules(await listProperties(hubspot, object), await listValidationRules(hubspot, object))
  const {keys} = usableKeys(object, properties)
  return {
    object,
    properties,
    keys,
    owners: (await listOwners(hubspot)) ?? [],
    pipelines: (await listPipelines(hubspot, object)) ?? [],
  }
}

/** What the cell becomes, or the code that it is refused with; undefined for nothing. */
function ourVerdict({property, object, cell, formats, empty}: ValueCase): string | undefined {
  const columns = property === 'dealstage' ? [KEY, property, 'pipeline'] : [KEY, property]
  const request = csvRequest(columns, {key: KEY, ...(formats && {formats}), ...(empty && {empty})})
  try {
    const record = ['K', cell, 'default'].slice(0, columns.length)
    const mapped = mapRow({kind: 'source', row: 1, line: 2, record}, compileMapping(request, portal.targets[object]))
    return mapped.kind === 'reject' ? `[${mapped.code}]` : mapped.properties[property]
  } catch (error) {
    if (error instanceof AppError) return `[${error.code}]`
    throw error
  }
}

interface Answer {
  /** The reject code of HubSpot's refusal; undefined where it took the value. */
  readonly code?: string
  readonly stored: string | undefined
}

/** Sends each case's value to a record of its own, all in one go, and tells what the sandbox made of it. */
async function ask(toSend: (one: ValueCase) => string | undefined): Promise<Answer[]> {
  const answers: Answer[] = VALUE_CASES.map(() => ({stored: undefined}))
  for (const object of ['contacts', 'deals'] as const) {
    const asked = [...VALUE_CASES.entries()].flatMap(([index, one]) => {
      const value = one.object === object ? toSend(one) : undefined
      return value === undefined ? [] : [{index, property: one.property, input: inputOf(one, index, value)}]
    })
    for (let first = 0; first < asked.length; first += MAX_INPUTS) {
      const batch = asked.slice(first, first + MAX_INPUTS)
      const codes = await upsert(
        object,
        batch.map(({input}) => input),
      )
      const stored = portal.stored(object)
      for (const [at, {index, property, input}] of batch.entries()) {
        const code = codes[at]
        answers[index] = {stored: stored.get(input.id)?.[property], ...(code !== undefined && {code})}
      }
    }
  }
  return answers
}

function inputOf({object, property}: ValueCase, index: number, value: string): WriteInput {
  const properties = {...BASE[object], [KEY]: `K${index}`, [property]: value}
  return {id: `K${index}`, idProperty: KEY, properties, objectWriteTraceId: `K${index}`}
}

async function upsert(object: ValueCase['object'], inputs: readonly WriteInput[]): Promise<(string | undefined)[]> {
  const {hubspot, targets} = portal
  const lookup = (name: string) => targets[object].properties.find(property => property.name === name)
  const verdict = readUpsertReply(
    inputs,
    await batchUpsert(hubspot, targets[object].object.objectTypeId, inputs),
    lookup,
  )
  if (verdict.kind !== 'per-input') throw new Error(`the batch was answered as ${verdict.kind}`)
  return verdict.outcomes.map(one => (one.kind === 'refused' ? one.refusal.code : undefined))
}

function outcomeOf(ours: string | undefined, raw: Answer, asSent: Answer): Outcome | `rejected as ${string}` {
  if (ours === undefined) return 'not sent'
  if (ours === '[AMBIGUOUS_VALUE]') return 'ambiguous'
  if (ours.startsWith('[')) {
    if (raw.code === undefined) return 'stricter'
    return ours === `[${raw.code}]` ? 'rejected' : `rejected as ${raw.code}`
  }
  if (asSent.code !== undefined) return 'left to HubSpot'
  if (raw.code !== undefined) return 'fixed for you'
  return raw.stored === asSent.stored ? 'accepted' : 'misread by HubSpot'
}

test('each cell is sent or rejected as the table says, and the sandbox gives the same verdict on it raw', async () => {
  const raw = await ask(({cell}) => cell)
  const asSent = await ask(one => (one.sent.startsWith('[') ? undefined : ourVerdict(one)))
  const found = VALUE_CASES.map((one, index) => {
    const ours = ourVerdict(one)
    return line(one, ours ?? '', outcomeOf(ours, raw[index] ?? noAnswer(), asSent[index] ?? noAnswer()))
  })
  expect(found).toEqual(VALUE_CASES.map(one => line(one, one.sent, one.outcome)))
})

/** Short enough to be read where it differs. */
function line({kind, cell}: ValueCase, sent: string, outcome: string): string {
  const brief = (text: string) =>
    `${JSON.stringify(text.slice(0, 40))}${text.length > 40 ? ` and ${text.length - 40} more` : ''}`
  return `${kind}: ${brief(cell)} → ${brief(sent)}, ${outcome}`
}

function noAnswer(): never {
  throw new Error('a case was not asked')
}

test('every type of property that can be written has its cases', () => {
  const types = new Set<string>()
  for (const {properties} of Object.values(portal.targets))
    for (const {type, readOnly} of properties) if (!readOnly) types.add(type)
  const tried = new Set(
    VALUE_CASES.map(one => portal.targets[one.object].properties.find(({name}) => name === one.property)?.type),
  )
  expect([...types].filter(type => !tried.has(type))).toEqual([])
})

test('the page for people says the same, and lists what has no source', async () => {
  await expect(renderValueTable(VALUE_CASES)).toMatchFileSnapshot('../../../docs/values.md')
})
