/** `v3` and its dated successors; each is a spelling of the same routes, with small differences. */
export type ApiVersion = 'v3' | '2026-03' | '2026-09'

export function isVersion(text: string): text is ApiVersion {
  return text === 'v3' || text === '2026-03' || text === '2026-09'
}
