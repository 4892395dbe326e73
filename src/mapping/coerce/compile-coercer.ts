import type {Coercer, CoercerContext} from './coercer.js'
import {dateCoercer} from './dates/date.js'
import {datetimeCoercer} from './dates/datetime.js'
import {emailCoercer} from './email.js'
import {numberCoercer} from './numbers/number.js'
import {boolCoercer} from './options/bool.js'
import {enumerationCoercer} from './options/enumeration.js'
import {ownerIdCoercer} from './options/owner-id.js'
import {anyStageIdCoercer, pipelineIdCoercer} from './options/stage-id.js'
import {textCoercer} from './text.js'

/**
 * How cells become values of a property; what is of no known type is sent as it is. Throws AppError USAGE for an
 * unusable format.
 */
export function compileCoercer(context: CoercerContext): Coercer {
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
