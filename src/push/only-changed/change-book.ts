import type {MappedRow} from '../../rows/rows.js'

/** What the record of a key holds now, as far as rows that were just acknowledged tell. */
export interface KeyState {
  readonly orderKey: string
  /** As the last row spelt it. */
  readonly key: string
  /** Internal property name → value, the key among them. */
  readonly values: Readonly<Record<string, string>>
  /** Properties of which nothing is known any more. */
  readonly lost: ReadonlySet<string>
  /** False: nothing that was known of the key before holds still. */
  readonly addsToEarlier: boolean
}

/** What HubSpot last acknowledged, by key and property; services binds it to portal, object and key property. */
export interface ChangeBook {
  /** Whether each value of the row is what was last acknowledged for its key. */
  isUnchanged(row: MappedRow): boolean
  /**
   * Before rows are sent: what they may change of the records of their keys is not known any more, also on the disk.
   * Each key comes back by `remember`, or by `lose`.
   */
  forget(rows: readonly MappedRow[]): Promise<void>
  /** Of these keys nothing is known any more, also on the disk. */
  lose(orderKeys: readonly string[]): Promise<void>
  /** Before these properties of some records change by another way than rows: what other keys know of them is lost. */
  announce(properties: Readonly<Record<string, string>>): Promise<void>
  /** The same as `forget` before their records are archived, for every key that may lead to these. */
  forgetRecords(rows: readonly MappedRow[]): Promise<void>
  /** After they were acknowledged. */
  remember(states: readonly KeyState[]): Promise<void>
}
