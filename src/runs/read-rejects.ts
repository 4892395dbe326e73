import {createReadStream} from 'node:fs'
import {createInterface} from 'node:readline'
import type {Reject} from '../rows/rows.js'
import {rejectsPath} from './run-paths.js'
import type {StoredRun} from './run-store.js'

/** The rejects of a run in file order, as far as its journal counts them. */
export async function* readRejects({directory, checkpoint}: StoredRun): AsyncGenerator<Reject, void, undefined> {
  const bytes = checkpoint?.line.rejectsBytes ?? 0
  if (bytes === 0) return
  const stream = createReadStream(rejectsPath(directory), {end: bytes - 1})
  try {
    for await (const line of createInterface({input: stream, crlfDelay: Number.POSITIVE_INFINITY})) {
      const stored = JSON.parse(line) as Omit<Reject, 'kind'>
      yield {kind: 'reject', ...stored}
    }
  } finally {
    stream.destroy()
  }
}
