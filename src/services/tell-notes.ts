import type {Source} from '../input/source.js'
import type {PushEvent} from '../push/run/push-event.js'
import type {Reject, SourceRow} from '../rows/rows.js'

interface NotePorts {
  readonly onEvent: (event: PushEvent) => void
}

/** The rows of a source; what was found out about the file as a whole is told as warnings behind the last of them. */
export async function* tellNotes(
  source: Pick<Source, 'chunks' | 'notes'>,
  {onEvent}: NotePorts,
): AsyncGenerator<readonly (SourceRow | Reject)[]> {
  yield* source.chunks
  for (const message of source.notes()) onEvent({type: 'warning', message})
}
