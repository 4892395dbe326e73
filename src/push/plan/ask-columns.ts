import type {PropertyDefinition} from '../../hubspot/portal/portal-types.js'
import {mappingAdvice} from '../../mapping/advice/mapping-advice.js'
import {suggestProperties} from '../../mapping/advice/mapping-errors.js'
import {assignColumns} from '../../mapping/columns/assign-columns.js'
import type {UnclearColumn} from '../../mapping/columns/resolve-synonyms.js'
import type {LinkRule} from '../../mapping/links/link-column.js'
import type {MappingRequest, MappingTarget} from '../../mapping/mapping-types.js'
import {defined} from '../../shared/defined.js'
import {linkName} from './guess-link.js'
import type {ColumnQuestion, LinkGuess, MappingQuestions} from './mapping-questions.js'

/** The request with an answer for every column that is unclear, asked for one by one. */
export async function askColumns(
  request: MappingRequest,
  target: MappingTarget,
  questions: MappingQuestions,
  guessLink: GuessLink = async () => undefined,
): Promise<MappingRequest> {
  let asked = request
  const offered = new Set<string>()
  for (;;) {
    const {unclear, taken, assigned} = assignColumns(asked, target)
    const [next] = unclear
    if (next === undefined) {
      const synonyms = assigned.filter(({by, column}) => by === 'synonym' && !offered.has(column))
      if (synonyms.length === 0) return asked
      for (const {column} of synonyms) {
        offered.add(column)
        const link = await askLink(column, {questions, guessLink: async name => provenLink(await guessLink(name))})
        if (link !== undefined) asked = withLink(asked, link)
      }
      continue
    }
    const column = next.column.name
    const link = next.candidates.length === 0 ? await askLink(column, {questions, guessLink}) : undefined
    if (link !== undefined) {
      asked = withLink(asked, link)
      continue
    }
    const [likely] = mappingAdvice([next], {taken, target}).meant.values()
    asked =
      column === '' // a flag cannot name it: only leaving it out is left
        ? {...asked, ignore: [...asked.ignore, '']}
        : await askColumn(
            {...next, column, reason: reasonOf(next), ...defined({likely})},
            {request: asked, target, questions},
          )
  }
}

function withLink(request: MappingRequest, link: LinkRule): MappingRequest {
  return {...request, associate: [...(request.associate ?? []), link]}
}

/** A column whose name says where it goes is asked about only if most of its values are records of another object. */
function provenLink(guess: LinkGuess | undefined): LinkGuess | undefined {
  return guess !== undefined && guess.found * 2 > guess.of ? guess : undefined
}

/** What a column seems to name, if anything. */
export type GuessLink = (column: string) => Promise<LinkGuess | undefined>

async function askLink(
  column: string,
  {questions, guessLink}: {readonly questions: MappingQuestions; readonly guessLink: GuessLink},
): Promise<LinkRule | undefined> {
  if (column === '' || column.includes('=')) return undefined // a flag cannot name it
  const guess = await guessLink(column)
  if (guess === undefined || !(await questions.link({column, ...guess}))) return undefined
  return {column, object: linkName(guess.object), by: guess.by}
}

interface Asked {
  readonly column: string
  readonly reason: ColumnQuestion['reason']
  readonly candidates: readonly PropertyDefinition[]
  readonly perhaps?: readonly PropertyDefinition[]
  /** What it means by another word, or nearly spells. */
  readonly likely?: PropertyDefinition
}

interface Asking {
  readonly request: MappingRequest
  readonly target: MappingTarget
  readonly questions: MappingQuestions
}

/** The request with the answer for this column, in place of an earlier one. */
export async function askColumn(
  {column, reason, candidates, perhaps = [], likely}: Asked,
  {request, target, questions}: Asking,
): Promise<MappingRequest> {
  const others = {
    ...request,
    map: request.map.filter(rule => rule.column !== column),
    ignore: request.ignore.filter(name => name !== column),
    ...(request.associate && {associate: request.associate.filter(rule => rule.column !== column)}),
  }
  const taken = takenBesides(column, others, target)
  const isFree = ({name, readOnly}: PropertyDefinition): boolean => !readOnly && !taken.has(name)
  const known = [...(likely === undefined ? [] : [likely]), ...candidates, ...perhaps]
  const guesses = [...new Set([...known, ...suggestProperties(column, target)])].filter(isFree)
  const free = target.properties.filter(property => isFree(property) && !property.hidden)
  const property = await questions.column({
    column,
    object: target.object,
    reason,
    guesses,
    isSure: likely !== undefined,
    free,
  })
  return property === undefined
    ? {...others, ignore: [...others.ignore, column]}
    : {...others, map: [...others.map, {column, property}]}
}

function takenBesides(column: string, request: MappingRequest, target: MappingTarget): ReadonlySet<string> {
  const assigned = assignColumns(request, target).assigned.filter(other => other.column !== column)
  return new Set([...assigned.map(({property}) => property.name), ...(request.set ?? []).map(({property}) => property)])
}

function reasonOf({candidates}: UnclearColumn): ColumnQuestion['reason'] {
  if (candidates.length === 0) return 'unknown'
  return candidates.every(({readOnly}) => readOnly) ? 'read-only' : 'ambiguous'
}
