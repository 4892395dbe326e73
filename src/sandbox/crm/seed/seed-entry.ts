/**
 * Records, links and lists as they are put into a sandbox past HubSpot's checks, one JSON object a line: also what no
 * request can make, such as merged records and values of former times. read-seed.ts checks the form, load-seed.ts puts
 * them in, export-seed.ts prints what is there.
 */

export type SeedEntry = (SeedRecord | SeedLink | SeedList) & {
  /** Its line in the file that it was read from, for errors. */
  readonly [LINE]?: number
}

export const LINE = Symbol('line')

export interface SeedRecord {
  /** `contacts`, a custom object's own name, or a type id. */
  readonly object: string
  /** Default: the next free one. */
  readonly id?: string
  /** By internal name; a contact's additional e-mails are in `hs_additional_emails`, with `;` between them. */
  readonly properties?: Readonly<Record<string, string | number | boolean | null>>
  /** ISO dates and times; default: now. */
  readonly createdAt?: string
  readonly updatedAt?: string
  /** It is in the recycle bin since then. */
  readonly archivedAt?: string
  /** Id of the record that it was merged into. */
  readonly mergedInto?: string
  /** Deleted for good: no write may bring its e-mail back. */
  readonly erased?: true
  /** Who made it; default: the app of the token. */
  readonly source?: SeedSource
  /** What its values were before each change, the oldest change first. */
  readonly changes?: readonly {
    readonly at: string
    readonly source?: SeedSource
    readonly before: Readonly<Record<string, string | null>>
  }[]
}

export interface SeedSource {
  readonly type: string
  readonly id?: string
}

/** Plain, unless labels or types say more. */
export interface SeedLink {
  readonly from: SeedRef
  readonly to: SeedRef
  readonly labels?: readonly string[]
  readonly types?: readonly {readonly category: string; readonly typeId: number}[]
}

/** A list of records and who is in it. */
export interface SeedList {
  /** Its name. */
  readonly list: string
  readonly object: string
  /** Default: the next free one. */
  readonly id?: string
  /** Default: `MANUAL`. */
  readonly processingType?: 'MANUAL' | 'DYNAMIC' | 'SNAPSHOT'
  /** As the API takes them; a dynamic list has nothing else. */
  readonly filterBranch?: Readonly<Record<string, unknown>>
  /** Ids of records; since when, or now. */
  readonly members?: readonly (string | {readonly id: string; readonly since: string})[]
  readonly createdAt?: string
  readonly updatedAt?: string
  /** It can be restored. */
  readonly deleted?: true
}

export interface SeedRef {
  readonly object: string
  readonly id: string
}

export function isList(entry: SeedEntry): entry is SeedList {
  return 'list' in entry
}

export function isLink(entry: SeedEntry): entry is SeedLink {
  return 'from' in entry
}
