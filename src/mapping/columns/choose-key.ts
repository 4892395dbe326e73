import {AppError} from '../../errors/app-error.js'
import type {PropertyDefinition} from '../../hubspot/portal/portal-types.js'
import {shellQuote} from '../../shared/text/shell-quote.js'
import {unknownProperty} from '../advice/mapping-errors.js'
import {DOMAIN_IS_NO_KEY} from '../advice/mapping-words.js'
import type {MappingTarget} from '../mapping-types.js'
import {propertyFinder} from './property-finder.js'

/**
 * The property that rows are matched on: `asked`, else e-mail for contacts, else the only one there is.
 * Throws KEY_REQUIRED, KEY_NOT_UNIQUE, UNKNOWN_PROPERTY.
 */
export function chooseKey(asked: string | undefined, target: MappingTarget): PropertyDefinition {
  return asked === undefined ? defaultKey(target) : namedKey(asked, target)
}

/** Contacts are matched by e-mail unless told otherwise, whatever unique properties were added. */
export function isContactEmail({object}: Pick<MappingTarget, 'object'>, property: string): boolean {
  return object.objectTypeId === '0-1' && property === 'email'
}

function defaultKey(target: MappingTarget): PropertyDefinition {
  const {keys, object, properties} = target
  const preferred = keys.find(key => isContactEmail(target, key.property)) ?? (keys.length === 1 ? keys[0] : undefined)
  const property = properties.find(({name}) => name === preferred?.property)
  if (property !== undefined) return property
  const name = shellQuote(object.name)
  if (keys.length === 0) {
    throw new AppError(
      'KEY_REQUIRED',
      `${object.label} have no property with unique values, so rows cannot be matched to records. Make one first.`,
      {
        next: [`hubspot-push objects ${name}`, `hubspot-push objects create-key ${name} PROPERTY`],
      },
    )
  }
  throw new AppError(
    'KEY_REQUIRED',
    `${object.label} can be matched on several properties: ${list(keys)}. Choose one.`,
    {
      next: [`hubspot-push objects ${name}`, ...keys.map(key => `--key ${shellQuote(key.property)}`)],
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
  const others =
    keys.length > 0
      ? `Rows can be matched on ${list(keys)}.`
      : `${object.label} have no property with unique values yet.`
  throw new AppError(
    'KEY_NOT_UNIQUE',
    `HubSpot cannot match ${object.name} on ${named.name}: it is not a property with unique values. ${others}${object.objectTypeId === '0-2' && named.name === 'domain' ? `\n${DOMAIN_IS_NO_KEY}` : ''}`,
    {
      next: [
        `hubspot-push objects ${shellQuote(object.name)}`,
        ...keys.map(key => `--key ${shellQuote(key.property)}`),
      ],
    },
  )
}

function list(keys: MappingTarget['keys']): string {
  return keys.map(({property, label}) => `${property} (${label})`).join(', ')
}
