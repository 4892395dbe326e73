import type {Run} from '../../errors/next-step.js'
import type {FirstLook} from '../../push/run/push-event.js'
import type {PushOptions} from '../../push/run/run-plan.js'
import type {ModeField, OtherEndField} from '../../rows/run-mode.js'
import type {AskedGone, ForeseenGone} from '../gone/asked-gone.js'
import type {OpenPorts, OpenPushRequest} from '../open/open-push.js'

export interface PushFileRequest extends OpenPushRequest, PushOptions {
  /** Leave out rows whose values were acknowledged before. */
  readonly onlyChanged?: boolean
  /** Write them anyway, and learn again. */
  readonly full?: boolean
  /** Resume the latest unfinished run of this job, if any, or this one. */
  readonly resume: boolean | {readonly run: string}
  /** The command as typed, with --resume and the flags that stand for answers. */
  readonly resumeCommand: (answered: readonly string[]) => Run
  /** The same without --resume, for a file that was damaged. */
  readonly freshCommand?: (answered: readonly string[]) => Run
  /** How long to wait for another run of the same portal and object. */
  readonly waitLockMs: number
  /** Kept in the history. */
  readonly note?: string
  /** `--max-deletes`: the most records that `--mode delete` may archive; absent: as many as the user agrees to. */
  readonly maxDeletes?: number
  /** `--gone`: what becomes of records that leave the file. */
  readonly gone?: AskedGone
  /** Read and check the whole file before the first write. */
  readonly checkFirst?: boolean
  readonly version: string
}

/** What is about to be written, for the question before the first write. */
export interface PushQuestion extends ModeField, OtherEndField {
  readonly portalId: number
  readonly profile: string
  readonly object: string
  readonly key: string
  readonly file: string
  /** `--list`: its name. */
  readonly list?: string
  /** `--mode delete`: how many records would be archived. */
  readonly deletes?: number
  /** The run whose records these are (`runs undo`). */
  readonly undoes?: string
  /** `--gone`; absent before the first complete run. */
  readonly gone?: ForeseenGone
  /** Looks at the first rows, where the user is asked. Absent for a run that is resumed, or that deletes. */
  readonly look?: () => Promise<FirstLook | undefined>
}

export interface PushFilePorts extends OpenPorts {
  /** Throws AppError CANCELLED for a no. */
  readonly confirm: (question: PushQuestion) => Promise<void>
  readonly abort: AbortSignal
}
