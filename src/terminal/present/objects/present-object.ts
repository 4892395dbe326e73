import {gap, ours, type Run} from '../../../errors/next-step.js'
import type {CreatedKey} from '../../../objects/create-key.js'
import type {CreatedProperty} from '../../../objects/create-property.js'
import type {ObjectDescription, ObjectDetail, PropertySummary} from '../../../objects/describe-object.js'
import type {ObjectSummary, ObjectsOverview} from '../../../objects/describe-objects.js'
import {presentNext} from '../../next-steps/print-step.js'
import {padEnd} from '../../text/display-width.js'
import {fitTable, type TableColumn} from '../../text/fit-table.js'
import {countOf} from '../../text/format-numbers.js'
import type {Screen} from '../../text/palette.js'
import {showText} from '../../text/show-text.js'
import {wrapText} from '../../text/wrap-text.js'

/** One object: its keys, why others are none, and the properties that were asked for. */
export function presentObject({detail, notKeys}: ObjectDescription, portalId: number, screen: Screen): string[] {
  const {palette} = screen
  return [
    `${palette.strong(showText(detail.name))} (${showText(detail.label)}, ${detail.objectTypeId}) of portal ${portalId}`,
    '',
    ...(detail.reason === null ? keyLines(detail) : noKeyLines(detail, detail.reason, screen)),
    ...notKeys.map(({property, reason}) => palette.quiet(`  not a key: ${showText(property)} (${showText(reason)})`)),
    '',
    ...fitTable(detail.properties, PROPERTY_COLUMNS, screen),
    palette.quiet(`  ${countOf(detail.properties.length, 'property', 'properties')}`),
    ...presentNext(nextCommands(detail), screen),
  ]
}

/**
 * How to make a key in HubSpot's pages. Their words are written from memory and differ from portal to portal: no source
 * at hand names them.
 * What the command does is documented (docs/hubspot-api.md#unique-properties).
 */
function noKeyLines({label}: ObjectDetail, reason: string, {palette, width}: Screen): string[] {
  const steps =
    `Create one with the last command below. Or in HubSpot's settings: Properties → select ${showText(label)} → create a property for ` +
    'single-line text, and require unique values in its rules before you save it: this cannot be changed later.'
  return [
    `  ${palette.warning('Rows cannot be pushed')}: ${reason}.`,
    ...wrapText(steps, width - 2).map(line => `  ${line}`),
  ]
}

export function keyLines({keys}: Pick<ObjectDetail, 'keys'>): string[] {
  const width = Math.max(...keys.map(({property}) => property.length))
  return keys.map(({property, label}) => `  key: ${padEnd(showText(property), width)}  ${showText(label)}`)
}

function nextCommands({name, keys, properties}: ObjectDetail): Run[] {
  const [key] = keys
  const withOptions = properties.find(({options}) => options.length > 0)
  return [
    ...(key === undefined ? [] : [ours(['push', gap('FILE'), '--object', name, '--key', key.property])]),
    ...(withOptions === undefined ? [] : [ours(['objects', name, '--property', withOptions.name])]),
    ...(key === undefined ? [ours(['objects', 'create-key', name, 'external_id', '--label', 'External id'])] : []),
  ]
}

export const PROPERTY_COLUMNS: readonly TableColumn<PropertySummary>[] = [
  {title: 'PROPERTY', cell: ({name}) => name, minWidth: 20},
  {title: 'LABEL', cell: ({label}) => label, minWidth: 12},
  {title: 'TYPE', cell: ({type}) => type},
  {title: 'NOTES', cell: notesOf, minWidth: 10},
]

function notesOf({key, readOnly, required, options, sensitivity, rules}: PropertySummary): string {
  const notes = [
    sensitivity?.replace('_', ' ') ?? '',
    key ? 'key' : '',
    required ? 'required' : '',
    readOnly ? 'read-only' : '',
    rules === undefined ? '' : countOf(rules.length, 'rule'),
    options.length > 0 ? countOf(options.length, 'option') : '',
  ]
  return notes.filter(note => note !== '').join(', ')
}

/** One property with all its options: a cell may hold the value or the label of one. */
export function presentProperty(property: PropertySummary, object: ObjectDetail, screen: Screen): string[] {
  const {name, label, type, fieldType, options, rules = []} = property
  return [
    `${screen.palette.strong(showText(name))} (${showText(label)}) of ${showText(object.name)}`,
    '',
    `  type ${showText(type)}, shown as ${showText(fieldType)}`,
    `  ${factsOf(property).join(', ')}`,
    ...rules.map(rule => `  rule: ${showText([rule.type, ...rule.arguments].join(' '))}`),
    ...(options.length === 0 ? [] : ['', `  ${countOf(options.length, 'option')}`]),
    ...(options.length === 0 ? [] : fitTable(options, OPTION_COLUMNS, screen)),
    ...(property.references === 'OWNER' ? presentNext([ours(['objects', 'owners'], 'lists its values')], screen) : []),
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

export function presentCreatedKey({name, key, next}: CreatedKey, portalId: number, screen: Screen): string[] {
  const property = `property ${key.property} ("${showText(key.label)}")`
  return [
    `${screen.palette.good('Created')} ${property} with unique values for ${showText(name)} of portal ${portalId}. Rows can now be matched on it.`,
    ...presentNext(next, screen),
  ]
}

export function presentCreatedProperty(
  {name, property, next}: CreatedProperty,
  portalId: number,
  screen: Screen,
): string[] {
  const what = `property ${property.name} ("${showText(property.label)}", ${property.type})`
  return [
    `${screen.palette.good('Created')} ${what} of ${showText(name)} in group ${showText(property.group)} of portal ${portalId}.`,
    ...presentNext(next, screen),
  ]
}

/** The portal's objects, one a line, with what rows can be matched on. */
export function presentObjects({objects, missingScopes}: ObjectsOverview, portalId: number, screen: Screen): string[] {
  const hidden = `Custom objects are not shown: this login lacks the scope ${missingScopes.join(' or ')}.`
  return [
    screen.palette.strong(`Objects of portal ${portalId}`),
    '',
    ...fitTable(objects, OBJECT_COLUMNS, screen),
    '',
    ...(missingScopes.length === 0 ? [] : [screen.palette.warning(hidden)]),
    ...presentNext([ours(['objects', objects.find(({pushable}) => pushable)?.name ?? 'contacts'])], screen),
  ]
}

const OBJECT_COLUMNS: readonly TableColumn<ObjectSummary>[] = [
  {title: 'OBJECT', cell: ({name}) => name, minWidth: 12},
  {title: 'LABEL', cell: ({label}) => label, minWidth: 8},
  {title: 'TYPE ID', cell: ({objectTypeId}) => objectTypeId},
  {title: 'KEYS', cell: ({keys, reason}) => reason ?? keys.map(({property}) => property).join(', '), minWidth: 20},
]
