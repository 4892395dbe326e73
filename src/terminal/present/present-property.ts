import type {ObjectDetail, PropertySummary} from '../../objects/describe-object.js'
import type {Screen} from '../palette.js'
import {fitTable} from './fit-table.js'
import {countOf} from './format-numbers.js'
import {showText} from './show-text.js'

/** One property with all its options: a cell may hold the value or the label of one. */
export function presentProperty(property: PropertySummary, object: ObjectDetail, screen: Screen): string[] {
  const {name, label, type, fieldType, options} = property
  return [
    `${screen.palette.strong(showText(name))} (${showText(label)}) of ${showText(object.name)}`,
    '',
    `  type ${showText(type)}, shown as ${showText(fieldType)}`,
    `  ${factsOf(property).join(', ')}`,
    ...(options.length === 0 ? [] : ['', `  ${countOf(options.length, 'option')}`]),
    ...(options.length === 0 ? [] : fitTable(options, OPTION_COLUMNS, screen)),
  ]
}

const OPTION_COLUMNS = [
  {title: 'VALUE', cell: ({value}: PropertySummary['options'][number]) => value, minWidth: 12},
  {title: 'LABEL', cell: ({label}: PropertySummary['options'][number]) => label, minWidth: 12},
]

function factsOf({key, readOnly, required}: PropertySummary): string[] {
  return [
    readOnly ? 'read-only: HubSpot sets it' : 'can be written',
    key ? 'rows can be matched on it' : 'not a key',
    ...(required ? ['required to create a record'] : []),
  ]
}
