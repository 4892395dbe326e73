import {AppError} from '../errors/app-error.js'
import {EXIT} from '../errors/error-codes.js'
import type {HubSpot, PropertyDefinition} from '../hubspot/api-types.js'
import {mapRow} from '../mapping/map-row.js'
import type {Mapping} from '../mapping/mapping-types.js'
import type {Reject, SourceRow} from '../rows/rows.js'
import {Ledger, type RunEnd} from '../runs/ledger.js'
import type {RunRecord} from '../runs/run-record.js'
import type {StoredRun} from '../runs/run-store.js'
import type {Clock} from '../shared/clock.js'
import {BATCH_LIMITS, type BatchOutcome} from './batch.js'
import {bindUpsert} from './bind-upsert.js'
import {pushRows} from './push-loop.js'
import type {PushEvent, PushSummary} from './push-types.js'
import {sendBatch} from './send-batch.js'
import {createSettleInputs} from './settle-inputs.js'
import {summarise} from './summarise.js'

export interface RunPlan {
  readonly record: RunRecord
  readonly directory: string
  /** The run that is gone on with: it is this run, up to its checkpoint. */
  readonly resumed?: StoredRun
  readonly mapping: Mapping
  /** Of the object, as they are now. */
  readonly properties: readonly PropertyDefinition[]
  readonly rows: AsyncIterable<readonly (SourceRow | Reject)[]>
  readonly bytesRead: () => number
  /** Ready to paste; absent where the rows cannot be read again. */
  readonly resumeCommand?: string
}

export interface RunPorts {
  readonly hubspot: HubSpot
  readonly clock: Clock
  readonly onEvent: (event: PushEvent) => void
  /** Settled rows in source order, after the ledger has counted them. */
  readonly onSettled?: (outcome: BatchOutcome) => void | Promise<void>
  /** Aborted: no further row is read, what is in flight settles. Its reason is the exit code to end with. */
  readonly stop: AbortSignal
  /** Aborted: what is in flight is given up as well. */
  readonly abort: AbortSignal
}

/** Sends the rows of a run and settles each; ends with a summary unless it meets a bug, which is thrown. The run's files are closed either way. */
export async function executeRun(plan: RunPlan, ports: RunPorts): Promise<PushSummary> {
  const {resumed, directory} = plan
  const ledger = await Ledger.open({
    directory,
    clock: ports.clock,
    requests: () => ports.hubspot.counts(),
    ...(resumed?.checkpoint === undefined ? {} : {from: resumed.checkpoint}),
  })
  const warnings = new Set<string>()
  try {
    await pushRows(loopPorts({plan, ports, ledger, warnings}))
  } catch (error) {
    const end = endOfFailure(error, ports)
    if (end === undefined) {
      await ledger.close()
      throw error
    }
    return await finish(end)
  }
  return await finish(endOfRows(ports, ledger))

  async function finish(end: RunEnd): Promise<PushSummary> {
    await endLedger(ledger, end)
    return summarise({plan, ledger, end, warnings: [...warnings]})
  }
}

interface LoopContext {
  readonly plan: RunPlan
  readonly ports: RunPorts
  readonly ledger: Ledger
  readonly warnings: Set<string>
}

function loopPorts({plan, ports, ledger, warnings}: LoopContext): Parameters<typeof pushRows>[0] {
  const {record, mapping} = plan
  const definitions = new Map(plan.properties.map(property => [property.name, property]))
  const warn = (message: string): void => {
    if (!warnings.has(message)) ports.onEvent({type: 'warning', message})
    warnings.add(message)
  }
  const settleInputs = createSettleInputs({
    api: bindUpsert({record, ports, lookup: name => definitions.get(name)}),
    idProperty: record.key,
    onIsolating: (inputs, refusal) => {
      const rows = inputs.flatMap(input => input.rows.map(row => row.row))
      ports.onEvent({type: 'isolating', firstRow: Math.min(...rows), lastRow: Math.max(...rows), message: refusal.message})
    },
    onSharedRecord: (inputs, recordId) => {
      const keys = inputs.map(input => `"${input.key}"`).join(' and ')
      warn(`${keys} are one record in HubSpot (${recordId}). Rows of both were written to it, in file order within each request.`)
    },
  })
  return {
    chunks: plan.rows,
    mapRow: row => mapRow(row, mapping),
    settledRow: plan.resumed?.checkpoint?.line.row ?? 0,
    stop: ports.stop,
    limits: BATCH_LIMITS,
    send: batch => sendBatch(batch, {settleInputs, isFoldable: property => mapping.foldable(property), idProperty: record.key}),
    ledger,
    onSettled: async outcome => {
      await ports.onSettled?.(outcome)
      ports.onEvent({type: 'settled', totals: ledger.totals, bytesRead: plan.bytesRead(), ...rateShare(ports.hubspot)})
    },
  }
}

function rateShare(hubspot: HubSpot): {rateShare?: number} {
  const {max, remaining} = hubspot.rate()
  return max === undefined || remaining === undefined || max === 0 ? {} : {rateShare: 1 - remaining / max}
}

/** How a run ends that read all its rows, or was asked to stop. */
function endOfRows({stop}: RunPorts, ledger: Ledger): RunEnd {
  if (stop.aborted) return {state: 'interrupted', exitCode: exitCodeOf(stop)}
  return {state: 'finished', exitCode: ledger.totals.rejected > 0 ? EXIT.rowsRefused : EXIT.ok}
}

/** Undefined for a bug. */
function endOfFailure(error: unknown, {abort, stop}: RunPorts): RunEnd | undefined {
  if (abort.aborted) return {state: 'interrupted', exitCode: exitCodeOf(stop)}
  if (!(error instanceof AppError)) return undefined
  const {code, message, exitCode} = error
  return {state: exitCode === EXIT.resumable || exitCode === EXIT.tooManyRejects ? 'stopped' : 'failed', exitCode, reason: {code, message}}
}

function exitCodeOf(stop: AbortSignal): number {
  return typeof stop.reason === 'number' ? stop.reason : EXIT.sigint
}

/** A disk that is full does not hide why the run ended: the checkpoint before is what a resume goes by. */
async function endLedger(ledger: Ledger, end: RunEnd): Promise<void> {
  try {
    await ledger.end(end)
  } catch (error) {
    await ledger.close()
    if (end.reason?.code !== 'DISK_FULL') throw error
  }
}
