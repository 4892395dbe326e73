/** Who set a value, as histories tell it (docs/hubspot-api.md#property-histories). */
export interface ValueSource {
  /** `INTEGRATION`, `CRM_UI`. */
  readonly type: string
  /** Of an app, or `userId:123`. */
  readonly id?: string
}

/** The id HubSpot gives the app whose token wrote a record. */
export const APP_ID = '19083857'

/** Who makes nearly all records: they do not say so. */
export const APP: ValueSource = {type: 'INTEGRATION', id: APP_ID}

/** One write that changed values: only what they were before is kept, since each record holds what they are now. */
export interface KeptChange {
  readonly atMs: number
  readonly source: ValueSource
  /** By property; null = there was none. */
  readonly before: Readonly<Record<string, string | null>>
}
