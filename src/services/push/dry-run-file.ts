import {rm} from 'node:fs/promises'
import {join} from 'node:path'
import {usesOf} from '../../dry-run/column-uses.js'
import type {DryRunReport} from '../../dry-run/dry-run-report.js'
import type {DryRunSummary, PlannedDelete} from '../../dry-run/dry-run-types.js'
import {executeDryRun} from '../../dry-run/execute-dry-run.js'
import type {FileState} from '../../dry-run/predict-batch.js'
import type {AppError} from '../../errors/app-error.js'
import {type PlainStep, type Run, say} from '../../errors/next-step.js'
import {RECORD_ID} from '../../hubspot/batch/batch-write.js'
import type {CallOptions} from '../../hubspot/call-types.js'
import {otherEndField} from '../../mapping/links/pair-rule.js'
import type {Findings} from '../../mapping/watch/row-pass.js'
import {openWritePort} from '../../push/modes/open-write-port.js'
import {readSurvivors} from '../../push/modes/read-record-ids.js'
import {countOfRejects, listField, withNoRowsWarning} from '../../push/run/push-summary.js'
import {type RejectLimits, tooManyRejects} from '../../push/run/reject-limits.js'
import {exitCodeOfRows} from '../../push/run/run-end.js'
import {foretellNotStored} from '../../push/send/not-stored.js'
import {isPairMode, MODE_FACTS, modeField} from '../../rows/run-mode.js'
import {monotonicNow} from '../../shared/clock.js'
import {defined} from '../../shared/defined.js'
import {DiskKeyMap} from '../../shared/files/disk-key-map.js'
import {openScratchDirectory} from '../../shared/files/scratch-directory.js'
import {systemClock} from '../../shared/system-clock.js'
import type {Defer} from '../../shared/with-cleanup.js'
import type {AskedGone} from '../gone/asked-gone.js'
import type {GonePrediction, GonePredictor} from '../gone/predict-gone.js'
import {newPropertiesOf, type OpenedPush, type OpenPushRequest, openPush} from '../open/open-push.js'
import {screenDuplicates} from '../open/screen-duplicates.js'
import {limitsOfCheck} from './check-first.js'
import {predictDeletes} from './delete-file.js'
import {foreseePairs, judged, linkCounts, openForecast} from './foresee-links.js'
import type {PushFilePorts} from './push-request.js'
import {unlessStopped} from './start-run.js'
import {reportNotes, reportSynonyms, warnUnfilled} from './warn-before-push.js'

export interface DryRunRequest extends OpenPushRequest {
  readonly rejects?: RejectLimits
  readonly checkFirst?: boolean
  readonly maxDeletes?: number
  readonly gone?: AskedGone
  /** The command to type for the push itself, with the flags that stand for answers. */
  readonly pushCommand: (answered: readonly string[]) => Run
}

type DryRunFilePorts = Pick<PushFilePorts, 'onEvent' | 'stop' | 'questions'>

/** `push FILE --dry-run`: what a push would do, from reading alone. Stores no run, takes no lock, asks nothing. */
export function dryRunFile(request: DryRunRequest, ports: DryRunFilePorts): Promise<DryRunSummary> {
  return unlessStopped(ports.stop, async defer => {
    const startedMs = monotonicNow(systemClock)
    const opened = await openPush(request, ports, defer)
    reportSynonyms(opened, ports)
    warnUnfilled(opened, request, ports)
    const prediction = await predictorOf(request.mode)(request, opened, {...ports, defer})
    const canAsk = ports.questions !== undefined
    const durationMs = monotonicNow(systemClock) - startedMs
    return withNoRowsWarning(summarise({request, opened, canAsk, ...prediction, durationMs}))
  })
}

function predictorOf(mode: DryRunRequest['mode']): typeof predict {
  if (mode === 'delete') return predictDeletes
  return isPairMode(mode) ? foreseePairs : predict
}

export interface Prediction {
  readonly report: DryRunReport
  readonly findings: Findings
  /** What would end the push before its last row. The dry run itself reads on. */
  readonly stoppedBy: AppError | undefined
  /** The first records that would be archived. */
  readonly deletes?: readonly PlannedDelete[]
  readonly gone?: GonePrediction
}

async function predict(
  request: DryRunRequest,
  opened: OpenedPush,
  ports: DryRunFilePorts & {defer: Defer},
): Promise<Prediction> {
  const {spec, source, connection, plan} = opened
  const {stop, onEvent, defer} = ports
  const {mapping, properties, object} = plan
  const directory = await openScratchDirectory(request.dirs.cache)
  defer(() => rm(directory, {recursive: true, force: true}))
  const fileState: FileState & {delete(): Promise<void>} = await DiskKeyMap.create(join(directory, 'records'))
  defer(() => fileState.delete())
  const {duplicates, mode = 'upsert'} = request
  const rejects = request.checkFirst === true ? limitsOfCheck(request.rejects) : (request.rejects ?? {})
  const screen = await screenDuplicates({duplicates, source: spec, mapping, directory, defer})
  const record = {object, key: mapping.key}
  const {hubspot} = connection
  const onWaiting: NonNullable<CallOptions['onWaiting']> = waiting => onEvent({type: 'waiting', waiting})
  const {read} = openWritePort({
    record,
    lookup: () => undefined,
    ports: {hubspot, onWaiting, abort: stop, clock: systemClock},
  })
  const survivors = (ids: readonly string[]) =>
    readSurvivors(hubspot, object.objectTypeId, ids, {signal: stop, onWaiting})
  const gone = await openGonePredictor(request, {opened, directory, onEvent, stop, defer})
  const links = mapping.links.length === 0 ? undefined : await openForecast({opened, directory, onEvent, stop, defer})
  onEvent({
    type: 'examining',
    ...shownOf(opened),
    ...defined({totalBytes: source.totalBytes}),
  })
  let stoppedBy: AppError | undefined
  const {report, findings} = await executeDryRun(
    {
      object,
      mapping,
      properties,
      rows: reportNotes(source, {onEvent}),
      bytesRead: () => source.bytesRead(),
      mode,
      fold: duplicates !== 'each' && MODE_FACTS[mode].merges,
      joins: opened.list !== undefined,
      ...defined({screen}),
    },
    {
      api: {read, ...(mapping.key === RECORD_ID && {survivors})},
      fileState,
      onEvent,
      stop,
      ...defined({links}),
      ...(gone && {onSettled: settled => gone.note(settled)}),
      onPredicted: predicted => {
        stoppedBy ??= tooManyRejects(rejects, judged(predicted), false)
      },
    },
  )
  const all = {...findings, warnings: [...(links?.warnings() ?? []), ...findings.warnings]}
  const foreseen = await gone?.finish({...judged(report), doubtful: findings.doubtful})
  report.needs(foreseen?.needed ?? {reads: 0})
  return {
    ...{report, findings: foreseen === undefined ? all : {...all, warnings: [...all.warnings, ...foreseen.warnings]}},
    stoppedBy: stoppedBy ?? tooManyRejects(rejects, judged(report), true) ?? foreseen?.tooMany,
    ...(foreseen && {gone: foreseen}),
  }
}

/** Loaded only where it is asked for. */
async function openGonePredictor(
  request: DryRunRequest,
  options: Omit<Parameters<typeof GonePredictor.open>[0], 'request'>,
): Promise<GonePredictor | undefined> {
  const {gone} = request
  if (gone === undefined) return undefined
  const {GonePredictor} = await import('../gone/predict-gone.js')
  return GonePredictor.open({...options, request: {...request, gone}})
}

function shownOf({connection, plan, source}: OpenedPush) {
  return {portalId: connection.account.portalId, object: plan.object.name, key: plan.mapping.key, file: source.name}
}

/** What fed standard input cannot be pasted. */
const SAME_PIPELINE = say('the same pipeline without --dry-run', 'pushes the rows')

/** A push that nobody watches makes only what a mapping file names. */
const SAVE_FIRST = say(
  'the same command with --save-mapping FILE',
  'saves the new properties to a mapping file; once you have checked it, push with --create-properties --mapping FILE',
)

/**
 * A plain push would send the numbers before the first one that shows another decimal mark: looked through beforehand,
 * the file has none that may be read two ways. What is asked of standard input cannot be.
 */
function nextOf({request, opened, canAsk, findings: {doubtful}}: SummaryParts): PlainStep {
  const {file, checkFirst, pushCommand, saveMapping} = request
  const isProposed = opened.newProperties.some(({column}) => column !== undefined)
  if (isProposed && saveMapping === undefined && !canAsk) return SAVE_FIRST
  const answered =
    isProposed && saveMapping !== undefined ? [...opened.answered, '--mapping', saveMapping] : opened.answered
  if (doubtful === 0) return file === '-' ? SAME_PIPELINE : pushCommand(answered)
  if (file === '-')
    return say(
      'save the rows to a file, and push it with --check-first: it sends no number that can be read in two ways',
    )
  const flags = checkFirst === true ? answered : [...answered, '--check-first']
  return {...pushCommand(flags), note: 'sends no number that can be read in two ways'}
}

interface SummaryParts extends Prediction {
  readonly request: DryRunRequest
  readonly opened: OpenedPush
  readonly canAsk: boolean
  readonly durationMs: number
}

function summarise(parts: SummaryParts): DryRunSummary {
  const {request, opened, report, findings, stoppedBy, deletes, gone, durationMs} = parts
  const {connection, plan} = opened
  const {hubspot, profile, credential} = connection
  const {totals, byCode} = report
  return {
    run: null,
    status: 'dry-run',
    ...shownOf(opened),
    profile,
    credential,
    object: {name: plan.object.name, objectTypeId: plan.object.objectTypeId},
    ...modeField(request.mode),
    ...otherEndField(plan.mapping),
    rows: totals,
    links: linkCounts(report),
    ...listField(opened.list && {id: null, ...opened.list}, report.list),
    requests: hubspot.counts(),
    durationMs: Math.round(durationMs),
    rejects: {count: countOfRejects(byCode), byCode, file: null},
    ...notStoredOf(report, findings),
    ...newPropertiesOf(opened),
    ...(gone && {gone: gone.counts}),
    exitCode: stoppedBy?.exitCode ?? exitCodeOfRows(judged(report), request.rejects?.ok, findings.doubtful),
    next: [nextOf(parts)],
    ...(stoppedBy && {reason: {code: stoppedBy.code, message: stoppedBy.message}}),
    dryRun: {
      ...report.detail(usesOf(plan, findings.samples), hubspot.rate()),
      ...(deletes && {deletes}),
      ...(gone && {gone: gone.listed.map(({key, recordId}) => ({key, recordId}))}),
    },
  }
}

function notStoredOf({notStored}: DryRunReport, findings: Findings): Pick<DryRunSummary, 'notStored' | 'warnings'> {
  const foretold = Object.entries(notStored ?? {}).map(([property, count]) => foretellNotStored(property, count))
  const warnings = [...foretold, ...findings.warnings]
  return {...defined({notStored}), ...(warnings.length > 0 && {warnings})}
}
