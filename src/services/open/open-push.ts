import {AppError} from '../../errors/app-error.js'
import {addFlags} from '../../errors/next-step.js'
import type {HubSpot} from '../../hubspot/call-types.js'
import {listObjects} from '../../hubspot/portal/objects.js'
import type {ObjectDefinition} from '../../hubspot/portal/portal-types.js'
import {InputFile} from '../../input/input-file.js'
import {openSource} from '../../input/open-source.js'
import type {FileFormat, Source, SourceSpec} from '../../input/source.js'
import {checkFormats} from '../../mapping/coerce/check-formats.js'
import type {NamedProperty} from '../../mapping-files/mapping-file.js'
import type {Duplicates} from '../../push/line/duplicates.js'
import type {MappingQuestions} from '../../push/plan/mapping-questions.js'
import type {AskedList, PlannedList} from '../../push/plan/plan-list.js'
import {type AskedPlan, planAsking, type UnsettledPlan} from '../../push/plan/plan-or-ask.js'
import type {PlannedProperty, PushPlan} from '../../push/plan/plan-push.js'
import type {PushEvent} from '../../push/run/push-event.js'
import {type FileReading, fileReading} from '../../rows/file-reading.js'
import type {WriteMode} from '../../rows/run-mode.js'
import type {RunSource} from '../../runs/run-record.js'
import type {Defer} from '../../shared/with-cleanup.js'
import type {CreatePropertiesRequest} from '../new-properties/plan-new-properties.js'
import {type Connection, type ConnectRequest, connectAsking} from '../portal/connect.js'
import {blamingDelimiter, likelyDelimiter} from './blame-delimiter.js'
import {blamingReading} from './blame-reading.js'
import {sampleColumns} from './sample-columns.js'
import {checkDuplicates} from './screen-duplicates.js'

export interface OpenPushRequest extends ConnectRequest, UnsettledPlan, FileReading {
  /** `-` for standard input. */
  readonly file: string
  readonly format?: FileFormat
  readonly duplicates: Duplicates
  /** Default upsert. */
  readonly mode?: WriteMode
  /** Absent: written records join none. */
  readonly list?: AskedList
  /** Where the mapping in use is written to, before the first row is read. */
  readonly saveMapping?: string
  /** Absent: none is made. */
  readonly createProperties?: CreatePropertiesRequest
  /** What the mapping file says of properties that may not be there yet. */
  readonly definedProperties?: readonly NamedProperty[]
}

/** The file and the portal, open, and all that is settled before the first row is read. */
export interface OpenedPush {
  readonly spec: SourceSpec
  readonly source: Source
  readonly connection: Connection
  readonly plan: PushPlan
  /** The flags that stand for what was asked and answered, word by word. */
  readonly answered: readonly string[]
  /** What is made before the first row is sent. */
  readonly newProperties: readonly PlannedProperty[]
  /** The list that written records join; absent: none. */
  readonly list?: PlannedList
}

export interface OpenPorts {
  readonly stop: AbortSignal
  /** Absent without a terminal. */
  readonly questions?: MappingQuestions
  readonly onEvent: (event: PushEvent) => void
  /** The portal is known: what a connection needs is loaded. */
  readonly onConnected?: () => void
}

/** What can be known without HubSpot is checked first, then all that needs no write. */
export async function openPush(request: OpenPushRequest, ports: OpenPorts, defer: Defer): Promise<OpenedPush> {
  const {stop, questions} = ports
  checkDuplicates(request.duplicates, request.file)
  checkFormats(request.formats ?? {})
  const reading = {path: request.file, ...readingOf(request), ...(request.format && {format: request.format})}
  // A stalled pipe would keep the run waiting for its next row, or even for its first.
  if (request.file === '-') stop.addEventListener('abort', () => process.stdin.destroy(), {once: true})
  const spec = await openFile(reading, stop, defer)
  const source = await openSource(spec)
  defer(() => source.close())
  stop.addEventListener('abort', () => void source.close(), {once: true})
  const {connection, answer: objects} = await connectAsking({...request, signal: stop}, listObjects)
  defer(() => connection.close())
  ports.onConnected?.()
  const {hubspot, account} = connection
  const planned = await planProperties(request, {source, spec}, {hubspot, ports, portalId: account.portalId})
  const {plan, answers} = await completePlan(
    {...request, ...planned.request},
    {source, spec},
    {hubspot, objects, questions},
  )
  await checkLinks(plan, connection)
  const list = await planListOf(request, plan, connection)
  const made = [...(request.definedProperties ?? []), ...planned.properties]
  for (const path of [request.saveMapping, answers?.saveTo]) if (path !== undefined) await saveMapping(path, plan, made)
  const answered = [...planned.flags, ...(answers?.flags ?? [])]
  return {spec, source, connection, plan, answered, newProperties: planned.properties, ...list}
}

/** Loaded only where it is asked for. */
async function planListOf(
  {list: asked}: OpenPushRequest,
  {object}: PushPlan,
  {hubspot, credential, tokenFacts}: Connection,
): Promise<Pick<OpenedPush, 'list'>> {
  if (asked === undefined) return {}
  const [{checkListScopes}, {planList}] = await Promise.all([
    import('./check-list-scopes.js'),
    import('../../push/plan/plan-list.js'),
  ])
  checkListScopes({granted: (await tokenFacts())?.scopes, credential})
  return {list: await planList(asked, object, hubspot)}
}

/** One more question to HubSpot, of pushes with links alone. */
async function checkLinks({object, mapping: {links, pairs}}: PushPlan, connection: Connection): Promise<void> {
  if (links.length === 0) return
  const ends = pairs === undefined ? links : [{object}, ...links] // no row of pairs is written, which would tell
  const {checkLinkScopes} = await import('./check-link-scopes.js')
  const facts = await connection.tokenFacts()
  checkLinkScopes(object, ends, {granted: facts?.scopes, credential: connection.credential})
}

interface PlannedNew {
  readonly properties: readonly PlannedProperty[]
  readonly flags: readonly string[]
  /** What they add to it. */
  readonly request: Partial<OpenPushRequest>
}

/** Loaded only where it is asked for. */
async function planProperties(
  request: OpenPushRequest,
  file: Pick<OpenedPush, 'source' | 'spec'>,
  {hubspot, ports, portalId}: {readonly hubspot: HubSpot; readonly ports: OpenPorts; readonly portalId: number},
): Promise<PlannedNew> {
  const {createProperties} = request
  if (createProperties === undefined) return {properties: [], flags: [], request: {}}
  const {planNewProperties} = await import('../new-properties/plan-new-properties.js')
  const {stop, questions, onEvent} = ports
  const {asked, newProperties, ...planned} = await planNewProperties(
    {request: {...request, ...createProperties}, ...file},
    {hubspot, questions, stop, onEvent, portalId},
  )
  return {...planned, request: {...asked, newProperties}}
}

interface PlanningPorts {
  readonly hubspot: HubSpot
  readonly objects: Promise<readonly ObjectDefinition[]>
  readonly questions: MappingQuestions | undefined
}

/**
 * The user is not asked where the columns of a file go that is cut at the wrong delimiter, or begins above its header:
 * that is told instead.
 */
async function completePlan(
  request: OpenPushRequest,
  {source, spec}: Pick<OpenedPush, 'source' | 'spec'>,
  {hubspot, objects, questions}: PlanningPorts,
): Promise<AskedPlan> {
  const likely = likelyDelimiter(source, request.delimiter)
  try {
    return await planAsking(request, source, {hubspot, objects})
  } catch (error) {
    const blamed =
      likely === undefined
        ? await blamingReading(error, {request, source, hubspot})
        : blamingDelimiter(error, source, likely)
    if (questions === undefined || blamed !== error || (likely !== undefined && request.object !== undefined))
      throw definingHint(blamed, request)
    return planAsking(request, source, {hubspot, objects, questions, samples: () => sampleColumns(spec, source)})
  }
}

/** A property that is missing, where the mapping file says how to create it. */
function definingHint(error: unknown, {definedProperties = [], createProperties}: OpenPushRequest): unknown {
  const isHint = error instanceof AppError && error.code === 'UNKNOWN_PROPERTY' && createProperties === undefined
  if (!isHint || definedProperties.length === 0) return error
  const message = `${error.message}\nThe mapping file says how to create properties: --create-properties does so.`
  return new AppError(error.code, message, {next: [addFlags(['--create-properties']), ...error.next], cause: error})
}

/** As it is told: absent where there are none. */
export function newPropertiesOf({newProperties}: Pick<OpenedPush, 'newProperties'>): {
  readonly newProperties?: readonly PlannedProperty[]
} {
  return newProperties.length === 0 ? {} : {newProperties}
}

/** The file of a reading, opened once for all that read it; standard input stays as it is. */
export async function openFile(reading: SourceSpec, stop: AbortSignal, defer: Defer): Promise<SourceSpec> {
  if (reading.path === '-') return reading
  const file = await InputFile.open(reading.path)
  defer(() => file.close())
  stop.addEventListener('abort', () => void file.close(), {once: true})
  return {...reading, file}
}

/** What the flags say of how the file is written, beyond what its rows look like. */
export function readingOf(request: OpenPushRequest): NonNullable<RunSource['reading']> {
  const {format} = request
  return {...((format === 'json' || format === 'parquet') && {format}), ...fileReading(request)}
}

async function saveMapping(path: string, {mapping, object}: PushPlan, made: readonly NamedProperty[]): Promise<void> {
  const {renderMappingFile, writeMappingFile} = await import('../../mapping-files/store-mapping-file.js')
  await writeMappingFile(path, renderMappingFile(mapping.saved, object.name, made))
}
