/** Keys that may be undefined become optional, as they are where an absent key and undefined are two things. */
type Defined<T> = {[K in keyof T as undefined extends T[K] ? never : K]: T[K]} & {
  [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>
}

/** The same without the keys that are undefined. The names are the caller's own, not a file's (shared/named). */
export function defined<T extends object>(values: T): Defined<T> {
  const kept: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(values)) if (value !== undefined) kept[name] = value
  return kept as Defined<T>
}
