/** How often the same thing was asked and answered alike. */
export interface RequestCount {
  readonly method: string
  /** Record ids are folded to `{id}`, so that the list stays short. */
  readonly path: string
  /** What the client saw: the status, or that it saw none. */
  readonly outcome: number | 'cut' | 'hang'
  readonly count: number
}

export interface RequestLog {
  note(method: string, path: string, outcome: RequestCount['outcome']): void
  /** In the order in which each was first seen. */
  counts(): readonly RequestCount[]
  reset(): void
}

export function createRequestLog(): RequestLog {
  const counts = new Map<string, RequestCount>()
  return {
    note(method, fullPath, outcome) {
      const path = foldIds(fullPath)
      const key = `${method} ${path} ${outcome}`
      counts.set(key, {method, path, outcome, count: (counts.get(key)?.count ?? 0) + 1})
    },
    counts: () => [...counts.values()],
    reset: () => counts.clear(),
  }
}

/** A path without the record ids in it. */
export function foldIds(path: string): string {
  return path.replace(/\/\d{3,}(?=\/|$)/g, '/{id}')
}
