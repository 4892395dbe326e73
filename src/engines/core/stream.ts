import type {StreamSettings} from '../settings/engine-settings.js'

/** A stream as the protocol describes it, with what the configuration says of it. */
export interface StreamPlan {
  /** Names it in `write` and in messages; of Airbyte `NAMESPACE.NAME` where two namespaces have the name. */
  readonly stream: string
  readonly settings: StreamSettings
  /** The fields that its records have, as far as the protocol tells. Records may bring others. */
  readonly fields: readonly string[]
  /** The fields that identify a record to the source (`key_properties`, `primary_key`); `settings.key` wins. */
  readonly keyFields: readonly string[]
  /** Fields of the protocol's own, which are never sent (`_sdc_received_at`). Default: none. */
  readonly ownFields?: (field: string) => boolean
  /** Told of fields that are left out and that only later records bring; each once. */
  readonly onLateUnknown?: (field: string) => void
}

/** A record of a stream. */
export interface EngineRow {
  /**
   * As `parseExactJson` gives it: numbers keep their digits. Undefined where it cannot be read, with `problem`: it is
   * rejected then.
   */
  readonly record: Readonly<Record<string, unknown>> | undefined
  /** Why it cannot be read; completes "The record cannot be read: …". */
  readonly problem?: string
  /** Where it is in the input: the number of its line, from 1. */
  readonly line: number
  /** About how many characters it holds, to bound memory. */
  readonly size: number
  /** The source says that it was deleted there; `settings.deleted` decides what that does. */
  readonly isDeleted?: boolean
}
