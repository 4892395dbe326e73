import {AppError} from '../../errors/app-error.js'
import {addFlags} from '../../errors/next-step.js'
import type {PropertyDefinition} from '../../hubspot/portal/portal-types.js'
import {shellWords} from '../../shared/text/shell-quote.js'
import type {FileColumn} from '../columns/distinct-columns.js'
import {isNamedAlone} from '../columns/named-alone.js'
import {suggest} from '../columns/suggest.js'
import type {ColumnRule, MappingTarget} from '../mapping-types.js'
import {describe, ignoreFlag, listed, listOf, lookUp, mapFlag, nameAndLabel, whyReadOnly} from './mapping-words.js'
import {nearest, nearMisspelling} from './near-misspelling.js'

/** `asked`: the column that --map sends there, and the properties that others go to. */
export function unknownProperty(
  name: string,
  target: MappingTarget,
  asked?: {readonly column: string; readonly taken: ReadonlySet<string>},
): AppError {
  const near = suggestProperties(name, target)
  const hint = near.length > 0 ? ` Did you mean ${near.map(nameAndLabel).join(' or ')}?` : ''
  const meant = asked && nearMisspelling(name, near)
  const next =
    meant === undefined || asked === undefined || asked.taken.has(meant.name)
      ? []
      : [{addFlags: mapFlag(asked.column, meant.name), replacing: mapFlag(asked.column, name)}]
  return new AppError('UNKNOWN_PROPERTY', `${target.object.label} have no property "${name}".${hint}`, {
    next: [...next, lookUp(name, target)],
  })
}

/** A name that was given for a property, not one of the file's. `column`: the one that --map sends there. */
export function ambiguousProperty(
  name: string,
  candidates: readonly PropertyDefinition[],
  target: MappingTarget,
  column?: string,
): AppError {
  const names = candidates.map(nameAndLabel).join(', ')
  return new AppError(
    'AMBIGUOUS_COLUMN',
    `"${name}" could be any of these properties of ${target.object.name}: ${names}. Use the internal name.`,
    {
      next: [
        lookUp(name, target),
        ...(column === undefined
          ? []
          : candidates.map(candidate => ({
              addFlags: mapFlag(column, candidate.name),
              replacing: mapFlag(column, name),
            }))),
      ],
    },
  )
}

export function readOnlyConstant(property: PropertyDefinition, {object}: MappingTarget): AppError {
  return new AppError(
    'READ_ONLY_PROPERTY',
    `Property ${property.name} (${object.name}) cannot be set: it is read-only, ${whyReadOnly(property)}.`,
    {
      next: [describe(property.name, object)],
    },
  )
}

export function keyConstant(property: PropertyDefinition, {object}: MappingTarget): AppError {
  return new AppError(
    'MAPPING_INVALID',
    `Property ${property.name} (${object.name}) must be unique, so it cannot be set for all rows.`,
    {next: [describe(property.name, object)]},
  )
}

export function emptyConstant(property: string): AppError {
  return new AppError(
    'MAPPING_INVALID',
    `--set ${property}= is empty. Empty values are ignored unless --empty clear is given.`,
    {
      next: [addFlags(['--empty', 'clear'], 'clears the property, here and for empty cells')],
    },
  )
}

export function constantRejected(property: string, message: string, {object}: MappingTarget): AppError {
  return new AppError('MAPPING_INVALID', `The value of --set for ${property} is rejected: ${message}`, {
    next: [describe(property, object)],
  })
}

/** `column`: the one that goes there; undefined where the property is set twice. */
export function takenProperty(property: string, column: string | undefined): AppError {
  if (column === undefined)
    return new AppError('MAPPING_INVALID', `Property ${property} is set twice for every row. Remove one of them.`)
  return new AppError(
    'MAPPING_INVALID',
    `Property ${property} is set by --set and by column "${column}". Remove one of them.`,
    {
      next: [addFlags(ignoreFlag(column))],
    },
  )
}

/** All at once. */
export function mappedReadOnly(
  mapped: readonly {readonly column: string; readonly property: PropertyDefinition}[],
  {object}: MappingTarget,
): AppError {
  const [first] = mapped
  const next = [addFlags(mapped.flatMap(({column}) => ignoreFlag(column)))]
  const message =
    mapped.length === 1 && first !== undefined
      ? `The column "${first.column}" is property ${first.property.name} (${object.name}), which is read-only: ${whyReadOnly(first.property)}.`
      : `The columns ${listed(mapped.map(({column, property}) => `"${column}" (${property.name})`))} are properties of ${object.name} that only HubSpot can write.`
  return new AppError('READ_ONLY_PROPERTY', message, {next})
}

/** A flag that says where a column goes, and one that leaves it out. */
export function mappedAndIgnored(column: string, contrary: readonly ColumnRule[]): AppError {
  const flags = contrary.map(({column: mapped, property}) => mapFlag(mapped, property))
  return new AppError(
    'USAGE',
    `${flags.map(shellWords).join(' and ')} and ${shellWords(ignoreFlag(column))} contradict each other. Remove one of them.`,
    {
      next: [contrary.flatMap(({column: mapped}) => ignoreFlag(mapped)), ...flags].map(each => ({
        addFlags: each,
        replacing: ignoreFlag(column),
      })),
    },
  )
}

/** `earlier`: the rule in front of it that says the same, perhaps of the column by another spelling. */
export function mappedTwice({column, property}: ColumnRule, earlier: ColumnRule): AppError {
  return new AppError(
    'USAGE',
    `--map sends the column "${column}" to property ${property} twice. Remove one of the flags.`,
    {
      next: [{addFlags: mapFlag(column, property), replacing: mapFlag(earlier.column, earlier.property)}],
    },
  )
}

/** `open`: those of the file's columns of which nothing else is known. */
export function absentMapped(
  {column, property}: ColumnRule,
  columns: readonly string[],
  open: readonly string[],
): AppError {
  const [like] = suggest(column, columns, name => [name], 1)
  const near = nearest(column, open, name => [name])
  const hint = like === undefined ? `It has ${listOf(columns)}.` : `Did you mean "${like}"?`
  return new AppError(
    'MAPPING_INVALID',
    `The mapping names a column "${column}", which the file does not have. ${hint}`,
    {
      next: near === undefined ? [] : [{addFlags: mapFlag(near, property), replacing: mapFlag(column, property)}],
    },
  )
}

/** Columns that have one name: each is named by its number. */
export function severalOfName(
  name: string,
  property: string,
  columns: readonly FileColumn[],
  {object}: MappingTarget,
): AppError {
  const names = columns.map(column => column.name)
  return new AppError(
    'MAPPING_INVALID',
    `The file has ${columns.length} columns called "${name}". Use one of these names: ${listOf(names)}.`,
    {
      next: [
        describe(property, object),
        ...names.map(each => ({addFlags: mapFlag(each, property), replacing: mapFlag(name, property)})),
      ],
    },
  )
}

export function misspeltIgnored(column: string, near: string): AppError {
  return new AppError('MAPPING_INVALID', `The file has no column "${column}" to leave out. Did you mean "${near}"?`, {
    next: [{addFlags: ignoreFlag(near), replacing: ignoreFlag(column)}],
  })
}

/** Those that can be written and that people see, nearest first. */
export function suggestProperties(
  text: string,
  {properties}: Pick<MappingTarget, 'properties'>,
): readonly PropertyDefinition[] {
  const writable = properties.filter(property => !property.readOnly && !property.hidden && !isNamedAlone(property))
  return suggest(text, writable, ({name, label}) => [name, label])
}
