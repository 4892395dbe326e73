import type {ObjectType, OptionDefinition, Property} from '../portal/object-type.js'
import {checkDate, checkDateTime} from './check-date.js'
import {checkEmail, normaliseEmail} from './check-email.js'
import type {ValueProblem} from './problem.js'

const MAX_TEXT_LENGTH = 65_536
const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i

/** What a value is held against besides its property. */
export interface ValueRules {
  readonly type: ObjectType
  readonly portalId: number
  readonly ownerIds: ReadonlySet<string>
  /** The longer texts of version 3: options in full, and where a date stands. */
  readonly olderTexts: boolean
  /** Since version 2026-09: odd dates are mended and reported in `warnings[]` (docs/hubspot-api.md#versions). */
  readonly mendsDates: boolean
  /** Values are made to fit rules that say so. */
  readonly normalises: boolean
}

/** The value as it is stored, or why it is refused. '' (which clears) never gets here. */
export function checkValue(property: Property, raw: string, rules: ValueRules): string | ValueProblem {
  switch (property.body.type) {
    case 'number':
      return checkNumber(raw.trim())
    case 'date':
      return placed(checkDate(raw.trim()), rules)
    case 'datetime':
      return placed(checkDateTime(raw.trim()), rules)
    case 'bool':
      return raw.trim() === 'true' || raw.trim() === 'false' ? raw.trim() : notAnOption(raw, 'true, false')
    case 'enumeration':
      return checkEnumeration(property, raw.trim(), rules)
    default:
      return property.body.name === 'email' && rules.type.id === '0-1' ? checkEmail(raw) : checkText(property, raw)
  }
}

/** `invalid was not a valid long. Portal 1, object type 0-47`, with version 3 (docs/hubspot-api.md#refusals). */
function placed(checked: string | ValueProblem, {olderTexts, portalId, type}: ValueRules): string | ValueProblem {
  if (typeof checked === 'string' || checked.error !== 'INVALID_LONG' || !olderTexts) return checked
  return {...checked, message: `${checked.message} Portal ${portalId}, object type ${type.id}`}
}

function checkNumber(raw: string): string | ValueProblem {
  return NUMBER.test(raw) ? raw : {error: 'INVALID_INTEGER', message: `${raw} was not a valid number`}
}

function checkText(property: Property, raw: string): string | ValueProblem {
  // how HubSpot counts an emoji is not known (docs/hubspot-api.md#texts)
  const length = raw.length <= MAX_TEXT_LENGTH ? raw.length : [...raw].length
  if (length <= MAX_TEXT_LENGTH) return raw
  // The limit is documented, the text of the refusal is not.
  const message = `Property "${property.body.name}" is ${length} characters long; the limit is ${MAX_TEXT_LENGTH}.`
  return {error: 'INVALID_LENGTH', message}
}

function checkEnumeration(property: Property, raw: string, rules: ValueRules): string | ValueProblem {
  const {name, referencedObjectType, externalOptions} = property.body
  if (referencedObjectType === 'OWNER') return checkOwner(raw, rules)
  if (name === 'hs_additional_emails') return checkEmails(raw)
  if (name === rules.type.pipelineProperty) return checkPipeline(raw, rules.type)
  // domains are no options; a stage is held against its pipeline, once that is known
  if (externalOptions || name === 'hs_additional_domains' || name === rules.type.stageProperty) return raw
  return checkOption(property, raw, rules.olderTexts)
}

function checkOwner(raw: string, rules: ValueRules): string | ValueProblem {
  if (!/^\d+$/.test(raw)) return {error: 'INVALID_INTEGER', message: `${raw} was not a valid integer (for owner ID).`}
  return rules.ownerIds.has(raw) ? raw : notAnOption(raw, [...rules.ownerIds].join(', '))
}

function checkPipeline(raw: string, type: ObjectType): string | ValueProblem {
  const ids = type.pipelines.map(pipeline => pipeline.id)
  return ids.includes(raw) ? raw : notAnOption(raw, ids.join(', '))
}

function checkEmails(raw: string): string | ValueProblem {
  for (const email of splitEmails(raw)) {
    const checked = checkEmail(email)
    if (typeof checked !== 'string') return checked
  }
  return splitEmails(raw).join(';')
}

/** The additional e-mails of a contact, as stored. */
export function splitEmails(joined: string): string[] {
  return joined
    .split(';')
    .map(normaliseEmail)
    .filter(email => email !== '')
}

/**
 * Exact match by internal value; hidden options count. A multi-select (`a;b`, `;c` appends) is refused for one bad
 * part.
 */
export function checkOption(property: Property, raw: string, olderText: boolean): string | ValueProblem {
  const {optionValues, body} = property
  const parts = body.fieldType === 'checkbox' ? raw.split(';') : [raw]
  const isKnown = parts.every(
    (part, index) => optionValues.has(part) || (part === '' && index === 0 && parts.length > 1),
  )
  return isKnown
    ? raw
    : notAnOption(raw, olderText ? body.options.map(olderForm).join(', ') : [...optionValues].join(', '))
}

export function notAnOption(raw: string, allowed: string): ValueProblem {
  return {error: 'INVALID_OPTION', message: `${raw} was not one of the allowed options: [${allowed}]`}
}

/** How version 3 prints an option. */
function olderForm({label, value, displayOrder, hidden}: OptionDefinition): string {
  return `label: "${label}"\nvalue: "${value}"\ndisplay_order: ${displayOrder}\nhidden: ${hidden}\nread_only: false\n`
}

/** What a stored multi-select holds after `;c;d` was appended to it. */
export function appendOptions(stored: string, appended: string): string {
  const parts = new Set([...stored.split(';'), ...appended.split(';')].filter(part => part !== ''))
  return [...parts].join(';')
}
