import {type Findings, RowPass} from '../mapping/watch/row-pass.js'
import {BATCH_LIMITS, type Batch} from '../push/line/batch.js'
import {batchRows} from '../push/line/batch-rows.js'
import {mapRows} from '../push/line/map-rows.js'
import {DryRunReport} from './dry-run-report.js'
import type {DryRunPlan, DryRunPorts} from './execute-dry-run.js'

/** Rows whose links are foreseen together: one read tells the links of a thousand records. */
const ROWS_TOGETHER = 1000

type PairsPorts = Pick<DryRunPorts, 'onEvent' | 'onPredicted' | 'stop'> & Required<Pick<DryRunPorts, 'links'>>

/** Foresees `associate`: both records of each pair are looked up, and what they are linked by is read. */
export async function predictPairs(
  {mapping, rows, bytesRead}: Pick<DryRunPlan, 'mapping' | 'rows' | 'bytesRead'>,
  {links, onEvent, onPredicted, stop}: PairsPorts,
): Promise<{readonly report: DryRunReport; readonly findings: Findings}> {
  const pass = new RowPass(mapping, {samples: true})
  const mapped = mapRows({chunks: rows, mapRow: row => pass.mapRow(row), settledRow: 0, stop})
  const report = new DryRunReport()
  for await (const batch of together(batchRows(mapped, BATCH_LIMITS))) {
    const {settled} = await links.foresee({batch, settled: []})
    report.add({settled, changes: [], unchanged: 0, upserts: 0, reads: 0})
    onEvent({type: 'settled', totals: report.totals, bytesRead: bytesRead()})
    onPredicted(report)
  }
  stop.throwIfAborted()
  report.needs(links.requests())
  return {report, findings: pass.findings()}
}

async function* together(batches: AsyncIterable<Batch>): AsyncGenerator<Batch, void, undefined> {
  let rows: Batch['rows'] = []
  for await (const batch of batches) {
    rows = [...rows, ...batch.rows]
    if (rows.length < ROWS_TOGETHER) continue
    yield {seq: 0, rows, after: []}
    rows = []
  }
  if (rows.length > 0) yield {seq: 0, rows, after: []}
}
