import {AppError} from '../../errors/app-error.js'
import {addFlags} from '../../errors/next-step.js'
import type {HubSpot} from '../../hubspot/call-types.js'
import {definitionOf} from '../../hubspot/new-properties/create-properties.js'
import {checkGroup, listPropertyGroups, usualGroup} from '../../hubspot/new-properties/property-groups.js'
import {isReservedName} from '../../hubspot/new-properties/property-types.js'
import {findObject} from '../../hubspot/portal/find-object.js'
import {listObjects} from '../../hubspot/portal/objects.js'
import type {NewProperty, ObjectDefinition, PropertyDefinition} from '../../hubspot/portal/portal-types.js'
import {listArchivedNames, listProperties, listSensitiveProperties} from '../../hubspot/portal/properties.js'
import type {Source, SourceSpec} from '../../input/source.js'
import type {MappingRequest, MappingTarget} from '../../mapping/mapping-types.js'
import {
  asChoice,
  asText,
  type PropertyProposal,
  type ProposableColumns,
  proposableColumns,
  proposeProperties,
} from '../../mapping/new-properties/propose-properties.js'
import type {NamedProperty} from '../../mapping-files/mapping-file.js'
import {askKey} from '../../push/plan/ask-key.js'
import {flagsOf} from '../../push/plan/ask-mapping.js'
import type {MappingQuestions, ProposalAnswer} from '../../push/plan/mapping-questions.js'
import {objectMissing, type UnsettledPlan} from '../../push/plan/plan-or-ask.js'
import {askedOf, type PlannedProperty, targetOf} from '../../push/plan/plan-push.js'
import type {PushEvent} from '../../push/run/push-event.js'
import {defined} from '../../shared/defined.js'
import {examineColumns} from './examine-columns.js'

/** `--create-properties`. */
export interface CreatePropertiesRequest {
  /** Nothing is made: all that is proposed is taken, and nobody is asked. */
  readonly isDryRun: boolean
}

export interface PlannedProperties {
  /** What is to be made before the first row is sent. */
  readonly properties: readonly PlannedProperty[]
  /** What the flags ask of the mapping, with the columns that go to them. */
  readonly asked: ReturnType<typeof askedOf>
  /** The properties as the portal will most likely tell of them. */
  readonly newProperties: readonly PropertyDefinition[]
  /** The flags that stand for answers, word by word. */
  readonly flags: readonly string[]
}

interface Ports {
  readonly stop: AbortSignal
  readonly onEvent: (event: PushEvent) => void
  readonly portalId: number
  readonly hubspot: HubSpot
  readonly questions: MappingQuestions | undefined
}

interface Job {
  readonly request: UnsettledPlan & CreatePropertiesRequest & {readonly definedProperties?: readonly NamedProperty[]}
  readonly source: Source
  readonly spec: SourceSpec
}

/**
 * Which properties a push has to make: those of the mapping file that are not there, and those of columns that mean
 * nothing yet, once somebody has agreed. Writes nothing. Throws AppError USAGE without a terminal, or the file cannot
 * be read twice.
 */
export async function planNewProperties(job: Job, ports: Ports): Promise<PlannedProperties> {
  const {request, source, spec} = job
  if (request.object === undefined) throw objectMissing()
  if (request.mode === 'delete')
    throw new AppError('USAGE', '--mode delete writes no values, so --create-properties has nothing to create for.')
  const {hubspot, questions} = ports
  const object = findObject(request.object, await listObjects(hubspot))
  const typed = {columns: source.columns, format: source.format, ...askedOf(request)}
  const found = await listAll(hubspot, object)
  const named = await missingNamed(request.definedProperties ?? [], {object, found, hubspot})
  const target = targetOf(typed, object, [...found, ...named.map(definitionOf)])
  const mapping = questions === undefined ? typed : await askKey(typed, target, questions)
  const proposable = proposableColumns(mapping, target)
  const mayComeLater = source.format === 'jsonl' && source.isWhole !== true && !mapping.ignoreUnknown
  const settled = withDefinitions({properties: named, asked: askedOf(mapping), flags: flagsOf(mapping, typed)})
  if (proposable.columns.length === 0 && !mayComeLater) return settled
  if (questions === undefined && !request.isDryRun) {
    if (proposable.columns.length === 0) return settled
    throw cannotAsk(proposable, object)
  }
  if (spec.file === undefined) throw cannotReadTwice(proposable)
  const proposals = await propose({mapping, target, proposable, spec}, ports)
  const agreed = request.isDryRun ? proposals : await agreeOn(proposals, object, ports)
  return withDefinitions(withProposals(settled, proposals, agreed))
}

type Settled = Omit<PlannedProperties, 'newProperties'>

function withDefinitions(settled: Settled): PlannedProperties {
  return {...settled, newProperties: settled.properties.map(definitionOf)}
}

/** Those that may hold sensitive data among them, as far as the login may see them. */
async function listAll(hubspot: HubSpot, object: ObjectDefinition): Promise<readonly PropertyDefinition[]> {
  const [plain, {properties}] = await Promise.all([
    listProperties(hubspot, object),
    listSensitiveProperties(hubspot, object),
  ])
  return [...plain, ...properties]
}

async function missingNamed(
  named: readonly NamedProperty[],
  {object, found, hubspot}: {object: ObjectDefinition; found: readonly {readonly name: string}[]; hubspot: HubSpot},
): Promise<readonly NewProperty[]> {
  const missing = named.filter(({name}) => !found.some(each => each.name === name))
  if (missing.length === 0) return []
  const groups = await listPropertyGroups(hubspot, object)
  const properties = missing.map(property => ({...property, group: property.group ?? usualGroup(object, groups)}))
  for (const property of properties) {
    if (isReservedName(property.name))
      throw new AppError(
        'MAPPING_INVALID',
        `Property ${property.name} cannot be created: names like it are HubSpot's own.`,
      )
    checkGroup(property, object, groups)
  }
  return properties
}

interface Examined {
  readonly mapping: MappingRequest
  readonly target: MappingTarget
  readonly proposable: ProposableColumns
  readonly spec: SourceSpec
}

async function propose(examined: Examined, ports: Ports): Promise<readonly PropertyProposal[]> {
  const {target} = examined
  const {hubspot, portalId} = ports
  const [groups, archived] = await Promise.all([
    listPropertyGroups(hubspot, target.object),
    listArchivedNames(hubspot, target.object),
  ])
  const seen = await examineColumns(examined, {...ports, shown: {portalId, object: target.object.name}})
  return proposeProperties(seen, target, {group: usualGroup(target.object, groups), archived})
}

async function agreeOn(
  proposals: readonly PropertyProposal[],
  object: ObjectDefinition,
  {questions, onEvent}: Ports,
): Promise<readonly PropertyProposal[]> {
  if (proposals.length === 0 || questions === undefined) return []
  onEvent({type: 'asking'})
  const answers = await questions.newProperties({object, proposals})
  return proposals.flatMap((proposal, at) => asAnswered(proposal, answers[at]))
}

function asAnswered(proposal: PropertyProposal, answer: ProposalAnswer | undefined): readonly PropertyProposal[] {
  if (answer === undefined || answer === 'leave out') return []
  if (answer === 'create') return [proposal]
  return [answer === 'text' ? asText(proposal) : asChoice(proposal)]
}

/** Of the proposals, those that were not agreed on are left out of the push. */
function withProposals(
  {properties, asked, flags}: Settled,
  proposals: readonly PropertyProposal[],
  agreed: readonly PropertyProposal[],
): Settled {
  const columns = new Set(agreed.map(({column}) => column))
  const left = proposals.map(({column}) => column).filter(column => !columns.has(column))
  return {
    properties: [...properties, ...agreed.map(({column, property, why}) => ({...property, column, ...defined({why})}))],
    asked: {
      ...asked,
      map: [...asked.map, ...agreed.map(({column, property}) => ({column, property: property.name}))],
      ignore: [...asked.ignore, ...left],
    },
    flags: [...flags, ...left.flatMap(column => ['--ignore', column])],
  }
}

const LISTED = 5

function listed({columns}: ProposableColumns): string {
  const names = columns.slice(0, LISTED).map(({name}) => `"${name}"`)
  return `${names.join(', ')}${columns.length > LISTED ? ` and ${columns.length - LISTED} more` : ''}`
}

function cannotAsk(proposable: ProposableColumns, {name}: ObjectDefinition): AppError {
  const message = `Which properties of ${name} to create for ${listed(proposable)} is asked on a terminal only. Nothing was created or written. A dry run saves proposals to a mapping file; once you have checked it, push with --create-properties --mapping FILE.`
  return new AppError('USAGE', message, {
    next: [addFlags(['--create-properties', '--dry-run', '--save-mapping', 'new-properties.yaml'])],
  })
}

function cannotReadTwice(proposable: ProposableColumns): AppError {
  const why = proposable.columns.length === 0 ? 'columns that have no property' : listed(proposable)
  const message = `--create-properties reads the whole file before it proposes properties for ${why}, which standard input does not allow. Save the rows to a file first, or name the properties in a mapping file.`
  return new AppError('USAGE', message)
}
