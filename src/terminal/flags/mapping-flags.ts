import * as Flags from '@oclif/core/flags'
import {defined} from '../../shared/defined.js'
import {
  type ColumnAssignment,
  type LinkAssignment,
  type PropertyAssignment,
  parseAssociation,
  parseColumnAssignment,
  parsePropertyAssignment,
} from './parse-values.js'

const columnAssignmentFlag = Flags.custom<ColumnAssignment>({
  helpValue: 'COLUMN=PROPERTY',
  parse: async text => parseColumnAssignment(text),
})

const associationFlag = Flags.custom<LinkAssignment>({
  helpValue: 'COLUMN=OBJECT.PROPERTY[:LABEL]',
  parse: async text => parseAssociation(text),
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
  key: Flags.string({
    char: 'k',
    description: 'unique property to match rows on (contacts: email)',
    helpValue: 'PROPERTY',
  }),
  map: columnAssignmentFlag({char: 'm', description: 'map this column to this property', ...repeated, default: []}),
  ignore: Flags.string({description: 'leave out this column', helpValue: 'COLUMN', ...repeated, default: []}),
  'ignore-unknown': Flags.boolean({description: 'leave out all columns that match no property'}),
  'ignore-read-only': Flags.boolean({
    description: 'leave out all columns whose properties only HubSpot writes, as in its own exports',
  }),
  set: propertyAssignmentFlag({
    description: 'set this property to this value in every row',
    ...repeated,
    default: [],
  }),
  empty: Flags.option({
    options: ['skip', 'clear'] as const,
    description: 'for empty cells. skip: keep the stored value; clear: clear the property (default: skip)',
  })(),
  options: Flags.option({
    options: ['value', 'label'] as const,
    description: 'what the cells of option columns contain (default: either; a cell that fits two options is rejected)',
  })(),
  null: Flags.string({
    description: 'treat cells with exactly this text (NULL, \\N, N/A, …) as empty; see --empty',
    helpValue: 'TEXT',
    ...repeated,
    default: [],
  }),
  associate: associationFlag({
    description: 'link each record to the records that this column names, with this label if any; "id" for record ids',
    ...repeated,
    default: [],
  }),
  associations: Flags.option({
    options: ['add', 'replace'] as const,
    description:
      'add: add links; replace: also remove those to the same object, with the same label, that the cell does not name (default: add)',
  })(),
  mapping: Flags.string({
    description: 'read the mapping from this YAML file; flags for a column or format override it',
    helpValue: 'FILE',
  }),
  'save-mapping': Flags.string({description: 'save the mapping in use to this file', helpValue: 'FILE'}),
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
  readonly associate: readonly LinkAssignment[]
  readonly associations?: 'add' | 'replace' | undefined
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
  readonly associate?: readonly LinkAssignment[]
  readonly associations?: 'add' | 'replace'
}

export function mappingChoice(flags: MappingFlags): MappingChoice {
  const {key, map, ignore, set, empty, null: nulls, options, associate, associations} = flags
  const {'ignore-unknown': ignoreUnknown, 'ignore-read-only': ignoreReadOnly} = flags
  return {
    map,
    ignore,
    ignoreUnknown,
    ...(ignoreReadOnly === true && {ignoreReadOnly}),
    ...defined({key}),
    ...(set.length > 0 && {set}),
    ...defined({empty}),
    ...(nulls.length > 0 && {null: nulls}),
    ...defined({options, associations}),
    ...(associate.length > 0 && {associate}),
  }
}
