import {resolve} from 'node:path'
import {AppError} from '../../errors/app-error.js'
import {say} from '../../errors/next-step.js'
import {fingerprintFile} from '../../input/fingerprint.js'
import {openSource} from '../../input/open-source.js'
import type {Source} from '../../input/source.js'
import {otherEndField} from '../../mapping/links/pair-rule.js'
import {modeField} from '../../rows/run-mode.js'
import {stampOf} from '../../runs/journal/stamp.js'
import {makeRunId} from '../../runs/run-id.js'
import type {RunRecord, RunSource} from '../../runs/run-record.js'
import {defined} from '../../shared/defined.js'
import {systemClock} from '../../shared/system-clock.js'
import type {Defer} from '../../shared/with-cleanup.js'
import type {AskedGone} from '../gone/asked-gone.js'
import {describeGone} from '../gone/open-gone.js'
import {type OpenedPush, type OpenPushRequest, openFile, readingOf} from '../open/open-push.js'

interface DescribedPush extends OpenedPush {
  readonly request: OpenPushRequest & {
    readonly written?: {readonly path: string} | undefined
    readonly storeValues?: boolean
    readonly gone?: AskedGone
    readonly note?: string
    readonly version: string
  }
}

/**
 * run.json of a push that is about to begin, but for the name that its directory gets in the end. Reads the whole file,
 * for its fingerprint.
 */
export async function describeRun({request, ...opened}: DescribedPush): Promise<RunRecord> {
  const {connection, plan, source, list: {id, name} = {}} = opened
  const {object, mapping} = plan
  // what is sent is timed by it, and a resumed run asks whether a record is younger than its run
  const {clock = systemClock} = request
  const stamp = stampOf(clock)
  return {
    format: 1,
    run: makeRunId(systemClock.now(), Math.random),
    createdAt: new Date(clock.now()).toISOString(),
    ...defined({clock: stamp}),
    profile: connection.profile,
    portalId: connection.account.portalId,
    uiDomain: connection.account.uiDomain,
    object: {name: object.name, objectTypeId: object.objectTypeId},
    key: mapping.key,
    ...modeField(request.mode),
    ...otherEndField(mapping),
    source: await describeSource(request, opened),
    ...defined({header: source.header}),
    mapping: mapping.saved,
    duplicates: request.duplicates,
    ...(id !== undefined && name !== undefined && {list: {id, name}}),
    ...(request.written && {written: resolve(request.written.path)}),
    ...(request.storeValues === false && {storeValues: false as const}),
    ...(request.gone && {gone: await describeGone(request.gone, request, opened)}),
    ...defined({note: request.note}),
    version: request.version,
  }
}

async function describeSource(request: OpenPushRequest, {source, spec}: OpenedPush): Promise<RunSource> {
  const {name, format, style} = source
  const reading = readingOf(request)
  const described = {name, format, ...(Object.keys(reading).length > 0 && {reading}), ...defined({style})}
  if (spec.file === undefined) return described
  return {...described, path: resolve(request.file), fingerprint: await fingerprintFile(spec.file)}
}

/**
 * The rows to push are those that the path holds once the lock is ours: another file may have been put there while the
 * push waited, or asked.
 * All that was settled before by a look at its header holds for that one as well, or it throws FILE_CHANGED.
 */
export async function currentFile<T extends OpenedPush>(
  opened: T,
  stop: AbortSignal,
  defer: Defer,
): Promise<{opened: T; isOther: boolean}> {
  const {spec, source} = opened
  if (spec.file === undefined || (await spec.file.isStill())) return {opened, isOther: false}
  const {file: _file, ...reading} = spec
  const current = await openFile(reading, stop, defer)
  const now = await openSource(current)
  defer(() => now.close())
  stop.addEventListener('abort', () => void now.close(), {once: true})
  if (!readsAlike(source, now)) throw readsOtherwise(source)
  return {opened: {...opened, spec: current, source: now}, isOther: true}
}

function readsAlike(one: Source, other: Source): boolean {
  const layout = ({format, header, columns}: Source): string => JSON.stringify([format, header, columns])
  return layout(one) === layout(other)
}

function readsOtherwise({name, format}: Source): AppError {
  const what = format === 'csv' ? 'another header' : 'other fields'
  return new AppError(
    'FILE_CHANGED',
    `${name} was replaced by a file with ${what} before the first row was read. Nothing was written.`,
    {
      next: [say('the same command again', 'reads the new file')],
    },
  )
}
