import type {PropertyDefinition} from '../../hubspot/portal/portal-types.js'
import {isContactEmail} from '../../hubspot/portal/standard-objects.js'
import {defined} from '../../shared/defined.js'
import type {CoercerContext, ValueFormats} from '../coerce/coercer.js'
import type {OptionsBy} from '../coerce/options/option-finder.js'
import type {MappingTarget} from '../mapping-types.js'
import {pipelineLookupOf} from './pipeline-properties.js'

/** How the cells of a column are read. */
interface CellReading {
  readonly formats?: ValueFormats | undefined
  readonly optionsBy?: OptionsBy | undefined
  readonly separator?: string | undefined
}

/** What the values of a property are held against, with what was looked up in the portal for it. */
export function coercerContext(
  property: PropertyDefinition,
  target: MappingTarget,
  {formats = {}, optionsBy, separator}: CellReading = {},
): CoercerContext {
  const {object, owners} = target
  const lookup = pipelineLookupOf(property.name, target)
  return {
    property,
    where: `property ${property.name} (${object.name})`,
    isEmail: isContactEmail(target.object.objectTypeId, property.name),
    formats,
    ...(optionsBy && {optionsBy}),
    ...defined({separator, owners, lookup}),
  }
}
