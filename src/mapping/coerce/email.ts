import type {Coercer, CoercerContext} from './coercer.js'
import {quoteValue} from './quote-value.js'

/**
 * One @, something before it, and two or more dot-separated names after it. Everything finer, such as top-level
 * domains that don't exist, is HubSpot's to refuse: its rules are not published.
 */
const ADDRESS = /^[^\s@<>()[\]\\,;:"]+@[^\s@<>()[\]\\,;:".]+(?:\.[^\s@<>()[\]\\,;:".]+)+$/

/** Trimmed and lower-cased, as HubSpot stores it (docs/hubspot-api.md#contact-e-mails). */
export function emailCoercer({where}: CoercerContext): Coercer {
  return cell => {
    const address = cell.trim().toLowerCase()
    if (address === '' || ADDRESS.test(address)) return address
    return {code: 'INVALID_EMAIL', message: `${quoteValue(cell)} is not an e-mail address (${where}).`}
  }
}
