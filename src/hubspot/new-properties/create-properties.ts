import {AppError} from '../../errors/app-error.js'
import {ours} from '../../errors/next-step.js'
import type {Clock} from '../../shared/clock.js'
import {arrayOf, objectOf, textOf} from '../../shared/json.js'
import {ScopeMissingError} from '../call/call-errors.js'
import {callRefused, mayBeAboutRows} from '../call/call-refused.js'
import {readErrorReply} from '../call/error-reply.js'
import type {HubSpot, HubSpotCall, HubSpotReply} from '../call-types.js'
import {pathsOf} from '../paths.js'
import type {NewProperty, ObjectDefinition, PropertyDefinition} from '../portal/portal-types.js'
import {listProperties, readProperty} from '../portal/properties.js'
import {schemaWriteScope} from '../portal/standard-objects.js'
import {propertyLimitReached} from './property-limit.js'

/** Inputs of a request (docs/hubspot-api.md#creating-properties). */
const MAX_INPUTS = 100

/** A new property can be read after less than a second; until then its values might be refused. */
const VISIBLE = {attempts: 40, everyMs: 250}

/** Why HubSpot made none of a name. */
interface Refused {
  readonly name: string
  readonly reply: HubSpotReply
}

/**
 * Makes properties that are not there, never with unique values; one that exists now as it was wanted is taken as it
 * is, since an attempt whose reply was lost may have made it. Ends once all of them can be read.
 * @throws AppError PROPERTY_REFUSED naming each one that was refused and those that were made, SCOPE_MISSING with the
 * scope, CALL_REFUSED
 */
export async function createProperties(
  hubspot: HubSpot,
  object: ObjectDefinition,
  wanted: readonly NewProperty[],
  clock: Pick<Clock, 'sleep'>,
): Promise<readonly PropertyDefinition[]> {
  const path = pathsOf(hubspot.apiVersion).properties(object.objectTypeId)
  const refused: Refused[] = []
  for (let start = 0; start < wanted.length; start += MAX_INPUTS) {
    const part = wanted.slice(start, start + MAX_INPUTS)
    const made = await createBatch(hubspot, object, {path, part})
    // One by one, so that each learns its own reason.
    for (const property of part.filter(({name}) => !made.has(name))) {
      const reply = await post(hubspot, object, path, bodyOf(property))
      if (reply.status >= 300) refused.push({name: property.name, reply})
    }
  }
  const hopeless = new Set(refused.filter(({reply}) => !reply.fateUnknown).map(({name}) => name))
  const awaited = wanted.filter(({name}) => !hopeless.has(name))
  const found = await readWhenVisible(hubspot, object, awaited, clock)
  const lost = wanted.filter(property => !isSame(property, found.get(property.name)))
  if (lost.length === 0) return wanted.flatMap(({name}) => found.get(name) ?? [])
  const made = wanted.filter(property => !lost.includes(property)).map(({name}) => name)
  const limit = refused.some(({reply}) => reply.status !== 409)
    ? await propertyLimitReached(hubspot, object)
    : undefined
  throw notCreated(object, {lost, refused, found, made, limit})
}

/** Names of those that were made; none where the request was refused as a whole. */
async function createBatch(
  hubspot: HubSpot,
  object: ObjectDefinition,
  {path, part}: {readonly path: string; readonly part: readonly NewProperty[]},
): Promise<ReadonlySet<string>> {
  if (part.length === 1) return new Set()
  const reply = await post(hubspot, object, `${path}/batch/create`, {inputs: part.map(bodyOf)})
  if (reply.status >= 300) return new Set()
  const results = arrayOf(objectOf(reply.body)['results']).map(result => textOf(objectOf(result)['name']))
  return new Set(results.filter(name => name !== undefined))
}

async function post(hubspot: HubSpot, object: ObjectDefinition, path: string, body: unknown): Promise<HubSpotReply> {
  const call: HubSpotCall = {method: 'POST', path, body}
  try {
    const reply = await hubspot.call(call)
    if (reply.status >= 300 && !mayBeAboutRows(reply.status)) throw callRefused('to create a property', reply)
    return reply
  } catch (error) {
    if (!(error instanceof ScopeMissingError) || error.scopes.length > 0) throw error
    const scope = schemaWriteScope(object)
    throw new ScopeMissingError(`${error.message} Creating properties of ${object.name} needs ${scope}.`, [scope])
  }
}

function bodyOf({group, options, ...property}: NewProperty): unknown {
  return {
    ...property,
    groupName: group,
    hasUniqueValue: false,
    formField: false,
    ...(options.length > 0 && {
      options: options.map(({value, label}, displayOrder) => ({value, label, displayOrder, hidden: false})),
    }),
  }
}

/** All properties by name, from the first list that has the wanted ones, or from the last. */
async function readWhenVisible(
  hubspot: HubSpot,
  object: ObjectDefinition,
  wanted: readonly NewProperty[],
  {sleep}: Pick<Clock, 'sleep'>,
): Promise<ReadonlyMap<string, PropertyDefinition>> {
  for (let attempt = 1; ; attempt++) {
    const found = new Map((await listProperties(hubspot, object)).map(each => [each.name, each]))
    if (attempt === VISIBLE.attempts || wanted.every(({name}) => found.has(name))) return found
    await sleep(VISIBLE.everyMs)
  }
}

/** Whether what was wanted is there: another type would read the cells in another way. */
function isSame({type, options}: NewProperty, found: PropertyDefinition | undefined): boolean {
  if (found?.type !== type || found.readOnly || found.hasUniqueValue) return false
  return options.every(({value}) => found.options.some(option => option.value === value))
}

interface Outcome {
  readonly lost: readonly NewProperty[]
  readonly refused: readonly Refused[]
  readonly found: ReadonlyMap<string, PropertyDefinition>
  readonly made: readonly string[]
  /** Of the object's custom properties, where it is reached. */
  readonly limit: number | undefined
}

function notCreated(object: ObjectDefinition, {lost, refused, found, made, limit}: Outcome): AppError {
  const reasons = lost.map(({name, type}) => {
    const there = found.get(name)
    if (there !== undefined) return `${name}: there is one already, of type ${there.type} and not ${type}`
    const reply = refused.find(each => each.name === name)?.reply
    if (reply === undefined) return `${name}: HubSpot accepted it, but does not list it`
    const {message} = readErrorReply(reply.body)
    const hidden = reply.status === 409 ? ', though it is not listed: it may hold sensitive data' : ''
    return `${name}: ${message || 'no reason given'} (${reply.status}${hidden}, correlationId ${reply.correlationId ?? 'none'})`
  })
  const full =
    limit === undefined ? '' : `\n${object.name} have ${limit} custom properties, and HubSpot allows no more.`
  const done = made.length === 0 ? '' : `\nCreated: ${made.join(', ')}.`
  const what = lost.length === 1 ? 'a property' : `${lost.length} properties`
  const message = `HubSpot did not create ${what} of ${object.name}. No row was written.\n${reasons.join('\n')}${full}${done}`
  return new AppError('PROPERTY_REFUSED', message, {next: [ours(['objects', object.name])]})
}

/** What HubSpot will most likely answer for it. */
export function definitionOf({name, label, type, fieldType, options}: NewProperty): PropertyDefinition {
  const body = {name, label, type, fieldType, options}
  return readProperty(body)[0] ?? unreadable(name)
}

function unreadable(name: string): never {
  throw new Error(`Property ${name} cannot be read back.`)
}
