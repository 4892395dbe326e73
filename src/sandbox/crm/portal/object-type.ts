/**
 * What a portal consists of: kinds of records with properties, pipelines and owners, in the domain's words;
 * define-property.ts makes API bodies of properties.
 */

export interface OptionDefinition {
  readonly label: string
  readonly value: string
  readonly description: string
  readonly displayOrder: number
  readonly hidden: boolean
}

/** A property as the properties API sends it. */
export interface PropertyBody {
  readonly name: string
  readonly label: string
  readonly type: string
  readonly fieldType: string
  readonly description: string
  readonly groupName: string
  readonly options: readonly OptionDefinition[]
  readonly displayOrder: number
  readonly calculated: boolean
  readonly externalOptions: boolean
  readonly referencedObjectType?: string
  readonly archived?: boolean
  readonly hasUniqueValue: boolean
  readonly hidden: boolean
  readonly hubspotDefined?: boolean
  readonly createdUserId?: string
  readonly updatedUserId?: string
  readonly archivedAt?: string
  readonly modificationMetadata: {
    readonly archivable: boolean
    readonly readOnlyDefinition: boolean
    readonly readOnlyOptions?: boolean
    readonly readOnlyValue: boolean
  }
  readonly formField: boolean
  readonly dataSensitivity: 'non_sensitive' | 'sensitive' | 'highly_sensitive'
  readonly createdAt: string
  readonly updatedAt: string
}

/** A group of properties as the API sends it. */
export interface PropertyGroup {
  readonly archived: boolean
  readonly name: string
  readonly displayOrder: number
  readonly label: string
}

/** What an admin demands of the values of a property, as the API sends it besides its kind. */
export interface PropertyRule {
  readonly ruleArguments: readonly string[]
  readonly shouldApplyNormalization: boolean
}

/** By kind: `MAX_LENGTH` and the like. */
export type PropertyRules = ReadonlyMap<string, PropertyRule>

/** A property and what writing to it depends on. */
export interface Property {
  readonly body: PropertyBody
  /** Two records cannot share a value, and it can be an idProperty. True for contact `email`, whose flag says false. */
  readonly unique: boolean
  /** A key that HubSpot defines: it counts as unique where the switch says so. */
  readonly isDefinedKey?: boolean
  /** Why API writes are refused; absent when they are not. */
  readonly locked?: 'calculated' | 'read-only'
  /** Values of `options`; empty for external ones. */
  readonly optionValues: ReadonlySet<string>
}

/** What was made or changed over the API carries when; what HubSpot made does not. */
interface Dated {
  readonly createdAtMs?: number
  readonly updatedAtMs?: number
  readonly archivedAtMs?: number
}

export interface Stage extends Dated {
  readonly id: string
  readonly label: string
  readonly metadata: Readonly<Record<string, string>>
  /** Absent: its place. */
  readonly displayOrder?: number
}

export interface PipelineDefinition extends Dated {
  readonly id: string
  readonly label: string
  readonly stages: readonly Stage[]
  readonly displayOrder?: number
  readonly archivedStages?: readonly Stage[]
}

export interface TypeScopes {
  readonly read: readonly string[]
  readonly write: readonly string[]
  readonly schemaRead: readonly string[]
  readonly schemaWrite: readonly string[]
}

/** A kind of record of the portal. What properties and groups there are changes over the API. */
export interface ObjectType {
  /** `0-1`, `2-40101`. */
  readonly id: string
  /** Plural path name of a standard object; own name of a custom one. */
  readonly name: string
  readonly singularName: string
  /** As HubSpot's messages write it: `CONTACT`, `LINE_ITEM`, `2-40101`. */
  readonly messageName: string
  readonly fullyQualifiedName: string
  labels: {readonly singular: string; readonly plural: string}
  readonly custom: boolean
  /** Of a custom object that was made over the API. */
  description?: string
  readonly createdAtMs?: number
  updatedAtMs?: number
  readonly properties: Map<string, Property>
  readonly archivedProperties: Map<string, PropertyBody>
  readonly groups: Map<string, PropertyGroup>
  /** Those it began with. */
  readonly defaultGroups: readonly PropertyGroup[]
  /** By property; those without rules are absent. */
  readonly rules: Map<string, PropertyRules>
  /** All of them must be set when a record is created. */
  required: readonly string[]
  /** One of them must be set when a record is created; empty = no such rule. */
  readonly requiredOneOf: readonly string[]
  readonly createdProperty: 'createdate' | 'hs_createdate'
  readonly modifiedProperty: 'lastmodifieddate' | 'hs_lastmodifieddate'
  /** Sent by reads that name no properties. */
  readonly defaultProperties: readonly string[]
  primaryDisplayProperty: string
  secondaryDisplayProperties: readonly string[]
  searchableProperties: readonly string[]
  /** Changes over the API, as a whole. */
  pipelines: readonly PipelineDefinition[]
  archivedPipelines: readonly PipelineDefinition[]
  /** Those it began with. */
  readonly defaultPipelines: readonly PipelineDefinition[]
  readonly pipelineProperty?: string
  readonly stageProperty?: string
  readonly scopes: TypeScopes
}

/** What a request says of a custom object. Its properties are kept beside it. */
export type MadeSchema = Pick<
  ObjectType,
  | 'id'
  | 'name'
  | 'labels'
  | 'required'
  | 'primaryDisplayProperty'
  | 'secondaryDisplayProperties'
  | 'searchableProperties'
> &
  Partial<Pick<ObjectType, 'description' | 'createdAtMs' | 'updatedAtMs'>>

/**
 * Finds the object a path names: plural or singular in any case, a type id, `p123_car` or `p_car`.
 * A custom object's bare name finds nothing, as on HubSpot.
 */
export function typeFinder(types: readonly ObjectType[]): (name: string) => ObjectType | undefined {
  let [byName, count] = [namesOf(types), types.length]
  return name => {
    // Custom objects come and go.
    if (count !== types.length) [byName, count] = [namesOf(types), types.length]
    return byName.get(name.toLowerCase())
  }
}

function namesOf(types: readonly ObjectType[]): ReadonlyMap<string, ObjectType> {
  const byName = new Map<string, ObjectType>()
  for (const type of types) {
    byName.set(type.id, type)
    byName.set(type.fullyQualifiedName.toLowerCase(), type)
    if (type.custom) byName.set(`p_${type.name}`.toLowerCase(), type)
    if (type.custom) continue
    byName.set(type.name, type)
    byName.set(type.singularName, type)
  }
  return byName
}
