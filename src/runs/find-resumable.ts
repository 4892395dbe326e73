import {AppError} from '../errors/app-error.js'
import {ours, say} from '../errors/next-step.js'
import {isPairMode} from '../rows/run-mode.js'
import type {RunRecord} from './run-record.js'
import type {RunStore, StoredRun} from './run-store.js'
import {readUndone} from './undone.js'

/** What a resumed push must share with the run that it resumes. */
export type ResumeRequest = Pick<
  RunRecord,
  'portalId' | 'object' | 'key' | 'source' | 'mapping' | 'duplicates' | 'mode' | 'gone' | 'list'
>

/**
 * The newest run of this file, object, key and portal, when it has not finished; undefined when there is none to go on
 * with. Throws AppError FILE_CHANGED or RUN_MISMATCH when going on would write something else than the run began.
 */
export async function findResumable(store: RunStore, request: ResumeRequest): Promise<StoredRun | undefined> {
  const stored = await findUnfinished(store, request)
  if (stored !== undefined) checkResumable(stored, request)
  return stored
}

/**
 * The same by file, object, key and portal alone, or the named run if there is one: it may have been begun otherwise.
 */
export async function findUnfinished(
  store: RunStore,
  request: ResumeRequest,
  named?: string,
): Promise<StoredRun | undefined> {
  for await (const stored of store.newestFirst()) {
    if (named === undefined ? !isSameJob(stored.record, request) : stored.record.run !== named) continue
    return isFinished(stored) || (await isUndone(stored)) ? undefined : stored
  }
  return undefined
}

/** The named run. Throws AppError RUN_NOT_FOUND, FILE_CHANGED or RUN_MISMATCH. */
export async function readResumable(store: RunStore, run: string, request: ResumeRequest): Promise<StoredRun> {
  const stored = await store.read(run)
  if (isFinished(stored)) {
    throw new AppError('RUN_MISMATCH', `Run ${run} has already finished; there is nothing to resume.`, {
      next: [ours(['rejects', run])],
    })
  }
  if (await isUndone(stored)) {
    throw new AppError('RUN_MISMATCH', `Run ${run} was undone; there is nothing to resume.`, {
      next: [say('the same command without --resume-run', 'starts a new run')],
    })
  }
  if (stored.record.checkOnly === true) {
    throw new AppError(
      'RUN_MISMATCH',
      `Run ${run} only checked its file and wrote nothing; there is nothing to resume.`,
      {
        next: [ours(['rejects', run])],
      },
    )
  }
  if (stored.record.parent !== undefined) {
    throw new AppError(
      'RUN_MISMATCH',
      `Run ${run} is a retry of rejected rows of run ${stored.record.parent}; a push of the file cannot resume it.`,
      {
        next: [ours(['rejects', 'retry', stored.record.parent])],
      },
    )
  }
  const different = differences(stored.record, request)
  if (different.length > 0) {
    throw new AppError(
      'RUN_MISMATCH',
      `Run ${run} was started with another ${different.join(' and ')} and can only be resumed with its own.`,
      {
        next: [say('the same command without --resume-run', 'starts a new run')],
      },
    )
  }
  checkResumable(stored, request)
  return stored
}

function isFinished(stored: StoredRun): boolean {
  return stored.checkpoint?.line.state === 'finished'
}

/** What it wrote is archived, so its rows would be counted as written, and are not. */
async function isUndone({directory}: StoredRun): Promise<boolean> {
  return (await readUndone(directory)).length > 0
}

function isSameJob(record: RunRecord, request: ResumeRequest): boolean {
  const isSameKind = isPairMode(record.mode) === isPairMode(request.mode) // push and associate may read one file
  return (
    isSameKind && record.parent === undefined && record.checkOnly !== true && differences(record, request).length === 0
  )
}

/** In the words of the flags; a run from standard input is no other's continuation. */
function differences(record: RunRecord, request: ResumeRequest): string[] {
  return [
    ...(record.source.path !== undefined && record.source.path === request.source.path ? [] : ['file']),
    ...(record.portalId === request.portalId ? [] : ['portal']),
    ...(record.object.objectTypeId === request.object.objectTypeId ? [] : ['object']),
    ...(record.key === request.key ? [] : ['key']),
  ]
}

function checkResumable({record}: StoredRun, request: ResumeRequest): void {
  const {fingerprint} = request.source
  if (fingerprint === undefined || fingerprint.sha256 !== record.source.fingerprint?.sha256) {
    throw new AppError(
      'FILE_CHANGED',
      `${request.source.name} has changed since run ${record.run} started, so the run cannot be resumed.`,
      {
        next: [
          say(
            'the same command without --resume',
            isPairMode(record.mode)
              ? 'starts a new run'
              : 'pushes the whole file again; rows already written are updated',
          ),
        ],
      },
    )
  }
  if (
    !isSame(record.mapping, request.mapping) ||
    !isSame(record.source.reading, request.source.reading) ||
    record.duplicates !== request.duplicates ||
    record.mode !== request.mode ||
    !isSame(record.gone, request.gone) ||
    record.list?.id !== request.list?.id
  ) {
    throw new AppError(
      'RUN_MISMATCH',
      `Run ${record.run} of ${request.source.name} was started with different options (${optionsOf(request)}).`,
      {
        next: [
          say('the same command with the flags of that run'),
          say(
            'the same command without --resume',
            isPairMode(request.mode) ? 'starts a new run' : 'pushes the whole file again with this mapping',
          ),
        ],
      },
    )
  }
}

function optionsOf({mode}: ResumeRequest): string {
  return isPairMode(mode)
    ? '--from, --to, labels, --remove or file format'
    : 'mapping, file format, --duplicates, --mode, --gone or --list'
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}
