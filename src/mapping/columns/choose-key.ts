import {AppError} from '../../errors/app-error.js'
import {addFlags, gap, ours} from '../../errors/next-step.js'
import type {PropertyDefinition} from '../../hubspot/portal/portal-types.js'
import {isContactEmail, neverKey} from '../../hubspot/portal/standard-objects.js'
import {shellQuote} from '../../shared/text/shell-quote.js'
import {unknownProperty} from '../advice/mapping-errors.js'
import {recordIdSteps} from '../advice/record-id-advice.js'
import type {MappingRequest, MappingTarget} from '../mapping-types.js'
import {propertyFinder} from './property-finder.js'

/**
 * The property that rows are matched on: `asked`, else e-mail for contacts, whatever unique properties were added, else
 * the only one there is.
 * Throws KEY_REQUIRED, KEY_NOT_UNIQUE, UNKNOWN_PROPERTY.
 */
export function chooseKey(
  asked: string | undefined,
  target: MappingTarget,
  file: Pick<MappingRequest, 'columns'> = {columns: []},
): PropertyDefinition {
  return asked === undefined ? defaultKey(target, file) : namedKey(asked, target)
}

function defaultKey(target: MappingTarget, file: Pick<MappingRequest, 'columns'>): PropertyDefinition {
  const {keys, object, properties} = target
  const preferred =
    keys.find(key => isContactEmail(object.objectTypeId, key.property)) ?? (keys.length === 1 ? keys[0] : undefined)
  const property = properties.find(({name}) => name === preferred?.property)
  if (property !== undefined) return property
  const name = shellQuote(object.name)
  if (keys.length === 0) {
    throw new AppError(
      'KEY_REQUIRED',
      `${object.label} have no property with unique values, so rows cannot be matched to records. Create one first.`,
      {
        next: [
          ...recordIdSteps(file, target),
          ours(['objects', name]),
          ours(['objects', 'create-key', name, gap('PROPERTY')]),
        ],
      },
    )
  }
  throw new AppError(
    'KEY_REQUIRED',
    `${object.label} can be matched on several properties: ${list(keys)}. Choose one.`,
    {
      next: [
        ours(['objects', name]),
        ...keys.map(key => addFlags(['--key', key.property])),
        ...recordIdSteps(file, target),
      ],
    },
  )
}

function namedKey(asked: string, target: MappingTarget): PropertyDefinition {
  const {keys, object, properties} = target
  const found = propertyFinder(properties)(asked)
  const usable = found.filter(property => keys.some(key => key.property === property.name))
  const [only] = usable
  if (only !== undefined && usable.length === 1) return only
  const [named] = found
  if (named === undefined) throw unknownProperty(asked, target)
  if (named.name === 'hs_object_id') throw recordIdInUpsert(target)
  const others =
    keys.length > 0
      ? `Rows can be matched on ${list(keys)}.`
      : `${object.label} have no property with unique values yet.`
  const advice = neverKey(object.objectTypeId, named.name)
  throw new AppError(
    'KEY_NOT_UNIQUE',
    `HubSpot cannot match ${object.name} on ${named.name}: it is not a property with unique values. ${others}${advice === undefined ? '' : `\n${advice}`}`,
    {
      next: [ours(['objects', object.name]), ...keys.map(key => addFlags(['--key', key.property]))],
    },
  )
}

/** A user with record ids has records: what is wanted is hardly a new one. */
function recordIdInUpsert({object}: MappingTarget): AppError {
  return new AppError(
    'KEY_NOT_UNIQUE',
    `HubSpot assigns record ids itself, so rows that may create ${object.name} cannot be matched on them. Rows that only update records can.`,
    {next: [addFlags(['--mode', 'update'], 'updates the records with these ids and creates none')]},
  )
}

function list(keys: MappingTarget['keys']): string {
  return keys.map(({property, label}) => `${property} (${label})`).join(', ')
}
