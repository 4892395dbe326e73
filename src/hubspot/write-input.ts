/** One element of `inputs[]` of a batch upsert. */
export interface WriteInput {
  /** Value of the unique property `idProperty`. */
  readonly id: string
  readonly idProperty: string
  readonly properties: Readonly<Record<string, string>>
  /** Unique in the request: only then does HubSpot refuse single inputs (207) and not the whole request. */
  readonly objectWriteTraceId: string
}
