import type {NewProperty} from '../hubspot/portal/portal-types.js'
import type {ValueFormats} from '../mapping/coerce/coercer.js'
import type {OptionsBy} from '../mapping/coerce/options/option-finder.js'
import type {LinkRule} from '../mapping/links/link-column.js'
import type {ColumnRule} from '../mapping/mapping-types.js'

/** What a mapping file says; docs/mapping.schema.json describes its YAML. */
export interface MappingFile {
  readonly object?: string
  readonly key?: string
  readonly empty?: 'skip' | 'clear'
  readonly null?: readonly string[]
  readonly options?: OptionsBy
  readonly formats: ValueFormats
  readonly ignoreUnknown: boolean
  readonly columns: readonly ColumnRule[]
  /** The entries of `columns` that have a `constant` in place of a column. */
  readonly set: readonly {readonly property: string; readonly value: string}[]
  readonly ignore: readonly string[]
  /** The entries of `columns` that have `associate` in place of a property. */
  readonly associate: readonly LinkRule[]
  readonly associations?: 'add' | 'replace'
  /** What `create` says of properties, for `--create-properties` where they are not there yet. */
  readonly create: readonly NamedProperty[]
}

/** Without a group: where the object's own properties are. */
export interface NamedProperty extends Omit<NewProperty, 'group'> {
  readonly group?: string
}
