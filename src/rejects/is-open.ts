import type {StoredReject} from '../runs/journal/read-rejects.js'

export interface OpenFilter {
  readonly code?: string
  /** Also those that a later row of their key has overtaken. */
  readonly includeSuperseded?: boolean
}

/** Whether a reject waits for somebody: it is not settled elsewhere, and nothing newer of its key was written. */
export function isOpen({resolvedBy, supersededBy, code}: StoredReject, filter: OpenFilter): boolean {
  const isWanted = filter.code === undefined || filter.code === code
  return isWanted && resolvedBy === undefined && (filter.includeSuperseded === true || supersededBy === undefined)
}
