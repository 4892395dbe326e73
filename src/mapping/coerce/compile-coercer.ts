import {type Coercer, type CoercerContext, quoteValue} from './coercer.js'
import {dateCoercer} from './dates/date.js'
import {datetimeCoercer} from './dates/datetime.js'
import {numberCoercer} from './numbers/number.js'
import {boolCoercer} from './options/bool.js'
import {enumerationCoercer} from './options/enumeration.js'
import {ownerIdCoercer} from './options/owner-id.js'
import {anyStageIdCoercer, pipelineIdCoercer} from './options/stage-id.js'
import {withPropertyRules} from './property-rules.js'

/**
 * How cells become values of a property; what is of no known type is sent as it is. Throws AppError USAGE for an
 * unusable format.
 */
export function compileCoercer(context: CoercerContext): Coercer {
  return withPropertyRules(coercerByType(context), context)
}

function coercerByType(context: CoercerContext): Coercer {
  const {property, isEmail, lookup} = context
  if (isEmail) return emailCoercer(context)
  if (lookup !== undefined)
    return lookup.holds === 'stage'
      ? anyStageIdCoercer(context, lookup.pipelines)
      : pipelineIdCoercer(context, lookup.pipelines)
  if (property.referencedObjectType === 'OWNER') return ownerIdCoercer(context)
  switch (property.type) {
    case 'number':
      return numberCoercer(context)
    case 'bool':
      return boolCoercer(context)
    case 'date':
      return dateCoercer(context)
    case 'datetime':
      return datetimeCoercer(context)
    case 'enumeration':
      return enumerationCoercer(context)
    default:
      return textCoercer(context)
  }
}

/** HubSpot's limit for a text. Source: docs/hubspot-api.md#texts. */
const MAX_CHARACTERS = 65_536

/** Texts and phone numbers are sent as they are, blanks included. */
function textCoercer({where}: CoercerContext): Coercer {
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

/**
 * One @, something before it, and two or more dot-separated names after it. Everything finer, such as top-level
 * domains that don't exist, is HubSpot's to refuse: its rules are not published.
 */
const ADDRESS = /^[^\s@<>()[\]\\,;:"]+@[^\s@<>()[\]\\,;:".]+(?:\.[^\s@<>()[\]\\,;:".]+)+$/

/** Trimmed and lower-cased, as HubSpot stores it (docs/hubspot-api.md#contact-e-mails). */
function emailCoercer({where}: CoercerContext): Coercer {
  return cell => {
    const address = cell.trim().toLowerCase()
    if (address === '' || ADDRESS.test(address)) return address
    return {code: 'INVALID_EMAIL', message: `${quoteValue(cell)} is not an e-mail address (${where}).`}
  }
}
