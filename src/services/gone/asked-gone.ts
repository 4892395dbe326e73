import type {GoneThreshold} from '../../push/gone/gone-limit.js'
import type {GoneAction} from '../../rows/gone.js'

/** `--gone`, as the flags say it. */
export interface AskedGone {
  readonly action: GoneAction
  /** `--source`; absent: the file's real absolute path. */
  readonly source?: string
  /** `--max-deletes`; absent: the usual share. */
  readonly threshold?: GoneThreshold
}

/** What may go, before a row is read. */
export interface ForeseenGone {
  readonly action: GoneAction
  /** On the list now. */
  readonly members: number
  /** More than this is held back. */
  readonly most: number
}
