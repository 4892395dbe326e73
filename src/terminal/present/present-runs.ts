import type {RunSummary} from '../../runs/run-summary.js'
import type {Screen} from '../palette.js'
import {fitTable, type TableColumn} from './fit-table.js'
import {countOf, formatCount, formatDuration} from './format-numbers.js'
import {presentNext} from './present-next.js'

/** The history as a table, the newest run first. `more`: runs that are not shown. */
export function presentRuns(runs: readonly RunSummary[], more: number, screen: Screen): string[] {
  if (runs.length === 0)
    return ['No runs on this machine yet.', ...presentNext(['hubspot-push push FILE --object OBJECT'], screen.palette)]
  const columns = screen.width < WIDE ? COLUMNS.filter(({title}) => title !== 'WHEN') : COLUMNS // a run's name begins with when
  return [
    ...fitTable(runs, columns, screen),
    ...(more > 0 ? [screen.palette.quiet(`  … and ${countOf(more, 'older run')} (--all shows them)`)] : []),
    '',
    ...presentNext(['hubspot-push runs RUN     shows one of them'], screen.palette),
  ]
}

const WIDE = 116

const COLUMNS: readonly TableColumn<RunSummary>[] = [
  {title: 'RUN', cell: ({run}) => run},
  {title: 'WHEN', cell: ({createdAt}) => createdAt.slice(0, 16).replace('T', ' ')},
  {title: 'PROFILE', cell: ({profile}) => profile, minWidth: 7},
  {title: 'PORTAL', cell: ({portalId}) => String(portalId), align: 'right'},
  {title: 'OBJECT', cell: ({object}) => object.name, minWidth: 7},
  {title: 'MODE', cell: ({mode = ''}) => mode}, // left out where every run was an upsert
  {title: 'FILE', cell: ({file, parent}) => (parent === null ? file : `retry: ${file}`), minWidth: 8},
  {title: 'WRITTEN', cell: ({rows}) => formatCount(rows.written), align: 'right'},
  {title: 'REFUSED', cell: ({rows}) => formatCount(rows.rejected), align: 'right'},
  {title: 'TOOK', cell: ({durationMs}) => formatDuration(durationMs), align: 'right', minWidth: 5},
  {
    title: 'EXIT',
    cell: ({exitCode, status}) => (exitCode === null ? status : String(exitCode)),
    align: 'right',
    minWidth: 4,
  },
]
