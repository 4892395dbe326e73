import {openSource} from '../../input/open-source.js'
import type {SourceSpec} from '../../input/source.js'
import {chooseKey} from '../../mapping/columns/choose-key.js'
import {distinctColumns, type FileColumn} from '../../mapping/columns/distinct-columns.js'
import {secondHeader} from '../../mapping/columns/second-header.js'
import type {MappingRequest, MappingTarget} from '../../mapping/mapping-types.js'
import {ColumnsLook} from '../../mapping/new-properties/columns-look.js'
import {
  type ProposableColumns,
  proposableColumns,
  type SeenColumn,
} from '../../mapping/new-properties/propose-properties.js'
import type {PushEvent} from '../../push/run/push-event.js'
import {NO_ROWS} from '../../rows/rows.js'
import {defined} from '../../shared/defined.js'

interface ExaminePorts {
  readonly stop: AbortSignal
  readonly onEvent: (event: PushEvent) => void
  readonly shown: {readonly portalId: number; readonly object: string}
}

interface Examination {
  readonly mapping: MappingRequest
  readonly target: MappingTarget
  readonly proposable: ProposableColumns
  readonly spec: SourceSpec
}

/**
 * Reads the whole file for what its columns hold that have no property yet, in memory that does not grow with it.
 * Throws as openSource and its rows, and the reason of `stop`.
 */
export async function examineColumns(
  {mapping, target, proposable, spec}: Examination,
  {stop, onEvent, shown}: ExaminePorts,
): Promise<readonly SeenColumn[]> {
  const {assigned, ignored, unclear} = proposable.assignments
  const columns = new Set(proposable.columns)
  const others = unclear.filter(({column}) => !columns.has(column)).map(({column}) => column.name)
  const key = chooseKey(mapping.key, target).name
  const look = new ColumnsLook({
    request: mapping,
    columns: proposable.columns,
    known: new Set([...assigned.map(({column}) => column), ...ignored, ...mapping.ignore, ...others]),
    isSecondHeader: secondHeader(assigned, key),
  })
  const source = await openSource(spec)
  onEvent({type: 'examining', ...shown, key, file: source.name, ...defined({totalBytes: source.totalBytes})})
  try {
    let rows = 0
    for await (const some of source.chunks) {
      for (const row of some) if (row.kind === 'source') look.add(row)
      rows += some.length
      onEvent({type: 'settled', totals: {...NO_ROWS, read: rows}, bytesRead: source.bytesRead()})
      stop.throwIfAborted()
    }
  } finally {
    await source.close()
  }
  const verdicts = look.verdicts()
  return inOrder(mapping, target, verdicts.keys()).flatMap(column => {
    const verdict = verdicts.get(column.name)
    return verdict === undefined ? [] : [{column, verdict}]
  })
}

/** Those of the header, and fields of JSON that came later and mean nothing that the portal has. */
function inOrder(mapping: MappingRequest, target: MappingTarget, seen: Iterable<string>): readonly FileColumn[] {
  if (mapping.format === 'csv') return proposableColumns(mapping, target).columns
  const columns = [...new Set([...distinctColumns(mapping).map(({name}) => name), ...seen])]
  return proposableColumns({...mapping, columns}, target).columns
}
