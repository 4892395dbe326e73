import type {RejectCode} from '../../rows/reject-code.js'
import type {PropertyDefinition} from '../portal/portal-types.js'
import type {RawProblem} from './embedded-problems.js'

/** What a refusal says besides its problem. */
export interface Circumstances {
  readonly category: string | undefined
  /** The record that holds the value already. */
  readonly existingId: string | undefined
  /** Any of them would do; empty where none is missing. */
  readonly scopes: readonly string[]
  /** Of the property, where it is known. */
  readonly definition?: PropertyDefinition | undefined
}

/**
 * One sentence for people, naming property and value as far as they are known. Where the portal's definitions do not
 * bear it out, HubSpot is quoted.
 */
export function refusalText(code: RejectCode, problem: RawProblem, circumstances: Circumstances): string {
  const {message} = problem
  if (code === 'REFUSED') return refusedText(problem, circumstances)
  if (code === 'CONFLICT') return conflictText(problem, circumstances)
  if (!isProven(code, problem, circumstances.definition)) return quoted(problem)
  return OURS[code]?.(problem) ?? said(message)
}

type Sentence = (problem: RawProblem) => string

const OURS: Partial<Record<RejectCode, Sentence>> = {
  UNKNOWN_PROPERTY: ({property, message}) =>
    property === undefined ? said(message) : `HubSpot has no property "${property}" here.`,
  INVALID_EMAIL: problem =>
    `HubSpot does not accept ${nameOf(problem, 'the value')} as an e-mail address${placeOf(problem)}.`,
  INVALID_OPTION: problem => `${nameOf(problem)} is not an option${ofProperty(problem)}.`,
  INVALID_BOOLEAN: problem =>
    `${nameOf(problem)}${problem.value === undefined ? ofProperty(problem) : ''} is neither true nor false${problem.value === undefined ? '' : placeOf(problem)}.`,
  INVALID_NUMBER: problem => `${nameOf(problem)} is not a number${placeOf(problem)}.`,
  INVALID_DATE: dateText,
  INVALID_DATETIME: dateText,
  READ_ONLY_PROPERTY: ({property, message}) =>
    property === undefined ? said(message) : `Property ${property} is read-only: HubSpot sets it.`,
  OWNER_NOT_FOUND: problem => `${nameOf(problem)} is not the id of an owner${placeOf(problem)}.`,
}

function dateText(problem: RawProblem): string {
  return `HubSpot does not accept ${nameOf(problem, 'the value')} as a date${placeOf(problem)}: ${shorten(problem.message, 200)}`
}

function conflictText(problem: RawProblem, {existingId}: Circumstances): string {
  if (existingId === undefined && problem.property === undefined) return said(problem.message)
  return `${nameOf(problem)}${ofProperty(problem)} already belongs to another record${existingId === undefined ? '' : `: ${existingId}`}.`
}

function refusedText(problem: RawProblem, {category, scopes}: Circumstances): string {
  const {hubspotCode, property, message} = problem
  if (scopes.length > 0)
    return `The login lacks ${scopes.length === 1 ? 'the scope' : 'one of the scopes'} ${scopes.join(', ')} for this.`
  const what =
    property === undefined
      ? 'HubSpot refused it'
      : `HubSpot does not accept ${nameOf(problem, 'the value')}${placeFor(problem)}`
  return `${what} (${hubspotCode ?? category ?? 'no code'}): ${shorten(message, 300) || 'no reason given'}`
}

function quoted(problem: RawProblem): string {
  const said = shorten(problem.message, 200) || 'no reason given'
  return `HubSpot does not accept ${nameOf(problem, 'the value')}${placeFor(problem)}: ${said}`
}

function nameOf({value}: RawProblem, without = 'The value'): string {
  return value === undefined ? without : `"${shorten(value, 100)}"`
}

function ofProperty({property}: RawProblem): string {
  return property === undefined ? '' : ` of property ${property}`
}

function placeOf({property}: RawProblem): string {
  return property === undefined ? '' : ` (${property})`
}

function placeFor({property}: RawProblem): string {
  return property === undefined ? '' : ` for property ${property}`
}

function said(message: string): string {
  return message === '' ? 'HubSpot refused it without giving a reason.' : `HubSpot says: ${shorten(message, 300)}`
}

function shorten(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most)}…`
}

const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i

/**
 * Whether the portal's definitions bear out what a code says of a value. Where they do not, HubSpot must have another
 * reason.
 */
function isProven(code: RejectCode, {value}: RawProblem, definition: PropertyDefinition | undefined): boolean {
  switch (code) {
    case 'INVALID_OPTION':
      return definition !== undefined && value !== undefined && isNoOption(value, definition)
    case 'INVALID_BOOLEAN':
      return value !== 'true' && value !== 'false'
    case 'INVALID_NUMBER':
      return value === undefined || !NUMBER.test(value.trim())
    case 'UNKNOWN_PROPERTY':
      return definition === undefined
    case 'READ_ONLY_PROPERTY':
      return definition === undefined || definition.readOnly || definition.calculated
    default:
      return true
  }
}

/** Options that are kept elsewhere, such as stages, prove nothing. */
function isNoOption(value: string, {options, externalOptions, fieldType}: PropertyDefinition): boolean {
  if (externalOptions || options.length === 0) return false
  const known = new Set(options.map(option => option.value))
  const parts = fieldType === 'checkbox' ? value.split(';').filter(part => part !== '') : [value]
  return parts.some(part => !known.has(part))
}
