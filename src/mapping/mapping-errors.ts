import {AppError} from '../errors/app-error.js'
import type {PropertyDefinition} from '../hubspot/api-types.js'
import {shellQuote} from '../shared/shell-quote.js'
import {foldText} from './fold-text.js'
import type {MappingTarget} from './mapping-types.js'
import {suggest} from './suggest.js'
import {suggestColumns} from './suggest-columns.js'

/** How many names a message lists before it says "and N more". */
const LISTED = 8

/** `column`: the one that --map sends there. */
export function unknownProperty(name: string, target: MappingTarget, column?: string): AppError {
  const near = suggestProperties(name, target)
  const hint = near.length > 0 ? ` Did you mean ${near.map(nameAndLabel).join(' or ')}?` : ''
  return new AppError('UNKNOWN_PROPERTY', `${target.object.label} have no property "${name}".${hint}`, {
    next: [...(column === undefined ? [] : near.map(property => mapFlag(column, property.name))), lookUp(name, target)],
    ...(column !== undefined && {instead: ['--map', `${column}=${name}`]}),
  })
}

/** All unknown columns at once, each with the flag that would send it somewhere. */
export function unknownColumns(columns: readonly string[], target: MappingTarget): AppError {
  const [first = ''] = columns
  const what = columns.length === 1 ? `The column "${first}" matches` : `The columns ${listOf(columns)} match`
  return new AppError(
    'UNKNOWN_COLUMN',
    `${what} no property of ${target.object.name}${first === '' ? ' (a column without a name)' : ''}.`,
    {
      next: [...new Set([bestGuess(columns, target), '--ignore-unknown']), ...(first === '' ? [] : [lookUp(first, target)])],
    },
  )
}

/** For all columns at once: to the property that each most likely means, as long as no other goes there; else left out. */
function bestGuess(columns: readonly string[], target: MappingTarget): string {
  const taken = new Set<string>()
  const flags = columns.map(column => {
    const guess = suggestProperties(column, target).find(({name}) => !taken.has(name))
    if (guess === undefined) return undefined
    taken.add(guess.name)
    return mapFlag(column, guess.name)
  })
  const rest = [...new Set(columns.filter((_, index) => flags[index] === undefined))]
  const leftOut = rest.length > LISTED ? ['--ignore-unknown'] : rest.map(ignoreFlag)
  return [...flags.filter(flag => flag !== undefined), ...leftOut].join(' ')
}

export function ambiguousColumn(column: string, candidates: readonly PropertyDefinition[], target: MappingTarget): AppError {
  const names = candidates.map(nameAndLabel).join(', ')
  return new AppError('AMBIGUOUS_COLUMN', `"${column}" may be any of these properties of ${target.object.name}: ${names}.`, {
    next: candidates.map(candidate => mapFlag(column, candidate.name)),
  })
}

/** A name that was given for a property, not one of the file's. */
export function ambiguousProperty(
  name: string,
  candidates: readonly PropertyDefinition[],
  {object}: MappingTarget,
  column?: string,
): AppError {
  const names = candidates.map(nameAndLabel).join(', ')
  return new AppError(
    'AMBIGUOUS_COLUMN',
    `"${name}" may be any of these properties of ${object.name}: ${names}. Write the internal name.`,
    {
      next: [
        ...(column === undefined ? [] : candidates.map(candidate => mapFlag(column, candidate.name))),
        `hubspot-push objects ${shellQuote(object.name)} --search ${shellQuote(name)}`,
      ],
      ...(column !== undefined && {instead: ['--map', `${column}=${name}`]}),
    },
  )
}

export function readOnlyConstant(property: PropertyDefinition, {object}: MappingTarget): AppError {
  const why = property.calculated ? 'HubSpot calculates it' : 'only HubSpot sets it'
  return new AppError('READ_ONLY_PROPERTY', `Property ${property.name} (${object.name}) cannot be set: it is read-only, ${why}.`, {
    next: [describe(property.name, object)],
  })
}

export function keyConstant(property: PropertyDefinition, {object}: MappingTarget): AppError {
  return new AppError(
    'MAPPING_INVALID',
    `Property ${property.name} (${object.name}) must differ from record to record, so it cannot be set for all rows.`,
    {next: [describe(property.name, object)]},
  )
}

export function emptyConstant(property: string): AppError {
  return new AppError('MAPPING_INVALID', `The value that every row shall set ${property} to is empty, and an empty value sets nothing.`, {
    next: ['--empty clear     empties the property, here and where cells are empty'],
  })
}

export function refusedConstant(property: string, message: string, {object}: MappingTarget): AppError {
  return new AppError('MAPPING_INVALID', `The value that every row shall set ${property} to is refused: ${message}`, {
    next: [describe(property, object)],
  })
}

/** `column`: the one that goes there; undefined where the property is set twice. */
export function takenProperty(property: string, column: string | undefined): AppError {
  if (column === undefined) return new AppError('MAPPING_INVALID', `Property ${property} is set twice for every row. Leave one out.`)
  return new AppError(
    'MAPPING_INVALID',
    `Every row shall set property ${property} to one value, but the column "${column}" goes there too. Leave one out.`,
    {next: [ignoreFlag(column)]},
  )
}

export function readOnlyColumn(column: string, property: PropertyDefinition, target: MappingTarget): AppError {
  const why = property.calculated ? 'HubSpot calculates it' : 'only HubSpot sets it'
  return new AppError(
    'READ_ONLY_PROPERTY',
    `The column "${column}" is property ${property.name} (${target.object.name}), which is read-only: ${why}.`,
    {next: [ignoreFlag(column)], instead: ['--map', `${column}=${property.name}`]},
  )
}

export function absentMapped(column: string, property: string, columns: readonly string[]): AppError {
  const [near] = suggest(column, columns, name => [name], 1)
  const hint = near === undefined ? `It has ${listOf(columns)}.` : `Did you mean "${near}"?`
  return new AppError('MAPPING_INVALID', `The file has no column "${column}", which the mapping names. ${hint}`, {
    next: [mapFlag(near ?? 'COLUMN', property)],
    instead: ['--map', `${column}=${property}`],
  })
}

export function misspeltIgnored(column: string, near: string): AppError {
  return new AppError('MAPPING_INVALID', `The file has no column "${column}", which was to be left out. Did you mean "${near}"?`, {
    next: [ignoreFlag(near)],
    instead: ['--ignore', column],
  })
}

export function collidingColumns(columns: readonly string[], property: string): AppError {
  const [first = '', second = ''] = columns
  if (first === second) {
    return new AppError(
      'MAPPING_INVALID',
      `Two columns are called "${first}", and both would go to property ${property}. Rename one in the file.`,
      {next: [`${ignoreFlag(first)}     leaves both out`]},
    )
  }
  return new AppError('MAPPING_INVALID', `The columns "${first}" and "${second}" both go to property ${property}. Leave one out.`, {
    next: [ignoreFlag(second), ignoreFlag(first)],
  })
}

export function missingKeyColumn(key: PropertyDefinition, columns: readonly string[], target: MappingTarget): AppError {
  const near = suggestColumns(key, columns, 1)
  const isNumbered = columns.every((column, index) => column === String(index + 1)) // --no-header
  const byName = near.length > 0 ? near : columns.filter(column => foldIncludes(column, key.name)).slice(0, 1)
  return new AppError(
    'KEY_COLUMN_MISSING',
    `No column holds the key ${key.name}, on which ${target.object.name} are matched. The file has ${listOf(columns)}.`,
    {next: [mapFlag(byName[0] ?? (isNumbered ? '1' : 'COLUMN'), key.name), `hubspot-push objects ${shellQuote(target.object.name)}`]},
  )
}

function foldIncludes(column: string, name: string): boolean {
  return foldText(column).includes(foldText(name))
}

/** Those that can be written and that people see, nearest first. */
export function suggestProperties(text: string, {properties}: Pick<MappingTarget, 'properties'>): readonly PropertyDefinition[] {
  const writable = properties.filter(property => !property.readOnly && !property.hidden)
  return suggest(text, writable, ({name, label}) => [name, label])
}

function nameAndLabel({name, label}: PropertyDefinition): string {
  return `${name} (${label})`
}

function listOf(columns: readonly string[]): string {
  const shown = columns.slice(0, LISTED).map(column => `"${column}"`)
  const more = columns.length - shown.length
  return more > 0 ? `${shown.join(', ')} and ${more} more` : shown.join(', ')
}

function mapFlag(column: string, property: string): string {
  return `--map ${shellQuote(`${column}=${property}`)}`
}

function ignoreFlag(column: string): string {
  return `--ignore ${shellQuote(column)}`
}

/** With its type and its options. */
function describe(property: string, object: MappingTarget['object']): string {
  return `hubspot-push objects ${shellQuote(object.name)} --property ${shellQuote(property)}`
}

function lookUp(text: string, {object}: MappingTarget): string {
  return `hubspot-push objects ${shellQuote(object.name)} --search ${shellQuote(text)}`
}
