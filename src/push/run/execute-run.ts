import type {HubSpot} from '../../hubspot/call-types.js'
import {RowPass} from '../../mapping/watch/row-pass.js'
import {withRejectedParts} from '../../rows/rejected-part.js'
import type {SourceRow, Totals} from '../../rows/rows.js'
import {createsOnly, MODE_FACTS} from '../../rows/run-mode.js'
import type {CreatedLog} from '../../runs/created/created-log.js'
import {Ledger, type RunEnd} from '../../runs/journal/ledger.js'
import {doubtsNow} from '../../runs/journal/stamp.js'
import type {StoredRun} from '../../runs/run-store.js'
import {type Clock, monotonicNow} from '../../shared/clock.js'
import {defined} from '../../shared/defined.js'
import type {GonePhase} from '../gone/gone-phase.js'
import {earlierDoubtsOf} from '../late-commits/inherited-doubts.js'
import {BATCH_LIMITS, type BatchRow, ROWS_UNDER_WAY, WIDE_LIMITS} from '../line/batch.js'
import {type PushLoopPorts, pushRows} from '../line/push-loop.js'
import {RowsSentEarlier} from '../modes/sent-earlier.js'
import {DeleteSender} from './delete-sender.js'
import {endLedger, endWithGone} from './end-ledger.js'
import {closeCreated, openCreated} from './keep-created.js'
import {openAfter, openPairs} from './linking/open-lazily.js'
import type {PairSender} from './linking/pair-sender.js'
import type {OpenedAfter} from './opened-after.js'
import {passedOver} from './passed-over.js'
import {type PushSummary, summarise} from './push-summary.js'
import {checkRejects} from './reject-limits.js'
import {collectWarnings, endOfFailure, endOfRows} from './run-end.js'
import type {RunPlan, RunPorts, SettledSoFar} from './run-plan.js'
import {type RowSender, RunSender} from './run-sender.js'

/**
 * How long after its end an attempt that was given up may still commit: HubSpot's gateway gives up then
 * (docs/hubspot-api.md#transient-errors).
 */
export const LATE_COMMIT_MS = 100_000

/**
 * Sends the rows of a run and settles each; ends with a summary unless it meets a bug, which is thrown. The run's files
 * are closed either way.
 */
export async function executeRun(plan: RunPlan, ports: RunPorts): Promise<PushSummary> {
  const {resumed, record} = plan
  const sentEarlier =
    resumed !== undefined && createsOnly(record.mode) ? await RowsSentEarlier.of(resumed, ports.clock) : undefined
  const created = await openCreated(plan, ports)
  const lateCommitMs = plan.options?.lateCommitMs ?? LATE_COMMIT_MS
  const pairs = await openPairs(plan, ports, lateCommitMs)
  const after = pairs === undefined ? await openAfter(plan, ports, {created, lateCommitMs}) : undefined
  let isFinished = false
  try {
    const summary = await executeWith({sentEarlier, after, created, pairs}, plan, ports)
    isFinished = summary.status === 'finished'
    return summary
  } finally {
    await sentEarlier?.delete()
    await after?.close(isFinished)
    await pairs?.close()
    await closeCreated(created, ports)
  }
}

interface Opened {
  readonly sentEarlier: RowsSentEarlier | undefined
  readonly after: OpenedAfter | undefined
  readonly created: CreatedLog | undefined
  /** Sends the rows in place of others, where they are pairs. */
  readonly pairs: PairSender | undefined
}

async function executeWith(
  {sentEarlier, after, created, pairs}: Opened,
  plan: RunPlan,
  ports: RunPorts,
): Promise<PushSummary> {
  const warnings = collectWarnings(message => ports.onEvent({type: 'warning', message}))
  for (const message of plan.options?.warnings ?? []) warnings.add(message)
  const sender = pairs ?? senderOf(plan, ports, {warn: warnings.add, sentEarlier, after, created})
  const gone = await openGoneIfAsked(plan, ports, warnings.add)
  const ledger = await openLedger(plan, ports, {sender, gone})
  const limits = plan.options?.rejects ?? {}
  const pass = new RowPass(plan.mapping, {marks: plan.options?.marks})
  let end: RunEnd | undefined
  try {
    checkRejects(limits, judged(ledger), false)
    let isAllRead = false
    const onAllRead = (): void => {
      isAllRead = true
    }
    await pushRows({...(await loopPorts(plan, ports, {sender, ledger, sentEarlier, pass, gone})), onAllRead})
    const isComplete = isAllRead && (await sender.resolveDoubts())
    const leftOut = plan.options?.leftOut?.() ?? 0
    end = endOfRows(ports, isComplete, {
      totals: judged(ledger),
      ok: limits.ok,
      leftOut,
      doubtful: pass.findings().doubtful,
    })
    if (end.state === 'finished') checkRejects(limits, judged(ledger), true)
    end = await endWithGone(end, {...judged(ledger), doubtful: pass.findings().doubtful}, {...ports, gone, ledger})
  } catch (error) {
    end = endOfFailure(error, ports)
    if (end === undefined) {
      await ledger.close()
      throw error
    }
  }
  return summarise({
    plan,
    ledger,
    end: await endLedger(ledger, {...end, ...(gone && {gone: gone.counts})}, ports),
    warnings: [
      ...warnings.all(),
      ...sender.warnNotStored(ledger.notStored),
      ...((after ?? pairs)?.warnings() ?? []),
      ...pass.findings().warnings,
    ],
  })
}

async function openGoneIfAsked(
  plan: RunPlan,
  ports: RunPorts,
  warn: (message: string) => void,
): Promise<GonePhase | undefined> {
  const {gone, lateCommitMs = LATE_COMMIT_MS} = plan.options ?? {}
  if (gone === undefined) return undefined
  const {openGone} = await import('./opened-gone.js')
  const inherited = plan.resumed && inOurTime(plan.resumed, ports.clock, lateCommitMs)
  return openGone(gone, plan, {ports, warn, inherited, lateCommitMs})
}

/** A row of which a link or the membership was rejected counts as rejected for what is too much, once. */
function judged({totals, links, list}: Pick<Ledger, 'totals' | 'links' | 'list'>): Totals {
  return withRejectedParts(totals, {links, list})
}

function openLedger(
  plan: RunPlan,
  {clock, hubspot, guard}: RunPorts,
  {sender, gone}: Pick<RunParts, 'sender' | 'gone'>,
): Promise<Ledger> {
  const {directory, resumed, options} = plan
  return Ledger.open({
    directory,
    clock,
    requests: () => hubspot.counts(),
    doubts: () => [...sender.doubts(), ...(gone?.doubts() ?? [])],
    ...defined({members: gone?.log, guard, from: resumed?.checkpoint, written: options?.written}),
    storeValues: options?.storeValues ?? true,
  })
}

interface SenderSetting extends Omit<Opened, 'pairs'> {
  readonly warn: (message: string) => void
}

function senderOf(plan: RunPlan, ports: RunPorts, {warn, sentEarlier, after, created}: SenderSetting): RowSender {
  const {record, mapping, object, properties, resumed, options = {}} = plan
  const {lateCommitMs = LATE_COMMIT_MS} = options
  const {clock} = ports
  if (record.mode === 'delete') return deleteSenderOf(plan, ports, lateCommitMs)
  const fold = options.fold !== false && MODE_FACTS[record.mode ?? 'upsert'].merges
  const earlier = earlierDoubtsOf(resumed && inOurTime(resumed, clock, lateCommitMs), {
    untilMs: monotonicNow(clock) + lateCommitMs,
    rows: after === undefined ? ROWS_UNDER_WAY : 2 * ROWS_UNDER_WAY, // as many again are written and wait
  })
  const {changes, archiver} = options
  const optional = defined({changes, sentEarlier, after, created, archiver})
  return new RunSender({
    record,
    mapping,
    object,
    properties,
    ...ports,
    warn,
    fold,
    lateCommitMs,
    earlier,
    ...optional,
  })
}

function deleteSenderOf(plan: RunPlan, ports: RunPorts, lateCommitMs: number): RowSender {
  const {record, resumed, options = {}} = plan
  const {changes, verifies} = options
  const untilMs = monotonicNow(ports.clock) + lateCommitMs
  const left = resumed && inOurTime(resumed, ports.clock, lateCommitMs)
  const inherited = earlierDoubtsOf(left, {untilMs, rows: ROWS_UNDER_WAY}).left(monotonicNow(ports.clock))
  const optional = {...(changes && {changes}), ...(verifies && {verifies})}
  return new DeleteSender({...ports, record, lateCommitMs, inherited, ...optional})
}

/** What its journal holds in doubt, by the clock of this process. */
function inOurTime(resumed: StoredRun, clock: Clock, lateCommitMs: number): StoredRun {
  const {checkpoint} = resumed
  if (checkpoint === undefined) return resumed
  const {line} = checkpoint
  return {...resumed, checkpoint: {...checkpoint, line: {...line, doubts: doubtsNow(line, clock, lateCommitMs)}}}
}

interface RunParts {
  readonly sender: RowSender
  readonly ledger: Ledger
  readonly sentEarlier: RowsSentEarlier | undefined
  readonly pass: RowPass
  readonly gone: GonePhase | undefined
}

async function loopPorts(
  plan: RunPlan,
  ports: RunPorts,
  {sender, ledger, sentEarlier, pass, gone}: RunParts,
): Promise<PushLoopPorts> {
  const {resumed, options = {}} = plan
  const {screen = row => row, rejects = {}, beforeSettle = async settled => settled} = options
  const mapAndScreen = (row: SourceRow): BatchRow => screen(pass.mapRow(row))
  const soFar: SettledSoFar = {
    checkpoint: () => ledger.checkpoint(),
    contested: () => sender.book.contested(),
    isInDoubt: () => sender.doubts().length > 0,
  }
  const mayMerge = options.mergesUnchanged === true && gone === undefined && sender.after === undefined
  const note = gone === undefined ? (row: BatchRow) => row : (row: BatchRow) => gone.note(row)
  return {
    chunks: plan.rows,
    mapRow: row => sender.screen(note(mapAndScreen(row))),
    settledRow: resumed?.checkpoint?.line.row ?? 0,
    onPassedOver: await passedOver(plan, {sender, sentEarlier, pass}, mapAndScreen),
    stop: ports.stop,
    limits: sender.after === undefined ? WIDE_LIMITS : BATCH_LIMITS,
    unique: sender.unique,
    merges: () => mayMerge && sender.hasRejected === false,
    underWay: () => ports.hubspot.concurrency?.() ?? BATCH_LIMITS.window,
    send: (batch, earlier) => sender.send(batch, earlier),
    ...(sender.after && {after: sender.after}),
    ledger: {settle: async settled => ledger.settle(await beforeSettle(settled))},
    onSettled: async outcome => {
      await ports.onSettled?.(outcome, soFar)
      ports.onEvent({type: 'settled', totals: ledger.totals, bytesRead: plan.bytesRead(), ...rateShare(ports.hubspot)})
      checkRejects(rejects, judged(ledger), false)
    },
  }
}

function rateShare(hubspot: HubSpot): {rateShare?: number} {
  const {max, remaining} = hubspot.rate()
  return max === undefined || remaining === undefined || max === 0 ? {} : {rateShare: 1 - remaining / max}
}
