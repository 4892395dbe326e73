export interface PropertyOption {
  readonly label: string
  readonly value: string
  readonly hidden: boolean
}

/** A property of an object, as far as a push needs it. */
export interface PropertyDefinition {
  readonly name: string
  readonly label: string
  /** bool, enumeration, date, datetime, string, number, phone_number, object_coordinates, json */
  readonly type: string
  readonly fieldType: string
  readonly options: readonly PropertyOption[]
  /** The flag as HubSpot reports it; contact `email` is unique whatever it says. */
  readonly hasUniqueValue: boolean
  /** modificationMetadata.readOnlyValue, calculated, or a `calculation_*` field type. */
  readonly readOnly: boolean
  readonly calculated: boolean
  readonly hidden: boolean
  readonly externalOptions: boolean
  readonly referencedObjectType?: string
  /** Listed apart, and read and written with scopes of its own. Absent: not sensitive. */
  readonly sensitivity?: Sensitivity
  /** Absent: none, or they could not be read. */
  readonly rules?: readonly ValidationRule[]
}

/** What an admin demands of the values of a property (docs/hubspot-api.md#property-rules). */
export interface ValidationRule {
  /** `MAX_LENGTH` and the like; there are some that say nothing to us. */
  readonly type: string
  readonly arguments: readonly string[]
  /** HubSpot may change a value until it fits. */
  readonly normalises: boolean
}

export type Sensitivity = 'sensitive' | 'highly_sensitive'

/** A property to be made; never one with unique values. */
export interface NewProperty {
  /** Internal name. */
  readonly name: string
  readonly label: string
  readonly type: string
  readonly fieldType: string
  /** Internal name of the group that it is shown in. */
  readonly group: string
  readonly options: readonly Pick<PropertyOption, 'value' | 'label'>[]
}

/** A user whom records can belong to. */
export interface Owner {
  /** What HubSpot takes as a value; the user id is another number. */
  readonly id: string
  /** First and last name; '' where HubSpot has none. */
  readonly name: string
  readonly email: string
  /** Archived: no longer active in the portal. Absent: active. */
  readonly hasLeft?: boolean
}

/** A line of stages that records of one kind move along. */
export interface Pipeline {
  readonly id: string
  readonly label: string
  readonly stages: readonly {readonly id: string; readonly label: string}[]
}

/** A kind of record of the portal. */
export interface ObjectDefinition {
  /** `contacts`, or a custom object's own name such as `car`. */
  readonly name: string
  readonly objectTypeId: string
  /** Plural label as people see it. */
  readonly label: string
  readonly singularLabel: string
  readonly custom: boolean
  /** `p123_car`; custom objects only. */
  readonly fullyQualifiedName?: string
  /** Properties a record must have when it is created. */
  readonly requiredProperties: readonly string[]
}

/** What holds for an object in every portal, beside what the portal itself tells of it. */
export interface ObjectFacts {
  /** A new record needs one of these, whichever; `requiredProperties` are those it needs in any case. */
  readonly requiredOneOf: readonly string[]
  /** The group of the properties that are made here; absent: `<name>_information`. */
  readonly propertyGroup?: string
  /** Internal names of the properties that hold a record's pipeline and its stage there. */
  readonly pipelineProperty: string
  readonly stageProperty: string
  /** The key that is an e-mail: the default one, whatever its flag says. */
  readonly emailKey?: EmailKey
  /** Properties that people take for keys. */
  readonly lookAlikeKeys: readonly LookAlikeKey[]
  /** Properties of HubSpot's own that it matches on although their flag does not say so, by reports. Absent: none. */
  readonly definedKeys?: readonly string[]
}

/** A record is found by each of its e-mails, but has one that is its first. */
export interface EmailKey {
  readonly property: string
  /** Holds the others, with `;` between them. */
  readonly additional: string
}

export interface LookAlikeKey {
  readonly property: string
  /** Why it is not a key. */
  readonly reason: string
  /** Also where its flag says that its values are unique: what to tell a user who matches on it. */
  readonly neverKey?: string
}

export interface ObjectScopes {
  /** Lets a token read what writing presupposes: the object's properties. */
  readonly read: string
  /** Any one of these lets it write records. */
  readonly write: readonly string[]
  /** A login without these is refused. */
  readonly required: readonly string[]
  /** A login asks for these, and does without where the portal has none. */
  readonly optional: readonly string[]
  /** Lets a token make properties; asked for like `optional`. */
  readonly schemaWrite?: string
}

export interface AccountDetails {
  readonly portalId: number
  readonly accountType: string
  readonly timeZone: string
  readonly uiDomain: string
  readonly dataHostingLocation: string
}
