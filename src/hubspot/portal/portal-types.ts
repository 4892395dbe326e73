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
}

/** Somebody whom records can belong to. */
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

export interface AccountDetails {
  readonly portalId: number
  readonly accountType: string
  readonly timeZone: string
  readonly uiDomain: string
  readonly dataHostingLocation: string
}
