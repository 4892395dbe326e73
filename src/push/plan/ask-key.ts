import {AppError} from '../../errors/app-error.js'
import type {PropertyDefinition} from '../../hubspot/portal/portal-types.js'
import {neverKey} from '../../hubspot/portal/standard-objects.js'
import {mappingAdvice} from '../../mapping/advice/mapping-advice.js'
import {missingKeyColumn} from '../../mapping/advice/unclear-errors.js'
import {type Assignments, assignColumns} from '../../mapping/columns/assign-columns.js'
import {chooseKey} from '../../mapping/columns/choose-key.js'
import {distinctColumns} from '../../mapping/columns/distinct-columns.js'
import {suggestColumns} from '../../mapping/columns/suggest.js'
import type {MappingRequest, MappingTarget} from '../../mapping/mapping-types.js'
import type {KeyChoice, KeyColumnQuestion, MappingQuestions} from './mapping-questions.js'

/**
 * The request with a key and a column for it, both asked for where they are unclear. Throws as chooseKey where there is
 * nothing to choose from.
 */
export async function askKey(
  request: MappingRequest,
  target: MappingTarget,
  questions: MappingQuestions,
): Promise<MappingRequest> {
  const asked = await chosenKey(request, target, questions)
  const keyed = asked === undefined ? request : {...request, key: asked}
  const key = chooseKey(keyed.key, target)
  const choices = keyChoices(keyed, target)
  if (choices.some(({property, column}) => property === key.name && column !== undefined)) return keyed
  const assignments = assignColumns(keyed, target)
  const answer = await questions.keyColumn({
    object: target.object,
    key: {property: key.name, label: key.label},
    ...likeliestFirst(key, keyed, {assignments, target}),
    ...hintOf(assignments, target),
    others: choices.filter(({column}) => column !== undefined),
  })
  if (answer === 'none') throw missingKeyColumn(key, assignments, keyed, target)
  return 'key' in answer
    ? {...keyed, key: answer.key}
    : {...keyed, map: [...keyed.map, {column: answer.column, property: key.name}]}
}

/** Undefined where the key is clear. */
async function chosenKey(
  request: MappingRequest,
  target: MappingTarget,
  questions: MappingQuestions,
): Promise<string | undefined> {
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

interface KeySearch {
  readonly assignments: Assignments
  readonly target: MappingTarget
}

/**
 * One that nearly spells the key; then by their names; then those that go nowhere yet. A column without a name cannot
 * be named in a flag.
 */
function likeliestFirst(
  key: PropertyDefinition,
  request: MappingRequest,
  {assignments, target}: KeySearch,
): Pick<KeyColumnQuestion, 'columns' | 'isSure'> {
  const neverKeys = assignments.assigned
    .filter(each => neverKeyOf(each, target) !== undefined)
    .map(({column}) => column)
  const isOffered = (column: string): boolean =>
    column !== '' && !neverKeys.includes(column) && !request.ignore.includes(column)
  const columns = distinctColumns(request)
    .map(({name}) => name)
    .filter(isOffered)
  const {meant} = mappingAdvice(assignments.unclear, {...assignments, target})
  const sure = [...meant].filter(([, property]) => property.name === key.name).map(([column]) => column.name)
  const unclear = assignments.unclear.map(({column}) => column.name).filter(isOffered)
  return {
    columns: [...new Set([...sure, ...suggestColumns(key, columns), ...unclear, ...columns])],
    isSure: sure.length > 0,
  }
}

function hintOf({assigned}: Assignments, target: MappingTarget): {hint?: string} {
  const [hint] = assigned.flatMap(each => neverKeyOf(each, target) ?? [])
  return hint === undefined ? {} : {hint}
}

/**
 * It looks like a key, as a company's domain does, and its values in a property of another meaning would make every
 * record once more.
 */
function neverKeyOf({property}: Assignments['assigned'][number], {object}: MappingTarget): string | undefined {
  return neverKey(object.objectTypeId, property.name)
}
