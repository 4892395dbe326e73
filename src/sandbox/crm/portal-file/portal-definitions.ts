/**
 * A portal of one's own, as a file: what `hubspot-push objects --all --json` prints of a real one, or a few lines written
 * by hand. Words here; read-portal-file.ts checks them, build-types.ts makes kinds of records of them.
 */

/** Names of objects are their plural (`contacts`), that of a custom one, or a type id. */
export interface PortalDefinitions {
  /** `default`: what the default portal has is there, too. Otherwise there is nothing but what is said here. */
  readonly extends?: 'default'
  readonly portal?: {
    readonly portalId?: number
    readonly accountType?: string
    readonly timeZone?: string
    readonly companyCurrency?: string
    readonly uiDomain?: string
    readonly dataHostingLocation?: string
  }
  readonly objects: readonly FileObject[]
  readonly owners?: readonly FileOwner[]
  /** Each pair once, in one direction. */
  readonly associations?: readonly FileAssociation[]
  /** Recordings alone have it: what a login was not shown. */
  readonly missingScopes?: readonly string[]
}

export interface FileObject {
  readonly name: string
  /** Of a standard object it follows from the name; custom ones get one. */
  readonly objectTypeId?: string
  /** Plural. */
  readonly label?: string
  readonly singularLabel?: string
  readonly fullyQualifiedName?: string
  readonly requiredProperties?: readonly string[]
  readonly primaryDisplayProperty?: string
  readonly secondaryDisplayProperties?: readonly string[]
  readonly searchableProperties?: readonly string[]
  readonly properties?: readonly FileProperty[]
  readonly groups?: readonly {readonly name: string; readonly label?: string; readonly displayOrder?: number}[]
  readonly pipelines?: readonly FilePipeline[]
  /** Why it was recorded without properties: then it is left out. */
  readonly reason?: string | null
}

/** As HubSpot's API sends it; all but the name may be missing. */
export interface FileProperty {
  readonly name: string
  readonly label?: string
  readonly type?: string
  readonly fieldType?: string
  readonly description?: string
  readonly groupName?: string
  /** Values, or values with their labels. */
  readonly options?: readonly (string | FileOption)[]
  readonly displayOrder?: number
  readonly calculated?: boolean
  readonly externalOptions?: boolean
  readonly referencedObjectType?: string
  readonly hasUniqueValue?: boolean
  readonly hidden?: boolean
  readonly hubspotDefined?: boolean
  readonly modificationMetadata?: {readonly [flag: string]: boolean}
  readonly formField?: boolean
  readonly dataSensitivity?: 'non_sensitive' | 'sensitive' | 'highly_sensitive'
  readonly createdAt?: string
  readonly updatedAt?: string
  readonly readOnly?: boolean
  readonly required?: boolean
  readonly rules?: readonly {
    readonly type: string
    readonly arguments?: readonly string[]
    readonly normalises?: boolean
  }[]
}

export interface FileOption {
  readonly value: string
  readonly label?: string
  readonly description?: string
  readonly displayOrder?: number
  readonly hidden?: boolean
}

export interface FilePipeline {
  readonly id: string
  readonly label?: string
  readonly stages: readonly {
    readonly id: string
    readonly label?: string
    readonly metadata?: Readonly<Record<string, string>>
  }[]
}

export interface FileOwner {
  readonly id: string
  readonly email?: string
  readonly firstName?: string
  readonly lastName?: string
  readonly userId?: number
  readonly archived?: boolean
  readonly type?: string
  readonly createdAt?: string
  readonly updatedAt?: string
}

export interface FileAssociation {
  readonly from: string
  readonly to: string
  /** Absent or null: links without a label. */
  readonly label?: string | null
  /** Default: the same. */
  readonly inverseLabel?: string | null
  readonly category?: 'HUBSPOT_DEFINED' | 'USER_DEFINED'
  readonly typeId?: number
  readonly inverseTypeId?: number | null
  readonly name?: string
  readonly inverseName?: string
  /** Records that one can be linked to by it; absent or null: HubSpot's own limit. */
  readonly most?: number | null
  readonly inverseMost?: number | null
}
