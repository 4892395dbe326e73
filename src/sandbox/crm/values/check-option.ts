import type {Property, PropertyOption} from '../portal/object-type.js'
import type {ValueProblem} from './problem.js'

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
function olderForm({label, value, displayOrder, hidden}: PropertyOption): string {
  return `label: "${label}"\nvalue: "${value}"\ndisplay_order: ${displayOrder}\nhidden: ${hidden}\nread_only: false\n`
}

/** What a stored multi-select holds after `;c;d` was appended to it. */
export function appendOptions(stored: string, appended: string): string {
  const parts = new Set([...stored.split(';'), ...appended.split(';')].filter(part => part !== ''))
  return [...parts].join(';')
}
