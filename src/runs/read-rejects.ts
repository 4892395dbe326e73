import {createReadStream} from 'node:fs'
import type {Reject} from '../rows/rows.js'
import {lines} from '../shared/lines.js'
import {rejectsPath} from './run-paths.js'
import type {StoredRun} from './run-store.js'

/** The rejects of a run in file order, as far as its journal counts them. */
export async function* readRejects({directory, checkpoint}: StoredRun): AsyncGenerator<Reject, void, undefined> {
  const bytes = checkpoint?.line.rejectsBytes ?? 0
  if (bytes === 0) return
  const stream = createReadStream(rejectsPath(directory), {end: bytes - 1})
  try {
    for await (const line of lines(stream)) {
      const stored = JSON.parse(line) as Omit<Reject, 'kind'>
      yield {kind: 'reject', ...stored}
    }
  } finally {
    stream.destroy()
  }
}
