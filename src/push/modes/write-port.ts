import type {WriteVerdict} from '../../hubspot/batch/batch-types.js'
import type {WriteInput} from '../../hubspot/write-input.js'

/** What HubSpot said to one request, and whether an attempt of it may still commit later. */
export interface WriteAnswer {
  readonly verdict: WriteVerdict
  readonly fateUnknown: boolean
}

/** A record as a batch read shows it; a property that is not set is absent. */
export interface ReadRecord {
  readonly recordId: string
  readonly properties: Readonly<Record<string, string>>
}

/** The two calls that sending needs; open-write-port.ts binds them to object, key, mode and client. */
export interface WritePort {
  /** Writes them as the run's mode says. At most 100 inputs, no key twice. Throws AppError for what ends the run. */
  write(inputs: readonly WriteInput[]): Promise<WriteAnswer>
  /** At most 100 keys. A key without a record is absent from the map. */
  read(keys: readonly string[], properties: readonly string[]): Promise<ReadonlyMap<string, ReadRecord>>
}
