import type {RejectCode} from '../rows/reject-code.js'
import type {PropertyDefinition} from './api-types.js'
import type {RawProblem} from './embedded-problems.js'

const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i

/**
 * Whether the portal's definitions bear out what a code says of a value. Where they do not, HubSpot must have another
 * reason.
 */
export function isProven(code: RejectCode, {value}: RawProblem, definition: PropertyDefinition | undefined): boolean {
  switch (code) {
    case 'INVALID_OPTION':
      return definition !== undefined && value !== undefined && isNoOption(value, definition)
    case 'INVALID_BOOLEAN':
      return value !== 'true' && value !== 'false'
    case 'INVALID_NUMBER':
      return value === undefined || !NUMBER.test(value.trim())
    case 'UNKNOWN_PROPERTY':
      return definition === undefined
    case 'READ_ONLY_PROPERTY':
      return definition === undefined || definition.readOnly || definition.calculated
    default:
      return true
  }
}

/** Options that are kept elsewhere, such as stages, prove nothing. */
function isNoOption(value: string, {options, externalOptions, fieldType}: PropertyDefinition): boolean {
  if (externalOptions || options.length === 0) return false
  const known = new Set(options.map(option => option.value))
  const parts = fieldType === 'checkbox' ? value.split(';').filter(part => part !== '') : [value]
  return parts.some(part => !known.has(part))
}
