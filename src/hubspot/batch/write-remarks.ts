import {arrayOf, isObject, type JsonObject, objectOf, textOf} from '../../shared/json.js'
import {ownOf} from '../../shared/named.js'
import type {WriteInput} from '../write-input.js'
import type {WriteRemark} from './batch-types.js'

/**
 * Of the values that were sent, those that a result shows in other letters, '' for none: by its `properties`, and by
 * its `warnings[]` of values that were normalised (docs/hubspot-api.md#versions). What a result does not show is not in
 * it. Undefined for none.
 */
export function shownOtherwise(
  result: JsonObject,
  {idProperty, properties}: WriteInput,
): Readonly<Record<string, string>> | undefined {
  const shown = objectOf(result['properties'])
  let others: Record<string, string> | undefined
  const note = (name: string, value: string): void => {
    if (name !== idProperty && ownOf(properties, name) !== value) others = {...others, [name]: value}
  }
  for (const name in properties) {
    const value = shown[name]
    if (value === properties[name] || value === undefined || !Object.hasOwn(shown, name)) continue
    note(name, textOf(value) ?? '')
  }
  if (result['warnings'] !== undefined) {
    for (const {property, stored} of warningsOf(result)) {
      if (property !== undefined && stored !== undefined && Object.hasOwn(properties, property)) note(property, stored)
    }
  }
  return others
}

/**
 * What HubSpot remarks of values, as far as `shownOtherwise` does not tell it of their inputs. `inputOf`: by result,
 * where it is certain.
 */
export function readWriteRemarks(
  results: readonly JsonObject[],
  inputOf: ReadonlyMap<unknown, WriteInput>,
): WriteRemark[] {
  return results.flatMap(result => {
    if (result['warnings'] === undefined) return []
    const sent = inputOf.get(result)?.properties ?? {}
    const isTold = (warning: Warning): boolean => isComplete(warning) && Object.hasOwn(sent, warning.property ?? '')
    return warningsOf(result).flatMap(warning => (isTold(warning) ? [] : [remarkOf(warning)]))
  })
}

interface Warning {
  readonly category: string
  readonly message: string | undefined
  readonly property: string | undefined
  readonly raw: string | undefined
  readonly stored: string | undefined
}

function warningsOf(result: JsonObject): Warning[] {
  return arrayOf(result['warnings'])
    .filter(isObject)
    .map(warning => {
      const context = objectOf(warning['context'])
      const [property, raw, stored] = ['propertyName', 'rawValue', 'normalizedValue'].map(name =>
        firstText(context[name]),
      )
      return {
        category: textOf(warning['category']) ?? 'no category',
        message: textOf(warning['message']),
        property,
        raw,
        stored,
      }
    })
}

function isComplete({property, raw, stored}: Warning): boolean {
  return property !== undefined && raw !== undefined && stored !== undefined
}

function remarkOf(warning: Warning): WriteRemark {
  const {category, property, raw, stored} = warning
  const message = isComplete(warning)
    ? `HubSpot stored values of property ${property} differently from what was sent, for example "${raw}" as "${stored}".`
    : `HubSpot wrote rows with a warning (${category}${property === undefined ? '' : `, property ${property}`}): ${warning.message ?? 'no text'}`
  return {category, ...(property !== undefined && {property}), message}
}

/** The specification has texts; elsewhere `context` holds lists. */
function firstText(value: unknown): string | undefined {
  return textOf(Array.isArray(value) ? value[0] : value)
}
