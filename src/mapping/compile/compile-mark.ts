import {AppError} from '../../errors/app-error.js'
import {ours} from '../../errors/next-step.js'
import {factsOf, isContactEmail} from '../../hubspot/portal/standard-objects.js'
import {ambiguousProperty, unknownProperty} from '../advice/mapping-errors.js'
import {compileCoercer} from '../coerce/compile-coercer.js'
import {propertyFinder} from '../columns/property-finder.js'
import type {AskedMapping, MappingTarget} from '../mapping-types.js'
import {coercerContext} from './coercer-context.js'

interface AskedMark {
  /** By internal name or label. */
  readonly property: string
  /** As a cell would hold it. */
  readonly value: string
}

/**
 * What `--gone PROPERTY=VALUE` writes to records that have left the file, checked like a cell before the first row is
 * read. Throws AppError UNKNOWN_PROPERTY, READ_ONLY_PROPERTY, MAPPING_INVALID.
 */
export function compileMark(
  asked: AskedMark,
  target: MappingTarget & {readonly key: string},
  {formats, options}: Pick<AskedMapping, 'formats' | 'options'>,
): AskedMark {
  const {objectTypeId, name: object} = target.object
  const [property, ...others] = propertyFinder(target.properties)(asked.property)
  if (property === undefined) throw unknownProperty(asked.property, target)
  if (others.length > 0) throw ambiguousProperty(asked.property, [property, ...others], target)
  const {name} = property
  const refuse = (why: string): AppError =>
    new AppError(property.readOnly ? 'READ_ONLY_PROPERTY' : 'MAPPING_INVALID', `--gone cannot use ${name}: ${why}`, {
      next: [ours(['objects', object, '--property', name])],
    })
  if (property.readOnly) throw refuse('HubSpot sets it, and it cannot be written.')
  if (name === target.key || property.hasUniqueValue || isContactEmail(objectTypeId, name))
    throw refuse('records are told apart by it, so it cannot have one value for all that leave the file.')
  const {pipelineProperty, stageProperty} = factsOf(objectTypeId)
  if (name === stageProperty || name === pipelineProperty)
    throw refuse('it cannot be cleared when a record comes back. Use another property.')
  const context = coercerContext(property, target, {formats, optionsBy: options})
  const value = compileCoercer(context)(asked.value)
  if (typeof value !== 'string') throw refuse(value.message)
  if (value.startsWith(';')) throw refuse('a value that is added to others cannot be cleared alone.')
  if (value === '') throw refuse('an empty value marks nothing.')
  return {property: name, value}
}
