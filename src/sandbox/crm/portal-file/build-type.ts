import {COMMON_PROPERTIES} from '../default-portal/common-properties.js'
import {compileProperty, dateTime, type PropertySpec, propertyBody, readOnly, text} from '../portal/define-property.js'
import type {ObjectType, PipelineDefinition, Property, PropertyGroup, PropertyRules} from '../portal/object-type.js'
import {buildProperty} from './build-property.js'
import type {FileObject, FilePipeline} from './portal-definitions.js'

interface Basis {
  readonly id: string
  readonly portalId: number
  /** The same object of the default portal, which knows what holds in every portal. */
  readonly base: ObjectType | undefined
  /** What the default portal has of it is there, too. */
  readonly keepsBase: boolean
}

/** A kind of records as a file describes it. */
export function buildType(object: FileObject, basis: Basis): ObjectType {
  const {base, keepsBase} = basis
  const {groups, usualGroup} = groupsOf(object, basis)
  const properties = new Map<string, Property>(keepsBase ? base?.properties : [])
  const listed = object.properties ?? []
  for (const property of listed)
    properties.set(property.name, compileProperty(basis.id, buildProperty(property, usualGroup)))
  const common = commonOf(object, basis)
  for (const spec of systemProperties(common))
    if (!properties.has(spec.name)) properties.set(spec.name, compileProperty(basis.id, propertyBody(spec, usualGroup)))
  const pipelines = object.pipelines?.map(toPipeline) ?? (keepsBase ? (base?.pipelines ?? []) : [])
  const required = listed.filter(property => property.required === true).map(({name}) => name)
  return {
    ...common,
    properties,
    archivedProperties: new Map(),
    groups,
    defaultGroups: [...groups.values()],
    rules: rulesOf(object, keepsBase ? base : undefined),
    required: [...new Set([...(base?.required ?? []), ...(object.requiredProperties ?? []), ...required])].filter(
      name => properties.has(name),
    ),
    requiredOneOf: base?.requiredOneOf ?? [],
    defaultProperties: (base?.defaultProperties ?? usualDefaults(common)).filter(name => properties.has(name)),
    ...displayOf(object, basis, properties),
    pipelines,
    defaultPipelines: pipelines,
    archivedPipelines: [],
  }
}

type Common = Pick<
  ObjectType,
  | 'id'
  | 'name'
  | 'singularName'
  | 'messageName'
  | 'fullyQualifiedName'
  | 'labels'
  | 'custom'
  | 'createdProperty'
  | 'modifiedProperty'
  | 'scopes'
> &
  Pick<Partial<ObjectType>, 'pipelineProperty' | 'stageProperty'>

function commonOf(object: FileObject, {id, portalId, base}: Basis): Common {
  const custom = id.startsWith('2-')
  const name = base?.name ?? object.name
  const label = object.label ?? base?.labels.plural ?? object.name
  const singular = object.singularLabel ?? base?.labels.singular ?? label
  const stages = {pipelineProperty: 'hs_pipeline', stageProperty: 'hs_pipeline_stage'}
  const {pipelineProperty, stageProperty} = base ?? (object.pipelines?.length ? stages : {})
  return {
    ...{id, name, custom},
    singularName: base?.singularName ?? (custom ? name : name.replace(/s$/, '')),
    messageName: base?.messageName ?? (custom ? id : name.replace(/s$/, '').toUpperCase()),
    fullyQualifiedName: custom
      ? (object.fullyQualifiedName ?? `p${portalId}_${name}`)
      : (base?.fullyQualifiedName ?? name.toUpperCase()),
    labels: {singular, plural: label},
    createdProperty: base?.createdProperty ?? (custom ? 'hs_createdate' : createdIn(object)),
    modifiedProperty: base?.modifiedProperty ?? 'hs_lastmodifieddate',
    scopes: base?.scopes ?? scopesOf(custom ? 'custom' : name),
    ...(pipelineProperty !== undefined && {pipelineProperty}),
    ...(stageProperty !== undefined && {stageProperty}),
  }
}

function createdIn({properties = []}: FileObject): ObjectType['createdProperty'] {
  return properties.some(({name}) => name === 'createdate') ? 'createdate' : 'hs_createdate'
}

/** As every object's are named (docs/hubspot-api.md#scopes). */
function scopesOf(name: string): ObjectType['scopes'] {
  const [read, write] = [`crm.objects.${name}.read`, `crm.objects.${name}.write`]
  return {
    read: [read],
    write: [write],
    schemaRead: [`crm.schemas.${name}.read`, read, write],
    schemaWrite: [`crm.schemas.${name}.write`],
  }
}

/** No record is without them. */
function systemProperties({id, createdProperty, modifiedProperty}: Common): readonly PropertySpec[] {
  return [
    ...COMMON_PROPERTIES,
    readOnly(dateTime(createdProperty, 'Create Date')),
    readOnly(dateTime(modifiedProperty, 'Last Modified Date')),
    ...(id === '0-1' ? [text('email', 'Email'), text('hs_additional_emails', 'Additional email addresses')] : []),
  ]
}

function usualDefaults({createdProperty, modifiedProperty}: Common): readonly string[] {
  return [createdProperty, modifiedProperty, 'hs_object_id']
}

function groupsOf(object: FileObject, {base, keepsBase}: Basis) {
  const [first] = base?.groups.values() ?? []
  const usualGroup = object.groups?.[0]?.name ?? first?.name ?? `${object.name}_information`
  const groups = new Map<string, PropertyGroup>(keepsBase ? base?.groups : [])
  const put = (name: string, label = name, displayOrder = -1) =>
    groups.set(name, {archived: false, name, displayOrder, label})
  for (const {name, label, displayOrder} of object.groups ?? []) put(name, label, displayOrder)
  if (groups.size === 0) put(usualGroup, first?.label)
  for (const {groupName} of object.properties ?? [])
    if (groupName !== undefined && !groups.has(groupName)) put(groupName)
  return {groups, usualGroup}
}

/** What the default portal names its records by counts as far as it is there. */
function displayOf(object: FileObject, {base}: Basis, properties: ReadonlyMap<string, Property>) {
  const first = object.properties?.find(({type = 'string', readOnly}) => type === 'string' && readOnly !== true)?.name
  const usual = [base?.primaryDisplayProperty ?? ''].find(name => properties.has(name))
  const primaryDisplayProperty = object.primaryDisplayProperty ?? usual ?? first ?? 'hs_object_id'
  const [secondary, searched] = [base?.secondaryDisplayProperties, base?.searchableProperties].map(names =>
    names?.filter(name => properties.has(name)),
  )
  return {
    primaryDisplayProperty,
    secondaryDisplayProperties: object.secondaryDisplayProperties ?? secondary ?? [],
    searchableProperties: object.searchableProperties ?? searched ?? [primaryDisplayProperty],
  }
}

function rulesOf({properties = []}: FileObject, base: ObjectType | undefined): Map<string, PropertyRules> {
  const rules = new Map(base?.rules)
  for (const {name, rules: own} of properties) {
    if (own === undefined) continue
    const entries = own.map(({type, arguments: ruleArguments = [], normalises = false}) => {
      return [type, {ruleArguments, shouldApplyNormalization: normalises}] as const
    })
    rules.set(name, new Map(entries))
  }
  return rules
}

function toPipeline({id, label = id, stages}: FilePipeline): PipelineDefinition {
  const toStage = (stage: FilePipeline['stages'][number]) => ({
    id: stage.id,
    label: stage.label ?? stage.id,
    metadata: stage.metadata ?? {isClosed: 'false'},
  })
  return {id, label, stages: stages.map(toStage)}
}
