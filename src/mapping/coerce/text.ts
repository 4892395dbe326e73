import type {Coercer, CoercerContext} from './coercer.js'
import {quoteValue} from './quote-value.js'

/** HubSpot's limit for a text. Source: docs/hubspot-api.md#texts. */
const MAX_CHARACTERS = 65_536

/** Texts and phone numbers are sent as they are, blanks included. */
export function textCoercer({where}: CoercerContext): Coercer {
  return cell => {
    if (cell.length <= MAX_CHARACTERS) return cell
    const characters = countCharacters(cell)
    if (characters <= MAX_CHARACTERS) return cell
    return {
      code: 'TOO_LONG',
      message: `${quoteValue(cell)} has ${characters} characters; ${where} allows ${MAX_CHARACTERS}.`,
    }
  }
}

/**
 * Counts an emoji once. How HubSpot counts is not known (docs/hubspot-api.md#texts); what it might take
 * is not rejected here.
 */
function countCharacters(text: string): number {
  let count = 0
  for (const _ of text) count++
  return count
}
