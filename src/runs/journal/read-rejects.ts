import {createReadStream} from 'node:fs'
import {withTypes} from '../../rows/cell-types.js'
import {isCells, type Reject} from '../../rows/rows.js'
import {parseExactJson} from '../../shared/text/exact-json.js'
import {type RejectFate, readResolutions, rejectName} from '../resolutions.js'
import {rejectsPath} from '../run-paths.js'
import type {StoredRun} from '../run-store.js'
import {lines} from './lines.js'

/** A reject with what became of it since. */
export interface StoredReject extends Reject, RejectFate {}

/** What the cells are besides texts is written beside them. */
type StoredLine = Omit<Reject, 'kind'> & {readonly types?: string}

/** All rejects of a run in file order, as far as its journal counts them. */
export async function* readRejects({directory, checkpoint}: StoredRun): AsyncGenerator<StoredReject, void, undefined> {
  const bytes = checkpoint?.line.rejectsBytes ?? 0
  if (bytes === 0) return
  const resolutions = await readResolutions(directory)
  const stream = createReadStream(rejectsPath(directory), {end: bytes - 1})
  try {
    for await (const line of lines(stream)) {
      const {types, ...stored} = parseExactJson(line) as StoredLine
      if (isCells(stored.record)) withTypes(stored.record, types)
      yield {kind: 'reject', ...stored, ...resolutions.get(rejectName(stored))}
    }
  } finally {
    stream.destroy()
  }
}
