import type {WriteInput} from '../../hubspot/write-input.js'
import {ROWS_UNDER_WAY} from '../line/batch.js'
import {type HoldsValue, holdsValues} from './holds-values.js'

/** A record as it was found by an input's key. */
export interface FoundRecord {
  readonly recordId: string
  readonly properties: Readonly<Record<string, string>>
  /** By HubSpot's clock, ms since the epoch; absent where the reply does not tell. */
  readonly createdMs?: number
}

/** Which records this run has made, as far as a record alone can show: an answer that was lost may have been a yes. */
export class OwnRecords {
  /** Record id → the input that it was made by; the latest ones. */
  readonly #madeBy = new Map<string, string>()
  readonly #holds: HoldsValue | undefined
  /**
   * How much HubSpot's clock is ahead of our monotonic one, at least, in ms: one that people set would make a record
   * ours or not.
   */
  #aheadMs = 0

  constructor(holds?: HoldsValue) {
    this.#holds = holds
  }

  made(input: WriteInput, recordId: string | undefined): void {
    if (recordId === undefined) return
    this.#madeBy.set(recordId, input.objectWriteTraceId)
    const [oldest] = this.#madeBy.keys()
    if (this.#madeBy.size > ROWS_UNDER_WAY && oldest !== undefined) this.#madeBy.delete(oldest)
  }

  /** HubSpot completed something at `completedMs` by its clock, and the reply was here at `receivedMs` by ours. */
  setClock(completedMs: number, receivedMs: number): void {
    this.#aheadMs = completedMs - receivedMs
  }

  /**
   * Made by this input, which was first sent at `sinceMs` by our clock: not older, of the same values, and no other
   * row's.
   */
  isMadeBy(input: WriteInput, record: FoundRecord, sinceMs: number): boolean {
    const {recordId, properties, createdMs} = record
    const maker = this.#madeBy.get(recordId)
    if (maker !== undefined) return maker === input.objectWriteTraceId
    return (
      createdMs !== undefined &&
      createdMs >= sinceMs + this.#aheadMs &&
      holdsValues(properties, input.properties, this.#holds)
    )
  }
}
