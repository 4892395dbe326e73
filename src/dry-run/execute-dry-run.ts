import type {ObjectDefinition, PropertyDefinition} from '../hubspot/portal/portal-types.js'
import type {Mapping} from '../mapping/mapping-types.js'
import {type Findings, RowPass} from '../mapping/watch/row-pass.js'
import {BATCH_LIMITS, type Batch, type BatchRow} from '../push/line/batch.js'
import {batchRows} from '../push/line/batch-rows.js'
import {withoutLookAlikes} from '../push/line/look-alikes.js'
import {mapRows} from '../push/line/map-rows.js'
import {requestsFor} from '../push/links/request-size.js'
import {MAX_MEMBERS} from '../push/lists/max-members.js'
import type {ReadRecord, WritePort} from '../push/modes/write-port.js'
import type {PushEvent} from '../push/run/push-event.js'
import type {Reject, Settled, SourceRow} from '../rows/rows.js'
import type {WriteMode} from '../rows/run-mode.js'
import {defined} from '../shared/defined.js'
import {mapConcurrent} from '../shared/map-concurrent.js'
import {DryRunReport} from './dry-run-report.js'
import type {LinkForecast} from './link-forecast.js'
import {type BatchPrediction, type FileState, type FoundRecords, predictBatch} from './predict-batch.js'

export interface DryRunPlan {
  readonly object: ObjectDefinition
  readonly mapping: Mapping
  readonly properties: readonly PropertyDefinition[]
  readonly rows: AsyncIterable<readonly (SourceRow | Reject)[]>
  readonly bytesRead: () => number
  /** Rows of one key may be merged into one input. */
  readonly fold: boolean
  readonly mode: WriteMode
  readonly screen?: (row: BatchRow) => BatchRow
  /** The records of written rows join a list. */
  readonly joins?: boolean
}

export interface DryRunPorts {
  readonly api: Pick<WritePort, 'read'> & {
    /** Record id → id of the record that it was merged into; absent where rows are matched on something else. */
    readonly survivors?: (recordIds: readonly string[]) => Promise<ReadonlyMap<string, string>>
  }
  /** Grows with the keys of the file: keep it on disk. */
  readonly fileState: FileState
  readonly onEvent: (event: PushEvent) => void
  /** After each batch; what it throws ends the dry run. */
  readonly onPredicted: (report: DryRunReport) => void
  /** Rows in file order, as a push would settle them. */
  readonly onSettled?: (settled: readonly Settled[]) => Promise<void>
  readonly stop: AbortSignal
  /** Where rows have links. */
  readonly links?: Pick<LinkForecast, 'foresee' | 'requests' | 'warnings'>
}

/** Rows whose links are foreseen together: one read tells the links of a thousand records. */
const ROWS_LINKED_TOGETHER = 1000

/** Reads in flight at once: HubSpot's pace is the limit, not this. */
const READS_AT_ONCE = 8

/**
 * Foresees a push of all rows from the same mapping, batches and folding, and from reading the records instead of
 * writing them. What only HubSpot can refuse (a top-level domain, a value that another record holds) is not foreseen.
 */
export async function executeDryRun(
  plan: DryRunPlan,
  ports: DryRunPorts,
): Promise<{readonly report: DryRunReport; readonly findings: Findings}> {
  const {mapping, object, properties, fold, mode, joins = false, screen = (row: BatchRow) => row} = plan
  const definitions = new Map(properties.map(property => [property.name, property]))
  const rules = {
    object,
    key: mapping.key,
    mode,
    fold,
    joins,
    fileState: ports.fileState,
    lookup: (name: string) => definitions.get(name),
    isFoldable: (property: string) => mapping.foldable(property),
  }
  const pass = new RowPass(mapping, {samples: true})
  const mapped = mapRows({chunks: plan.rows, mapRow: row => screen(pass.mapRow(row)), settledRow: 0, stop: ports.stop})
  const read = (batch: Batch) => readBatch(batch, ports.api)
  const report = new DryRunReport()
  let waiting: Predicted[] = []
  const settleWaiting = async (): Promise<void> => {
    const predicted = await withLinks(waiting, ports.links)
    waiting = []
    for (const prediction of predicted) {
      report.add(prediction)
      await ports.onSettled?.(prediction.settled)
    }
    ports.onEvent({type: 'settled', totals: report.totals, bytesRead: plan.bytesRead()})
    ports.onPredicted(report)
  }
  for await (const {batch, found} of mapConcurrent(
    batchRows(mapped, BATCH_LIMITS),
    {underWay: () => READS_AT_ONCE, kept: READS_AT_ONCE},
    read,
  )) {
    waiting.push({batch, prediction: predictBatch(batch, found, rules)})
    if (ports.links === undefined || rowsOf(waiting) >= ROWS_LINKED_TOGETHER) await settleWaiting()
  }
  ports.stop.throwIfAborted()
  if (waiting.length > 0) await settleWaiting()
  if (ports.links !== undefined) report.needs(ports.links.requests())
  if (report.list !== undefined) report.needs({memberships: requestsFor(report.list.added, MAX_MEMBERS)})
  return {report, findings: pass.findings()}
}

interface Predicted {
  readonly batch: Batch
  readonly prediction: BatchPrediction
}

function rowsOf(predicted: readonly Predicted[]): number {
  return predicted.reduce((rows, {batch}) => rows + batch.rows.length, 0)
}

/** Several batches at once, as one: their rows are in file order. */
async function withLinks(
  predicted: readonly Predicted[],
  links: DryRunPorts['links'],
): Promise<readonly BatchPrediction[]> {
  if (links === undefined || predicted.length === 0) return predicted.map(({prediction}) => prediction)
  const rows = predicted.flatMap(({batch}) => batch.rows)
  const settled = predicted.flatMap(({prediction}) => prediction.settled)
  const outcome = await links.foresee({batch: {seq: 0, rows, after: []}, settled})
  let at = 0
  return predicted.map(({prediction}) => {
    const from = at
    at += prediction.settled.length
    return {...prediction, settled: outcome.settled.slice(from, at)}
  })
}

async function readBatch(batch: Batch, api: DryRunPorts['api']): Promise<{batch: Batch; found: FoundRecords}> {
  const rows = batch.rows.filter(row => row.kind === 'mapped')
  const properties = [...new Set(rows.flatMap(row => Object.keys(row.properties)))]
  const records = new Map<string, ReadRecord>()
  for (const keys of withoutLookAlikes(rows))
    for (const [key, record] of await api.read(keys, properties)) records.set(key, record)
  const missing = [...new Set(rows.map(({key}) => key))].filter(key => !records.has(key))
  const survivors = missing.length === 0 ? undefined : await api.survivors?.(missing)
  return {batch, found: {records, ...defined({survivors})}}
}
