import {createReadStream} from 'node:fs'
import type {Reject} from '../../rows/rows.js'
import {parseExactJson} from '../../shared/text/exact-json.js'
import {type RejectFate, readResolutions, rejectName} from '../resolutions.js'
import {rejectsPath} from '../run-paths.js'
import type {StoredRun} from '../run-store.js'
import {lines} from './lines.js'

/** A reject with what became of it since. */
export interface StoredReject extends Reject, RejectFate {}

/** All rejects of a run in file order, as far as its journal counts them. */
export async function* readRejects({directory, checkpoint}: StoredRun): AsyncGenerator<StoredReject, void, undefined> {
  const bytes = checkpoint?.line.rejectsBytes ?? 0
  if (bytes === 0) return
  const resolutions = await readResolutions(directory)
  const stream = createReadStream(rejectsPath(directory), {end: bytes - 1})
  try {
    for await (const line of lines(stream)) {
      const stored = parseExactJson(line) as Omit<Reject, 'kind'>
      yield {kind: 'reject', ...stored, ...resolutions.get(rejectName(stored))}
    }
  } finally {
    stream.destroy()
  }
}
