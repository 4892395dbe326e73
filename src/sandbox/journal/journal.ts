import type {SeenRequest} from './seen-request.js'

/** The newest requests, up to a number and an amount of text. */
export interface Journal {
  note(seen: Omit<SeenRequest, 'id'>): void
  /** The oldest first. */
  all(): readonly SeenRequest[]
  /** How many are no longer kept, since the beginning or the last reset. */
  forgotten(): number
  /** Ids go on. */
  reset(): void
}

const MOST_REQUESTS = 1000
/** More of it outlives young garbage, and a process of many records grows by a third. */
const MOST_TEXT = 2 * 1024 * 1024

export function createJournal(mostRequests = MOST_REQUESTS, mostText = MOST_TEXT): Journal {
  let kept: SeenRequest[] = []
  let text = 0
  /** Of `kept`, how many at its beginning have lost their bodies. */
  let bare = 0
  let forgotten = 0
  let lastId = 0

  /** The oldest bodies go first. */
  const dropTexts = () => {
    for (; text > mostText && bare < kept.length; bare++) {
      const oldest = kept[bare] as SeenRequest
      text -= textOf(oldest)
      kept[bare] = {...oldest, body: null, reply: null}
    }
  }
  const dropOldest = () => {
    for (const seen of kept.slice(0, kept.length - mostRequests)) text -= textOf(seen)
    forgotten += kept.length - mostRequests
    bare = Math.max(0, bare - (kept.length - mostRequests))
    kept = kept.slice(-mostRequests)
  }

  return {
    note(seen) {
      lastId++
      kept.push({id: lastId, ...seen})
      text += textOf(seen)
      // Not one by one: to shift a long list takes time.
      if (kept.length >= 2 * mostRequests) dropOldest()
      dropTexts()
    },
    all() {
      if (kept.length > mostRequests) dropOldest()
      return kept
    },
    forgotten: () => forgotten + Math.max(0, kept.length - mostRequests),
    reset() {
      ;[kept, text, bare, forgotten] = [[], 0, 0, 0]
    },
  }
}

function textOf({body, reply}: Pick<SeenRequest, 'body' | 'reply'>): number {
  return (body?.length ?? 0) + (reply?.length ?? 0)
}
