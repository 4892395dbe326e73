import type {ObjectDescription, ObjectDetail, PropertySummary} from '../../objects/describe-object.js'
import {shellQuote} from '../../shared/shell-quote.js'
import type {Screen} from '../palette.js'
import {padEnd} from './display-width.js'
import {fitTable, type TableColumn} from './fit-table.js'
import {countOf} from './format-numbers.js'
import {presentNext} from './present-next.js'
import {showText} from './show-text.js'
import {wrapText} from './wrap-text.js'

/** One object: its keys, why others are none, and the properties that were asked for. */
export function presentObject({detail, notKeys}: ObjectDescription, portalId: number, screen: Screen): string[] {
  const {palette} = screen
  return [
    `${palette.strong(showText(detail.name))} (${showText(detail.label)}, ${detail.objectTypeId}) of portal ${portalId}`,
    '',
    ...(detail.reason === null ? keyLines(detail) : noKeyLines(detail, detail.reason, screen)),
    ...notKeys.map(({property, reason}) =>
      palette.quiet(`  not a key: ${showText(property)}, since ${showText(reason)}`),
    ),
    '',
    ...fitTable(detail.properties, COLUMNS, screen),
    palette.quiet(`  ${countOf(detail.properties.length, 'property', 'properties')}`),
    ...presentNext(nextCommands(detail), palette),
  ]
}

/**
 * How to make a key in HubSpot's pages. Their words are written from memory and differ from portal to portal: no source
 * at hand names them.
 * What the command does is documented (properties guide, read 2026-11).
 */
function noKeyLines({label}: ObjectDetail, reason: string, {palette, width}: Screen): string[] {
  const steps =
    `Make one with the last command below. Or in HubSpot's settings: Properties → choose ${showText(label)} → create a property for ` +
    'a single line of text, and in its rules require unique values before you save it: that cannot be changed later.'
  return [
    `  ${palette.warning('Rows cannot be pushed')}: ${reason}.`,
    ...wrapText(steps, width - 2).map(line => `  ${line}`),
  ]
}

function keyLines({keys}: ObjectDetail): string[] {
  const width = Math.max(...keys.map(({property}) => property.length))
  return keys.map(({property, label}) => `  key: ${padEnd(showText(property), width)}  ${showText(label)}`)
}

function nextCommands({name, keys, properties}: ObjectDetail): string[] {
  const [key] = keys
  const withOptions = properties.find(({options}) => options.length > 0)
  const object = shellQuote(name)
  return [
    ...(key === undefined ? [] : [`hubspot-push push FILE --object ${object} --key ${key.property}`]),
    ...(withOptions === undefined ? [] : [`hubspot-push objects ${object} --property ${withOptions.name}`]),
    ...(key === undefined ? [`hubspot-push objects create-key ${object} external_id --label "External id"`] : []),
  ]
}

const COLUMNS: readonly TableColumn<PropertySummary>[] = [
  {title: 'PROPERTY', cell: ({name}) => name, minWidth: 20},
  {title: 'LABEL', cell: ({label}) => label, minWidth: 12},
  {title: 'TYPE', cell: ({type}) => type},
  {title: 'NOTES', cell: notesOf, minWidth: 10},
]

function notesOf({key, readOnly, required, options}: PropertySummary): string {
  const notes = [
    key ? 'key' : '',
    required ? 'required' : '',
    readOnly ? 'read-only' : '',
    options.length > 0 ? countOf(options.length, 'option') : '',
  ]
  return notes.filter(note => note !== '').join(', ')
}
