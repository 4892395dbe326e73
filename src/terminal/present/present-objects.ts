import type {ObjectSummary, ObjectsOverview} from '../../objects/describe-objects.js'
import type {Screen} from '../palette.js'
import {fitTable, type TableColumn} from './fit-table.js'
import {presentNext} from './present-next.js'

/** The portal's objects, one a line, with what rows can be matched on. */
export function presentObjects({objects, missingScopes}: ObjectsOverview, portalId: number, screen: Screen): string[] {
  const hidden = `Custom objects are not shown: this login lacks the scope ${missingScopes.join(' or ')}.`
  return [
    screen.palette.strong(`Objects of portal ${portalId}`),
    '',
    ...fitTable(objects, COLUMNS, screen),
    '',
    ...(missingScopes.length === 0 ? [] : [screen.palette.warning(hidden)]),
    ...presentNext(
      [`hubspot-push objects ${objects.find(({pushable}) => pushable)?.name ?? 'contacts'}`],
      screen.palette,
    ),
  ]
}

const COLUMNS: readonly TableColumn<ObjectSummary>[] = [
  {title: 'OBJECT', cell: ({name}) => name, minWidth: 12},
  {title: 'LABEL', cell: ({label}) => label, minWidth: 8},
  {title: 'TYPE ID', cell: ({objectTypeId}) => objectTypeId},
  {title: 'KEYS', cell: ({keys, reason}) => reason ?? keys.map(({property}) => property).join(', '), minWidth: 20},
]
