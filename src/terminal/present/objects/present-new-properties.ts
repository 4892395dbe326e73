import type {NewProperty} from '../../../hubspot/portal/portal-types.js'
import type {PlannedProperty} from '../../../push/plan/plan-push.js'
import {fitTable, type TableColumn} from '../../text/fit-table.js'
import type {Screen} from '../../text/palette.js'

export function newPropertiesTable(properties: readonly PlannedProperty[], screen: Screen): string[] {
  return fitTable(properties, COLUMNS, screen)
}

const COLUMNS: readonly TableColumn<PlannedProperty>[] = [
  {title: 'COLUMN', cell: ({column}) => column ?? '(mapping file)', minWidth: 12},
  {title: 'PROPERTY', cell: ({name}) => name, minWidth: 12},
  {title: 'LABEL', cell: ({label}) => label, minWidth: 8},
  {title: 'TYPE', cell: typeOf, minWidth: 6},
  {title: 'GROUP', cell: ({group}) => group, minWidth: 8},
  {title: 'NOTE', cell: ({why}) => why ?? '', minWidth: 10},
]

/** The field type only where it is not the one of that name. */
function typeOf({type, fieldType, options}: NewProperty): string {
  const shown = type === 'string' ? fieldType : type
  return type === 'enumeration' ? `${fieldType} of ${options.length}` : shown
}
