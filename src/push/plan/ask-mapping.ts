import {AppError} from '../../errors/app-error.js'
import type {HubSpot} from '../../hubspot/call-types.js'
import {findObject} from '../../hubspot/portal/find-object.js'
import {listObjects} from '../../hubspot/portal/objects.js'
import type {ObjectDefinition, PropertyDefinition} from '../../hubspot/portal/portal-types.js'
import {listProperties} from '../../hubspot/portal/properties.js'
import {usableKeys} from '../../hubspot/portal/usable-keys.js'
import {assignColumns} from '../../mapping/columns/assign-columns.js'
import {chooseKey} from '../../mapping/columns/choose-key.js'
import type {MappingRequest, MappingTarget} from '../../mapping/mapping-types.js'
import {askColumn, askColumns} from './ask-columns.js'
import {askKey} from './ask-key.js'
import {LinkGuesser} from './guess-link.js'
import type {MappingQuestions, MappingReview} from './mapping-questions.js'
import {withNew} from './plan-push.js'

/** What was answered. */
export interface MappingAnswers {
  /** To be given to findObject. */
  readonly object: string
  readonly mapping: MappingRequest
  /** The flags that stand for all answers, word by word. */
  readonly flags: readonly string[]
  /** Where the mapping is to be saved. */
  readonly saveTo?: string
}

interface Unsettled {
  /** As it was named, where it was. */
  readonly object?: string
  readonly mapping: MappingRequest
  readonly newProperties?: readonly PropertyDefinition[]
  /** The first values of each column; absent, or undefined, where they cannot be read. */
  readonly samples?: Samples
}

export type Samples = () => Promise<ReadonlyMap<string, readonly string[]> | undefined>

/**
 * Asks for all that is unclear: object, key, columns one by one; then shows the mapping. Writes nothing. Undefined
 * where all of it is clear.
 */
export async function askMapping(
  unsettled: Unsettled,
  hubspot: HubSpot,
  questions: MappingQuestions,
): Promise<MappingAnswers | undefined> {
  const objects = await listObjects(hubspot)
  const {object, name} = await askObject(unsettled.object, objects, questions)
  const properties = withNew(await listProperties(hubspot, object), unsettled.newProperties)
  const target = {object, properties, keys: usableKeys(object, properties).keys}
  const keyed = await askKey(unsettled.mapping, target, questions)
  const guesser = new LinkGuesser(hubspot, object, objects)
  let samples: ReturnType<Samples> | undefined
  let mapping = await askColumns(keyed, target, questions, async column => {
    samples ??= unsettled.samples?.()
    return guesser.guess((await samples)?.get(column) ?? [])
  })
  if (mapping === unsettled.mapping && name === unsettled.object) return undefined
  for (;;) {
    const answer = await questions.review(reviewOf(mapping, unsettled.mapping, target))
    if (!('change' in answer)) {
      const flags = [...(name === unsettled.object ? [] : ['--object', name]), ...flagsOf(mapping, unsettled.mapping)]
      await questions.tell(flags)
      return {object: name, mapping, flags, ...answer}
    }
    mapping = await askColumn(
      {column: answer.change, reason: 'changed', candidates: []},
      {request: mapping, target, questions},
    )
  }
}

/** The object, and a name that means it and no other. */
async function askObject(
  named: string | undefined,
  objects: readonly ObjectDefinition[],
  questions: MappingQuestions,
): Promise<{object: ObjectDefinition; name: string}> {
  const found = named === undefined ? undefined : tryToFind(named, objects)
  if (named !== undefined && found !== undefined && !(found instanceof AppError)) return {object: found, name: named}
  const problem = found instanceof AppError ? found.message : undefined
  const object = findObject(await questions.object(objects, problem), objects)
  const isClear = (name: string): boolean => {
    const meant = tryToFind(name, objects)
    return !(meant instanceof AppError) && meant.objectTypeId === object.objectTypeId
  }
  return {object, name: isClear(object.name) ? object.name : object.objectTypeId}
}

function tryToFind(name: string, objects: readonly ObjectDefinition[]): ObjectDefinition | AppError {
  try {
    return findObject(name, objects)
  } catch (error) {
    if (error instanceof AppError) return error
    throw error
  }
}

function reviewOf(mapping: MappingRequest, typed: MappingRequest, target: MappingTarget): MappingReview {
  const {assigned, ignored} = assignColumns(mapping, target)
  const key = chooseKey(mapping.key, target).name
  const columns = [...new Set(mapping.columns)].flatMap(column => {
    const properties = assigned.filter(each => each.column === column).map(({property}) => property)
    const isKey = properties.some(({name}) => name === key)
    const isTyped = typed.map.some(rule => rule.column === column) || typed.ignore.includes(column)
    const canChange = !isKey && !isTyped && column !== ''
    const rule = mapping.associate?.find(each => each.column === column)
    if (properties.length === 0 && rule !== undefined) {
      const isAsked = typed.associate?.includes(rule) !== true
      return [{column, link: `${rule.object}.${rule.by}`, canChange: isAsked}]
    }
    if (properties.length === 0) return ignored.includes(column) ? [{column, canChange}] : []
    return properties.map(property => ({column, property, canChange}))
  })
  return {object: target.object, key, columns}
}

/** What the answers added. */
export function flagsOf({key, map, ignore, associate = []}: MappingRequest, typed: MappingRequest): readonly string[] {
  return [
    ...(key === undefined || key === typed.key ? [] : ['--key', key]),
    ...map
      .filter(rule => !typed.map.includes(rule))
      .flatMap(({column, property}) => ['--map', `${column}=${property}`]),
    ...associate
      .filter(rule => typed.associate?.includes(rule) !== true)
      .flatMap(({column, object, by}) => ['--associate', `${column}=${object}.${by}`]),
    ...[...new Set(ignore.filter(column => !typed.ignore.includes(column)))].flatMap(column => ['--ignore', column]),
  ]
}
