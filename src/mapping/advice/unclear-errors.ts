import {AppError} from '../../errors/app-error.js'
import {addFlags, ours} from '../../errors/next-step.js'
import type {PropertyDefinition} from '../../hubspot/portal/portal-types.js'
import {neverKey} from '../../hubspot/portal/standard-objects.js'
import {shellQuote} from '../../shared/text/shell-quote.js'
import type {Assignments} from '../columns/assign-columns.js'
import type {UnclearColumn} from '../columns/resolve-synonyms.js'
import {suggestColumns} from '../columns/suggest.js'
import {foldText} from '../fold-text.js'
import type {MappingRequest, MappingTarget} from '../mapping-types.js'
import {guessWords, mappingAdvice} from './mapping-advice.js'
import {listed, listOf, lookUp, mapFlag, nameAndLabel, whyReadOnly} from './mapping-words.js'
import {recordIdSteps} from './record-id-advice.js'

/** Columns that match nothing or cannot be written, all at once, with the one command that settles them. */
export function unclearColumns(
  {unclear, taken}: Assignments,
  request: MappingRequest,
  target: MappingTarget,
): AppError {
  const readOnly = unclear.filter(({candidates}) => candidates.length > 0)
  const unknown = unclear.filter(({candidates}) => candidates.length === 0)
  const advice = mappingAdvice(unclear, {taken, target})
  const [first] = unknown.map(({column}) => column.header).filter(header => header !== '')
  const sentences = [readOnlyWords(readOnly, target), unknownWords(unknown, target)].filter(text => text !== '')
  const message = [sentences.join(' '), guessWords(advice.guesses), fullNameWords(unknown, target)]
    .filter(text => text !== '')
    .join('\n')
  return new AppError(unknown.length > 0 ? 'UNKNOWN_COLUMN' : 'READ_ONLY_PROPERTY', message, {
    next: [
      ...[...new Set([advice.flags, advice.leavingOut])].map(flags => addFlags(flags)),
      ...(advice.creating === undefined ? [] : [addFlags(advice.creating, 'proposes new properties')]),
      ...recordIdSteps(request, target, advice.leavingOut),
      ...(first === undefined ? [] : [lookUp(first, target)]),
    ],
  })
}

function unknownWords(unknown: readonly UnclearColumn[], {object}: MappingTarget): string {
  const columns = unknown.map(({column}) => column.name)
  const [first = ''] = columns
  if (columns.length === 0) return ''
  if (columns.length > 1) return `The columns ${listOf(columns)} match no property of ${object.name}.`
  return `The column "${first}" matches no property of ${object.name}${first === '' ? ' (a column without a name)' : ''}.`
}

function readOnlyWords(readOnly: readonly UnclearColumn[], {object}: MappingTarget): string {
  const [first] = readOnly
  const property = first?.candidates[0]
  if (first === undefined || property === undefined) return ''
  if (readOnly.length === 1)
    return `The column "${first.column.name}" is property ${property.name} (${object.name}), which is read-only: ${whyReadOnly(property)}.`
  const columns = readOnly.map(({column, candidates}) => `"${column.name}" (${candidates[0]?.name ?? ''})`)
  return `The columns ${listed(columns)} are properties of ${object.name} that only HubSpot can write.`
}

/** HubSpot keeps them in two properties, and where to split one is a person's decision. */
function fullNameWords(unknown: readonly UnclearColumn[], {properties}: MappingTarget): string {
  const whole = unknown.filter(({isFullName}) => isFullName).map(({column}) => column.name)
  if (whole.length === 0 || !properties.some(({name}) => name === 'firstname')) return ''
  return `${listOf(whole)} may contain whole names. HubSpot has a first name and a last name: to store them, split them in the file.`
}

export function ambiguousColumn({column, candidates}: UnclearColumn, target: MappingTarget): AppError {
  const names = candidates.map(nameAndLabel).join(', ')
  return new AppError(
    'AMBIGUOUS_COLUMN',
    `"${column.name}" could be any of these properties of ${target.object.name}: ${names}.`,
    {
      next: [
        lookUp(column.header, target),
        ...candidates.map(candidate => addFlags(mapFlag(column.name, candidate.name))),
      ],
    },
  )
}

/** No column goes to the key. One that nearly spells it is sent there; any other is named in words. */
export function missingKeyColumn(
  key: PropertyDefinition,
  {unclear, taken, assigned}: Assignments,
  request: MappingRequest,
  target: MappingTarget,
): AppError {
  const {object} = target
  const columns = [...new Set(request.columns)]
  const advice = mappingAdvice(unclear, {taken, target})
  const first = `No column contains the key ${key.name}, on which ${object.name} are matched. ${columns.length === 0 ? 'Its rows have no fields' : `The file has ${listOf(columns)}`}.`
  const others = target.keys.filter(
    ({property}) => property !== key.name && assigned.some(each => each.property.name === property),
  )
  const isMeant = [...advice.meant.values()].some(({name}) => name === key.name)
  const words = isMeant ? [] : [likelyKeyColumns(key, columns), ...neverKeyWords(assigned, target)]
  return new AppError('KEY_COLUMN_MISSING', [first, ...words].filter(text => text !== '').join('\n'), {
    next: [
      ...(isMeant ? [addFlags(advice.flags)] : []),
      ours(['objects', object.name]),
      ...recordIdSteps(request, target),
      ...others.map(({property}) =>
        addFlags(['--key', property], `matches on ${property} instead, which is in a column`),
      ),
    ],
  })
}

function likelyKeyColumns(key: PropertyDefinition, columns: readonly string[]): string {
  if (columns.every((column, index) => column === String(index + 1)))
    return `The file has no header, so its columns are numbered: map one with --map NUMBER=${key.name}.`
  const whole = columns.filter(column => !isCutWrongly(column))
  const near = suggestColumns(key, whole, 3)
  const likely =
    near.length > 0 ? near : whole.filter(column => foldText(column).includes(foldText(key.name))).slice(0, 3)
  if (likely.length === 0) return `If one does, map it with --map COLUMN=${key.name}.`
  return `Perhaps it is ${likely.map(column => `"${column}"`).join(' or ')}: then add --map ${shellQuote(`${likely[0] ?? ''}=${key.name}`)}.`
}

/**
 * Quotes at an end and delimiters within were not taken for such: cells would be stored with theirs, or with the cells
 * of other columns.
 */
function isCutWrongly(column: string): boolean {
  return /^["'`´“”„‘’«»]|["'`´“”„‘’«»]$|[;|\t"]|,\S/.test(column.trim())
}

/** What people have in place of a key, such as a company's domain: HubSpot's own pages match on it. */
function neverKeyWords(assigned: Assignments['assigned'], {object}: MappingTarget): readonly string[] {
  return assigned.flatMap(({property}) => neverKey(object.objectTypeId, property.name) ?? [])
}
