/** `v3` and its dated successors spell the same routes, with small differences; `v4` has associations alone. */
export type ApiVersion = 'v3' | 'v4' | '2026-03' | '2026-09'

export function isVersion(text: string): text is ApiVersion {
  return text === 'v3' || text === 'v4' || text === '2026-03' || text === '2026-09'
}

/** Where a path has the version in second place, as in `/crm/v3/objects`. */
export function isNumbered(version: ApiVersion): boolean {
  return version === 'v3' || version === 'v4'
}
