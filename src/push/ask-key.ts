import {AppError} from '../errors/app-error.js'
import type {PropertyDefinition} from '../hubspot/api-types.js'
import {assignColumns} from '../mapping/assign-columns.js'
import {chooseKey} from '../mapping/choose-key.js'
import type {MappingRequest, MappingTarget} from '../mapping/mapping-types.js'
import {suggestColumns} from '../mapping/suggest-columns.js'
import type {KeyChoice, MappingQuestions} from './mapping-questions.js'

/** The request with a key and a column for it, both asked for where they are unclear. Throws as chooseKey where there is nothing to choose from. */
export async function askKey(request: MappingRequest, target: MappingTarget, questions: MappingQuestions): Promise<MappingRequest> {
  const key = await chosenKey(request, target, questions)
  const keyed = key === undefined ? request : {...request, key}
  const {name, label} = chooseKey(keyed.key, target)
  const choices = keyChoices(keyed, target)
  if (choices.some(({property, column}) => property === name && column !== undefined)) return keyed
  const answer = await questions.keyColumn({
    object: target.object,
    key: {property: name, label},
    columns: likeliestFirst({name, label}, keyed, target),
    others: choices.filter(({column}) => column !== undefined),
  })
  return 'key' in answer ? {...keyed, key: answer.key} : {...keyed, map: [...keyed.map, {column: answer.column, property: name}]}
}

/** Undefined where the key is clear. */
async function chosenKey(request: MappingRequest, target: MappingTarget, questions: MappingQuestions): Promise<string | undefined> {
  try {
    chooseKey(request.key, target)
    return undefined
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'KEY_REQUIRED' || target.keys.length === 0) throw error
    return questions.key(target.object, keyChoices(request, target))
  }
}

/** Those that a column goes to first. */
function keyChoices(request: MappingRequest, target: MappingTarget): readonly KeyChoice[] {
  const {assigned} = assignColumns(request, target)
  const columnOf = new Map(assigned.map(({column, property}) => [property.name, column]))
  const choices = target.keys.map((key): KeyChoice => {
    const column = columnOf.get(key.property)
    return column === undefined ? key : {...key, column}
  })
  return choices.toSorted((a, b) => Number(b.column !== undefined) - Number(a.column !== undefined))
}

/** By their names; then those that go nowhere yet. A column without a name cannot be named in a flag. */
function likeliestFirst(
  key: Pick<PropertyDefinition, 'name' | 'label'>,
  request: MappingRequest,
  target: MappingTarget,
): readonly string[] {
  const columns = [...new Set(request.columns)].filter(column => column !== '')
  const unclear = assignColumns(request, target).unclear.map(({column}) => column)
  return [...new Set([...suggestColumns(key, columns), ...unclear.filter(column => column !== ''), ...columns])]
}
