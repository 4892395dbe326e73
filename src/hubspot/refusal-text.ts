import type {RejectCode} from '../rows/reject-code.js'
import type {RawProblem} from './embedded-problems.js'

/** What a refusal says besides its problem. */
interface Circumstances {
  readonly category: string | undefined
  /** The record that holds the value already. */
  readonly existingId: string | undefined
  /** Any of them would do; empty where none is missing. */
  readonly scopes: readonly string[]
}

/** One sentence for people, naming property and value as far as they are known. */
export function refusalText(code: RejectCode, problem: RawProblem, {category, existingId, scopes}: Circumstances): string {
  const {property, value, message} = problem
  const of = property === undefined ? '' : ` of property ${property}`
  const as = value === undefined ? 'The value' : `"${shorten(value, 100)}"`
  switch (code) {
    case 'UNKNOWN_PROPERTY':
      return property === undefined ? said(message) : `HubSpot has no property "${property}" here.`
    case 'INVALID_EMAIL':
      return `HubSpot does not take ${value === undefined ? 'the value' : as} as an e-mail address${property === undefined ? '' : ` (${property})`}.`
    case 'INVALID_OPTION':
      return `${as} is not an option${of}.`
    case 'INVALID_BOOLEAN':
      return `${as}${as === 'The value' ? of : ''} is neither true nor false${as === 'The value' || property === undefined ? '' : ` (${property})`}.`
    case 'INVALID_NUMBER':
      return `${as} is not a number${property === undefined ? '' : ` (${property})`}.`
    case 'INVALID_DATE':
    case 'INVALID_DATETIME':
      return `HubSpot does not take ${value === undefined ? 'the value' : as} as a date${property === undefined ? '' : ` (${property})`}: ${shorten(message, 200)}`
    case 'READ_ONLY_PROPERTY':
      return property === undefined ? said(message) : `Property ${property} is read-only: HubSpot sets it.`
    case 'OWNER_NOT_FOUND':
      return `${as} is not the id of an owner${property === undefined ? '' : ` (${property})`}.`
    case 'CONFLICT':
      return existingId === undefined ? said(message) : `${as}${of} is held by another record already: ${existingId}.`
    case 'REFUSED':
      if (scopes.length > 0)
        return `The login lacks ${scopes.length === 1 ? 'the scope' : 'one of the scopes'} ${scopes.join(', ')} for it.`
      return `HubSpot refused it (${problem.hubspotCode ?? category ?? 'no code'}): ${shorten(message, 300) || 'no reason given'}`
    default:
      return said(message)
  }
}

function said(message: string): string {
  return message === '' ? 'HubSpot refused it and gave no reason.' : `HubSpot says: ${shorten(message, 300)}`
}

function shorten(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most)}…`
}
