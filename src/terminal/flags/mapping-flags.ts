import * as Flags from '@oclif/core/flags'
import {
  type ColumnAssignment,
  type PropertyAssignment,
  parseColumnAssignment,
  parsePropertyAssignment,
} from './parse-values.js'

const columnAssignmentFlag = Flags.custom<ColumnAssignment>({
  helpValue: 'COLUMN=PROPERTY',
  parse: async text => parseColumnAssignment(text),
})

const propertyAssignmentFlag = Flags.custom<PropertyAssignment>({
  helpValue: 'PROPERTY=VALUE',
  parse: async text => parsePropertyAssignment(text),
})

/**
 * `multipleNonGreedy`, or a repeated flag swallows the arguments behind it; `noCacheDefault`, or help shows an empty
 * default.
 */
const repeated = {multiple: true, multipleNonGreedy: true, noCacheDefault: true} as const

/** Which column goes to which property, and what else rows set. */
export const mappingFlags = {
  key: Flags.string({description: 'unique property that rows are matched on (contacts: email)', helpValue: 'PROPERTY'}),
  map: columnAssignmentFlag({description: 'this column goes to this property', ...repeated, default: []}),
  ignore: Flags.string({description: 'leave this column out', helpValue: 'COLUMN', ...repeated, default: []}),
  'ignore-unknown': Flags.boolean({description: 'leave out all columns that match no property'}),
  'ignore-read-only': Flags.boolean({
    description: 'leave out all columns whose properties only HubSpot writes, as in its own exports',
  }),
  set: propertyAssignmentFlag({
    description: 'every row sets this property to this value',
    ...repeated,
    default: [],
  }),
  empty: Flags.option({
    options: ['skip', 'clear'] as const,
    description: 'what an empty cell does: leave the stored value, or empty the property (default: skip)',
  })(),
  options: Flags.option({
    options: ['value', 'label'] as const,
    description: 'what cells of options hold (default: either, and what fits two options is rejected)',
  })(),
  null: Flags.string({
    description: 'a cell that is exactly this text is null, and --empty says what it does: NULL, \\N, N/A',
    helpValue: 'TEXT',
    ...repeated,
    default: [],
  }),
  mapping: Flags.string({
    description: 'a mapping file (YAML); flags about a column or a format go before it',
    helpValue: 'FILE',
  }),
  'save-mapping': Flags.string({description: 'write the mapping in use to this file', helpValue: 'FILE'}),
}

interface MappingFlags {
  readonly key?: string | undefined
  readonly map: readonly ColumnAssignment[]
  readonly ignore: readonly string[]
  readonly 'ignore-unknown': boolean
  readonly 'ignore-read-only'?: boolean | undefined
  readonly set: readonly PropertyAssignment[]
  readonly empty?: 'skip' | 'clear' | undefined
  readonly null: readonly string[]
  readonly options?: 'value' | 'label' | undefined
}

interface MappingChoice {
  readonly key?: string
  readonly map: readonly ColumnAssignment[]
  readonly ignore: readonly string[]
  readonly ignoreUnknown: boolean
  readonly ignoreReadOnly?: true
  readonly set?: readonly PropertyAssignment[]
  readonly empty?: 'skip' | 'clear'
  readonly null?: readonly string[]
  readonly options?: 'value' | 'label'
}

export function mappingChoice(flags: MappingFlags): MappingChoice {
  const {key, map, ignore, set, empty, null: nulls, options} = flags
  const {'ignore-unknown': ignoreUnknown, 'ignore-read-only': ignoreReadOnly} = flags
  return {
    ...{map, ignore, ignoreUnknown},
    ...(ignoreReadOnly === true && {ignoreReadOnly}),
    ...(key !== undefined && {key}),
    ...(set.length > 0 && {set}),
    ...(empty !== undefined && {empty}),
    ...(nulls.length > 0 && {null: nulls}),
    ...(options !== undefined && {options}),
  }
}
