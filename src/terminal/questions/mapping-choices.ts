import type {ObjectDefinition, PropertyDefinition} from '../../hubspot/portal/portal-types.js'
import type {
  ColumnQuestion,
  KeyChoice,
  KeyColumnAnswer,
  KeyColumnQuestion,
  LinkQuestion,
  MappingReview,
} from '../../push/plan/mapping-questions.js'
import {truncate} from '../text/display-width.js'
import {showText} from '../text/show-text.js'
import type {Choice} from './prompts.js'

// Values bear a mark of their kind: a column or a property may be called anything.
export const LEAVE_OUT = 'leave-out'
export const SEARCH = 'search'
const NONE = 'none'

/** Names from files and portals may be of any length, and a choice takes one line. */
const LONGEST = 60
const FOUND = 100

export function quoted(text: string): string {
  return `"${shown(text)}"`
}

export function objectChoices(objects: readonly ObjectDefinition[]): readonly Choice[] {
  return objects.map(({label, name, objectTypeId}) => ({name: `${shown(label)} (${shown(name)})`, value: objectTypeId}))
}

export function keyMessage({label}: ObjectDefinition): string {
  return `Which property should ${shown(label)} be matched on?`
}

export function keyChoices(keys: readonly KeyChoice[]): readonly Choice[] {
  return keys.map(key => ({name: `${named(key.property, key.label)}: ${columnOf(key)}`, value: key.property}))
}

function columnOf({column}: KeyChoice): string {
  return column === undefined ? 'no column with this name' : `column ${quoted(column)}`
}

export function keyColumnMessage({key, object}: KeyColumnQuestion): string {
  return `Which column contains the key ${named(key.property, key.label)}, on which ${shown(object.label)} are matched?`
}

/** What Enter takes is first: a column that is surely meant, else to stop. */
export function keyColumnChoices({columns, isSure, others}: KeyColumnQuestion): readonly Choice[] {
  const offered = columns.map(column => ({name: shown(column), value: `column:${column}`}))
  const sure = isSure ? 1 : 0
  return [
    ...offered.slice(0, sure),
    {name: 'None of these: stop here', value: NONE},
    ...offered.slice(sure),
    ...others.map(key => ({
      name: `Match on ${named(key.property, key.label)} instead: ${columnOf(key)}`,
      value: `key:${key.property}`,
    })),
  ]
}

export function readKeyColumn(value: string): KeyColumnAnswer {
  if (value === NONE) return 'none'
  return value.startsWith('key:') ? {key: value.slice(4)} : {column: readColumn(value)}
}

const ASKED: Readonly<Record<ColumnQuestion['reason'], (column: string, object: string) => string>> = {
  unknown: (column, object) => `The column ${column} matches no property of ${object}. Where should it go?`,
  ambiguous: (column, object) => `The column ${column} could be one of several properties of ${object}. Which one?`,
  'read-only': (column, object) =>
    `The column ${column} is a property of ${object} that only HubSpot can write. Where should it go?`,
  changed: column => `Where should the column ${column} go?`,
}

export function columnMessage({column, reason, object}: ColumnQuestion): string {
  return ASKED[reason](quoted(column), shown(object.label))
}

/** What Enter takes is first: a guess that is sure, else leaving the column out. */
export function columnChoices({guesses, isSure, free}: ColumnQuestion): readonly Choice[] {
  const search = {name: `Search all ${free.length} writable properties`, value: SEARCH}
  const leaveOut = {name: guesses.length === 0 ? 'Leave it out' : 'None of these: leave it out', value: LEAVE_OUT}
  const offered = guesses.map(propertyChoice)
  const sure = isSure ? 1 : 0
  return [...offered.slice(0, sure), leaveOut, ...offered.slice(sure), ...(free.length === 0 ? [] : [search])]
}

/** By name or label; with nothing typed, all of them. The way back is always there. */
export function searchChoices(text: string, {free}: Pick<ColumnQuestion, 'free'>): readonly Choice[] {
  const wanted = text.trim().toLowerCase()
  const found = free.filter(
    ({name, label}) => name.toLowerCase().includes(wanted) || label.toLowerCase().includes(wanted),
  )
  return [...found.slice(0, FOUND).map(propertyChoice), {name: 'Leave it out', value: LEAVE_OUT}]
}

export function readProperty(value: string): string {
  return value.slice('property:'.length)
}

/** Found records prove more than the look of the values. */
export function linkMessage({column, object, by, found, of}: LinkQuestion): string {
  const what = `${shown(by)} of ${shown(object.label)}`
  const why =
    found === 0
      ? `contains values like ${what}`
      : `contains ${what}: ${found} of the first ${of} values are records there`
  return `The column ${quoted(column)} ${why}. Link the records?`
}

/** What Enter takes is first: a link that more than half of the values prove. */
export function linkChoices({object, found, of}: LinkQuestion): readonly Choice[] {
  const link = {name: `Yes, link to ${shown(object.label)}`, value: 'link'}
  const no = {name: 'No, it is something else', value: 'no'}
  return found * 2 > of ? [link, no] : [no, link]
}

export function reviewChoices({columns}: MappingReview, mayOfferToSave: boolean): readonly Choice[] {
  return [
    {name: 'Yes, continue', value: 'use'},
    ...(mayOfferToSave ? [{name: 'Yes, and save it to a mapping file for the next push', value: 'save'}] : []),
    ...(columns.some(({canChange}) => canChange) ? [{name: 'Change where a column goes', value: 'change'}] : []),
    {name: 'No, stop here', value: 'stop'},
  ]
}

export function changeChoices({columns}: MappingReview): readonly Choice[] {
  return columns
    .filter(({canChange}) => canChange)
    .map(({column, property, link}) => ({
      name: `${quoted(column)} → ${shown(property?.name ?? link ?? 'left out')}`,
      value: `column:${column}`,
    }))
}

export function readColumn(value: string): string {
  return value.slice('column:'.length)
}

function propertyChoice({name, label}: PropertyDefinition): Choice {
  return {name: named(name, label), value: `property:${name}`}
}

function named(name: string, label: string): string {
  return `${shown(label)} (${shown(name)})`
}

function shown(text: string): string {
  return truncate(showText(text), LONGEST)
}
