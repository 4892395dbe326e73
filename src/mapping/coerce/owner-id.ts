import type {Coercer, CoercerContext} from './coercer.js'
import {quoteValue} from './quote-value.js'

/** HubSpot takes owner ids only, not e-mails and not user ids (properties guide); several where the property does. */
const IDS = /^;?\d+(?:;\d+)*$/

export function ownerIdCoercer({where}: CoercerContext): Coercer {
  return cell => {
    const text = cell.trim()
    if (text === '' || IDS.test(text)) return text
    return {code: 'OWNER_NOT_FOUND', message: `${quoteValue(cell)} is not an owner id (${where}): HubSpot takes the number of an owner.`}
  }
}
