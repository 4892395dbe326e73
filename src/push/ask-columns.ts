import type {PropertyDefinition} from '../hubspot/api-types.js'
import {assignColumns, type UnclearColumn} from '../mapping/assign-columns.js'
import {suggestProperties} from '../mapping/mapping-errors.js'
import type {MappingRequest, MappingTarget} from '../mapping/mapping-types.js'
import type {ColumnQuestion, MappingQuestions} from './mapping-questions.js'

/** The request with an answer for every column that is unclear, asked for one by one. */
export async function askColumns(request: MappingRequest, target: MappingTarget, questions: MappingQuestions): Promise<MappingRequest> {
  let asked = request
  for (;;) {
    const [next] = assignColumns(asked, target).unclear
    if (next === undefined) return asked
    asked = canBeNamed(next.column, request)
      ? await askColumn({column: next.column, reason: reasonOf(next), candidates: next.candidates}, {request: asked, target, questions})
      : {...asked, ignore: [...asked.ignore, next.column]}
  }
}

interface Asked {
  readonly column: string
  readonly reason: ColumnQuestion['reason']
  readonly candidates: readonly PropertyDefinition[]
}

interface Asking {
  readonly request: MappingRequest
  readonly target: MappingTarget
  readonly questions: MappingQuestions
}

/** The request with the answer for this column, in place of an earlier one. */
export async function askColumn({column, reason, candidates}: Asked, {request, target, questions}: Asking): Promise<MappingRequest> {
  const others = {
    ...request,
    map: request.map.filter(rule => rule.column !== column),
    ignore: request.ignore.filter(name => name !== column),
  }
  const taken = takenBesides(column, others, target)
  const isFree = ({name, readOnly}: PropertyDefinition): boolean => !readOnly && !taken.has(name)
  const guesses = [...new Set([...candidates, ...suggestProperties(column, target)])].filter(isFree)
  const free = target.properties.filter(property => isFree(property) && !property.hidden)
  const property = await questions.column({column, object: target.object, reason, guesses, free})
  return property === undefined ? {...others, ignore: [...others.ignore, column]} : {...others, map: [...others.map, {column, property}]}
}

function takenBesides(column: string, request: MappingRequest, target: MappingTarget): ReadonlySet<string> {
  const assigned = assignColumns(request, target).assigned.filter(other => other.column !== column)
  return new Set([...assigned.map(({property}) => property.name), ...(request.set ?? []).map(({property}) => property)])
}

/** A flag cannot tell columns of one name apart, nor name one that has none: only leaving them out is left. */
function canBeNamed(column: string, {columns}: MappingRequest): boolean {
  return column !== '' && columns.filter(name => name === column).length < 2
}

function reasonOf({candidates}: UnclearColumn): ColumnQuestion['reason'] {
  if (candidates.length === 0) return 'unknown'
  return candidates.length === 1 ? 'read-only' : 'ambiguous'
}
