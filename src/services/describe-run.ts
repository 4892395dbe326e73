import {resolve} from 'node:path'
import {fingerprintFile} from '../input/fingerprint.js'
import {modeTold} from '../rows/write-mode.js'
import {makeRunId} from '../runs/run-id.js'
import type {RunRecord, RunSource} from '../runs/run-record.js'
import {stampOf} from '../runs/stamp.js'
import {systemClock} from '../shared/system-clock.js'
import {type OpenedPush, type OpenPushRequest, readingOf} from './open-push.js'

interface DescribedPush extends OpenedPush {
  readonly request: OpenPushRequest & {
    readonly written?: {readonly path: string} | undefined
    readonly storeValues?: boolean
    readonly note?: string
    readonly version: string
  }
}

/**
 * run.json of a push that is about to begin, but for the name that its directory gets in the end. Reads the whole file,
 * for its fingerprint.
 */
export async function describeRun({request, ...opened}: DescribedPush): Promise<RunRecord> {
  const {connection, plan, source} = opened
  const {object, mapping} = plan
  // what is sent is timed by it, and a resumed run asks whether a record is younger than its run
  const {clock = systemClock} = request
  const stamp = stampOf(clock)
  return {
    format: 1,
    run: makeRunId(systemClock.now(), Math.random),
    createdAt: new Date(clock.now()).toISOString(),
    ...(stamp && {clock: stamp}),
    profile: connection.profile,
    portalId: connection.account.portalId,
    uiDomain: connection.account.uiDomain,
    object: {name: object.name, objectTypeId: object.objectTypeId},
    key: mapping.key,
    ...modeTold(request.mode),
    source: await describeSource(request, opened),
    ...(source.header && {header: source.header}),
    mapping: mapping.saved,
    duplicates: request.duplicates,
    ...(request.written && {written: resolve(request.written.path)}),
    ...(request.storeValues === false && {storeValues: false as const}),
    ...(request.note !== undefined && {note: request.note}),
    version: request.version,
  }
}

async function describeSource(request: OpenPushRequest, {source, spec}: OpenedPush): Promise<RunSource> {
  const {name, format} = source
  const reading = readingOf(request)
  const described = {name, format, ...(Object.keys(reading).length > 0 && {reading})}
  if (spec.file === undefined) return described
  return {...described, path: resolve(request.file), fingerprint: await fingerprintFile(spec.file)}
}
