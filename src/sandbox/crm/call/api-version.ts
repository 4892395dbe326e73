/**
 * `v3` and its dated successors spell the same routes, with small differences; `v4` has associations alone. `v1` stands
 * for the APIs before v3, whose paths have a number of their own each (legacy/).
 */
export type ApiVersion = 'v1' | 'v3' | 'v4' | '2026-03' | '2026-09'

/** The version that a part of a path names: the older dated ones answer as 2026-03 (docs/hubspot-api.md#versions). */
export function versionAt(part: string): ApiVersion | undefined {
  if (part === '2025-09') return '2026-03'
  return part === 'v3' || part === 'v4' || part === '2026-03' || part === '2026-09' ? part : undefined
}

/** Where a path has the version in second place, as in `/crm/v3/objects`. */
export function isNumbered(version: ApiVersion): boolean {
  return version === 'v3' || version === 'v4'
}
