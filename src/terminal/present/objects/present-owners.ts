import type {OwnerSummary} from '../../../objects/describe-owners.js'
import {fitTable, type TableColumn} from '../../text/fit-table.js'
import {countOf} from '../../text/format-numbers.js'
import type {Screen} from '../../text/palette.js'

/** The owners of a portal, one a line. */
export function presentOwners(owners: readonly OwnerSummary[], portalId: number, screen: Screen): string[] {
  const {palette} = screen
  const left = owners.filter(({state}) => state === 'left').length
  return [
    palette.strong(`Owners of portal ${portalId}`),
    '',
    ...fitTable(owners, COLUMNS, screen),
    palette.quiet(`  ${countOf(owners.length, 'owner')}${left === 0 ? '' : `, ${left} of whom left`}`),
  ]
}

const COLUMNS: readonly TableColumn<OwnerSummary>[] = [
  {title: 'ID', cell: ({id}) => id},
  {title: 'E-MAIL', cell: ({email}) => email, minWidth: 16},
  {title: 'NAME', cell: ({name}) => name, minWidth: 10},
  {title: 'STATE', cell: ({state}) => state},
]
