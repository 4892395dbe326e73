import {AppError} from '../errors/app-error.js'
import {ours, type Run} from '../errors/next-step.js'
import type {HubSpot} from '../hubspot/call-types.js'
import {findObject} from '../hubspot/portal/find-object.js'
import {readObjects} from '../hubspot/portal/objects.js'
import {listPipelines} from '../hubspot/portal/pipelines.js'
import type {ObjectDefinition, PropertyDefinition, PropertyOption, Sensitivity} from '../hubspot/portal/portal-types.js'
import {listProperties, listSensitiveProperties} from '../hubspot/portal/properties.js'
import {factsOf} from '../hubspot/portal/standard-objects.js'
import {usableKeys} from '../hubspot/portal/usable-keys.js'
import {listValidationRules, withRules} from '../hubspot/portal/validation-rules.js'
import {defined} from '../shared/defined.js'
import {didYouMean} from '../shared/text/edit-distance.js'
import {type ObjectSummary, summaryOf} from './describe-objects.js'

/** A property, in the keys of `objects OBJECT --json`. */
export interface PropertySummary {
  readonly name: string
  readonly label: string
  readonly type: string
  readonly fieldType: string
  /** Rows can be matched on it. */
  readonly key: boolean
  readonly readOnly: boolean
  /** A record must have it when it is created. */
  readonly required: boolean
  readonly options: readonly {readonly label: string; readonly value: string}[]
  /** What its values are ids of, in HubSpot's words: `OWNER`. Absent: they are values. */
  readonly references?: string
  /** Absent: not sensitive. */
  readonly sensitivity?: Sensitivity
  /** What an admin demands of its values, in HubSpot's words. Absent: nothing, or it is not known. */
  readonly rules?: readonly {readonly type: string; readonly arguments: readonly string[]}[]
}

export interface ObjectDetail extends ObjectSummary {
  readonly properties: readonly PropertySummary[]
}

export interface ObjectDescription {
  readonly detail: ObjectDetail
  /** Properties that look like keys, and why they are none. */
  readonly notKeys: readonly {readonly property: string; readonly reason: string}[]
}

interface Wanted {
  /** As a person names it: CONTACT, 0-1, a label. */
  readonly object: string
  /** Only this property, by internal name or label. */
  readonly property?: string
  /** Only properties whose name, label or options hold this text. */
  readonly search?: string
}

/**
 * One object with its keys and properties, or those of them that are wanted.
 * @throws AppError UNKNOWN_OBJECT, AMBIGUOUS_OBJECT, UNKNOWN_PROPERTY
 */
export async function describeObject(
  hubspot: HubSpot,
  {object: name, property, search}: Wanted,
): Promise<ObjectDescription> {
  const object = findObject(name, (await readObjects(hubspot)).objects)
  const [plain, {properties: sensitive}, rules] = await Promise.all([
    listProperties(hubspot, object),
    listSensitiveProperties(hubspot, object),
    listValidationRules(hubspot, object),
  ])
  const all = withRules([...plain, ...sensitive], rules)
  const {keys, refused} = usableKeys(object, all)
  const shown =
    property === undefined ? all : [await withPipelineOptions(findProperty(property, all, object), object, hubspot)]
  const found = search === undefined ? shown : searchProperties(search, shown)
  const keyNames = new Set(keys.map(key => key.property))
  return {
    detail: {...summaryOf(object, keys), properties: found.map(each => propertySummary(each, object, keyNames))},
    notKeys: refused,
  }
}

function propertySummary(
  property: PropertyDefinition,
  object: ObjectDefinition,
  keys: ReadonlySet<string>,
): PropertySummary {
  const {name, label, type, fieldType, readOnly, options, sensitivity, rules, referencedObjectType} = property
  return {
    name,
    label,
    type,
    fieldType,
    key: keys.has(name),
    readOnly,
    required: object.requiredProperties.includes(name),
    options: options.map(option => ({label: option.label, value: option.value})),
    ...defined({references: referencedObjectType, sensitivity}),
    ...(rules && {rules: rules.map(rule => ({type: rule.type, arguments: rule.arguments}))}),
  }
}

/** By internal name, else by label, both without regard to case. @throws AppError UNKNOWN_PROPERTY */
function findProperty(
  wanted: string,
  properties: readonly PropertyDefinition[],
  object: ObjectDefinition,
): PropertyDefinition {
  const text = wanted.trim().toLowerCase()
  const found =
    properties.find(({name}) => name.toLowerCase() === text) ??
    properties.find(({label}) => label.toLowerCase() === text)
  if (found !== undefined) return found
  const near = didYouMean(wanted, properties, ({name, label}) => [name, label])
  const hint =
    near.length === 0 ? '' : ` Did you mean ${near.map(({name, label}) => `${name} (${label})`).join(' or ')}?`
  const look = (...flags: readonly string[]): Run => ours(['objects', object.name, ...flags])
  throw new AppError('UNKNOWN_PROPERTY', `${object.name} has no property "${wanted}".${hint}`, {
    next: near.length === 0 ? [look('--search', wanted)] : near.map(({name}) => look('--property', name)),
  })
}

/** Those whose name, label or option labels hold the text, without regard to case. */
function searchProperties(text: string, properties: readonly PropertyDefinition[]): PropertyDefinition[] {
  const wanted = text.trim().toLowerCase()
  const holds = (part: string): boolean => part.toLowerCase().includes(wanted)
  return properties.filter(
    ({name, label, options}) => holds(name) || holds(label) || options.some(option => holds(option.label)),
  )
}

/**
 * A property that holds a pipeline or a stage, with those of the portal as its options: HubSpot keeps them elsewhere.
 * Others as they are.
 */
async function withPipelineOptions(
  property: PropertyDefinition,
  object: ObjectDefinition,
  hubspot: HubSpot,
): Promise<PropertyDefinition> {
  const {pipelineProperty, stageProperty} = factsOf(object.objectTypeId)
  const isStage = property.name === stageProperty
  if (!isStage && property.name !== pipelineProperty) return property
  const pipelines = (await listPipelines(hubspot, object)) ?? []
  const options = pipelines.flatMap(pipeline =>
    isStage
      ? pipeline.stages.map(({id, label}) => option(id, `${label} (${pipeline.label})`))
      : [option(pipeline.id, pipeline.label)],
  )
  return options.length === 0 ? property : {...property, options}
}

function option(value: string, label: string): PropertyOption {
  return {value, label, hidden: false}
}
