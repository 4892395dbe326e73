import {AppError} from '../../errors/app-error.js'
import {ours, say} from '../../errors/next-step.js'
import {findObject} from '../../hubspot/portal/find-object.js'
import {listObjects} from '../../hubspot/portal/objects.js'
import type {ObjectDefinition} from '../../hubspot/portal/portal-types.js'
import {factsOf} from '../../hubspot/portal/standard-objects.js'
import type {MappingRequest} from '../../mapping/mapping-types.js'
import {type PushPlan, planMapping} from '../../push/plan/plan-push.js'
import type {RunMarks} from '../../push/undo/history-rules.js'
import {isPairMode} from '../../rows/run-mode.js'
import {type CreatedFacts, readCreatedFacts} from '../../runs/created/read-created.js'
import type {RunRecord} from '../../runs/run-record.js'
import type {StoredRun} from '../../runs/run-store.js'
import {arrayOf, objectOf, textOf} from '../../shared/json.js'
import type {Connection} from '../portal/connect.js'
import type {UndoRequest} from './undo-request.js'

/** What of a run can be undone, before HubSpot is asked. */
export interface Undoable {
  readonly stored: StoredRun
  readonly facts: CreatedFacts
}

/** Throws AppError RUN_MISMATCH for a run of which nothing can be, WRONG_PORTAL for another portal than the one asked for. */
export async function readUndoable(stored: StoredRun, {portalId: wanted}: UndoRequest): Promise<Undoable> {
  const {record, directory, checkpoint} = stored
  const {run, portalId} = record
  if (wanted !== undefined && wanted !== portalId) {
    const message = `--portal is ${wanted}, but run ${run} wrote to portal ${portalId}. Nothing was archived.`
    throw new AppError('WRONG_PORTAL', message, {next: [ours(['runs', run])]})
  }
  forbidArchives(record)
  forbidPairs(record)
  const facts = await readCreatedFacts(directory)
  const created = checkpoint?.line.totals.created ?? 0
  if (facts === undefined && created > 0) throw keptNoIds(record, created)
  return {stored, facts: facts ?? {count: 0, sessions: []}}
}

function forbidArchives({run, mode, undoes}: RunRecord): void {
  if (mode !== 'delete') return
  const what = undoes === undefined ? 'archived records (--mode delete)' : `has undone run ${undoes}`
  throw new AppError('RUN_MISMATCH', `Run ${run} ${what}. HubSpot restores archived records in its own pages only.`, {
    next: [say('restore them in HubSpot', 'within 90 days: the object’s page, Actions, Restore records')],
  })
}

function forbidPairs({run, mode}: RunRecord): void {
  if (!isPairMode(mode)) return
  const what = mode === 'link' ? 'linked records and created none' : 'unlinked records and created none'
  const how = mode === 'link' ? 'with --remove' : 'without --remove'
  const note =
    mode === 'link' ? 'unlinks the pairs of its file, also those linked before' : 'links the pairs of its file'
  throw new AppError('RUN_MISMATCH', `Run ${run} ${what}, so there is nothing to archive.`, {
    next: [say(`the same associate command ${how}`, note)],
  })
}

function keptNoIds({run, version}: RunRecord, created: number): AppError {
  return new AppError(
    'RUN_MISMATCH',
    `Run ${run} created ${created === 1 ? '1 record' : `${created} records`}, but version ${version} did not keep which ones.`,
    {next: [say('push a file of their keys with --mode delete', 'archives them, also those changed since')]},
  )
}

/** Object, properties and key of the run, as the portal has them now. */
export interface UndoPlan extends PushPlan {
  readonly custom: readonly ObjectDefinition[]
  readonly marks: RunMarks
  /** Internal names of the properties whose histories tell who changed a record. */
  readonly watched: readonly string[]
}

export async function planUndoOf({stored, facts}: Undoable, {hubspot}: Connection): Promise<UndoPlan> {
  const {object: target, key, mapping: saved} = stored.record
  const objects = await listObjects(hubspot)
  const object = findObject(target.objectTypeId, objects)
  const plan = await planMapping(keyMapping(key), object, hubspot)
  const writable = plan.properties.filter(({readOnly}) => !readOnly).map(({name}) => name)
  return {
    ...plan,
    custom: objects.filter(({custom}) => custom),
    marks: {key, mayHaveSet: setsOf(saved), sessions: facts.sessions},
    watched: [...new Set([key, ...writable, ...additionalEmails(target.objectTypeId)])],
  }
}

/** Said to be calculated, and written all the same (docs/hubspot-api.md#read-only-properties). */
function additionalEmails(objectTypeId: string): readonly string[] {
  const {emailKey} = factsOf(objectTypeId)
  return emailKey === undefined ? [] : [emailKey.additional]
}

/** The key alone: nothing else of the rows is looked at. */
function keyMapping(key: string): MappingRequest {
  return {
    ...({format: 'jsonl', columns: [key], map: [{column: key, property: key}], ignore: []} as const),
    ...{ignoreUnknown: true, key, keyOnly: true},
  }
}

/** Fields that only later rows of a JSON file have may go to any property. */
function setsOf(saved: unknown): (property: string) => boolean {
  const {map, set, key, format} = objectOf(saved)
  if (format === 'jsonl') return () => true
  const names = [...arrayOf(map), ...arrayOf(set)].map(rule => textOf(objectOf(rule)['property']))
  const known = new Set([...names, textOf(key)])
  return property => known.has(property)
}
