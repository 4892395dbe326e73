/** Keys that may be undefined become optional, as they are where an absent key and undefined are two things. */
type Defined<T> = {[K in keyof T as undefined extends T[K] ? never : K]: T[K]} & {
  [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>
}

/**
 * The same without the keys that are undefined. The names are the caller's own, not a file's (shared/named). Half as
 * slow again as a spread for each key (40 ns for four, Node 20, 2026-11): not for what every row passes through.
 */
export function defined<T extends object>(values: T): Defined<T> {
  const kept: Record<string, unknown> = {}
  const all = values as Record<string, unknown>
  for (const name in all) if (all[name] !== undefined) kept[name] = all[name]
  return kept as Defined<T>
}
