/** As many as people read; the rest is counted. */
const MOST = 20

export interface Warnings {
  readonly add: (message: string) => void
  all(): readonly string[]
}

/** Keeps the first warnings, each once, and tells of them as they come. */
export function collectWarnings(onWarning: (message: string) => void): Warnings {
  const kept = new Set<string>()
  let more = 0
  return {
    add(message) {
      if (kept.has(message)) return
      if (kept.size >= MOST) {
        more += 1
        return
      }
      kept.add(message)
      onWarning(message)
    },
    all: () => (more === 0 ? [...kept] : [...kept, `${more} more warnings of this kind were left out.`]),
  }
}
