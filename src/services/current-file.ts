import {AppError} from '../errors/app-error.js'
import {openSource} from '../input/open-source.js'
import type {Source} from '../input/source.js'
import type {Defer} from '../shared/with-cleanup.js'
import {type OpenedPush, openFile} from './open-push.js'

/**
 * The rows to push are those that the path holds once the lock is ours: another file may have been put there while the
 * push waited, or asked.
 * All that was settled before by a look at its header holds for that one as well, or it throws FILE_CHANGED.
 */
export async function currentFile<T extends OpenedPush>(
  opened: T,
  stop: AbortSignal,
  defer: Defer,
): Promise<{opened: T; isOther: boolean}> {
  const {spec, source} = opened
  if (spec.file === undefined || (await spec.file.isStill())) return {opened, isOther: false}
  const {file: _file, ...reading} = spec
  const current = await openFile(reading, stop, defer)
  const now = await openSource(current)
  defer(() => now.close())
  stop.addEventListener('abort', () => void now.close(), {once: true})
  if (!readsAlike(source, now)) throw readsOtherwise(source)
  return {opened: {...opened, spec: current, source: now}, isOther: true}
}

function readsAlike(one: Source, other: Source): boolean {
  const layout = ({format, header, columns}: Source): string => JSON.stringify([format, header, columns])
  return layout(one) === layout(other)
}

function readsOtherwise({name, format}: Source): AppError {
  const what = format === 'csv' ? 'another header' : 'other fields'
  return new AppError(
    'FILE_CHANGED',
    `${name} was replaced before the first row was read, by a file with ${what}. Nothing was written.`,
    {
      next: ['the same command again     reads the file that is there now'],
    },
  )
}
