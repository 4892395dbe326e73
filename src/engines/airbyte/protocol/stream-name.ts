/** Names a stream; two of one name differ by their namespace. */
export interface StreamName {
  readonly name: string
  readonly namespace?: string
}

/** Null, empty and absent are the same namespace: none. Undefined where the name is none. */
export function streamOf(name: unknown, namespace: unknown): StreamName | undefined {
  if (typeof name !== 'string') return undefined
  return typeof namespace === 'string' && namespace !== '' ? {name, namespace} : {name}
}

/** The same for the same stream; no two streams share it. */
export function streamKey({name, namespace}: StreamName): string {
  return JSON.stringify(namespace === undefined ? [name] : [name, namespace])
}

/** How people read it, and name it in the configuration. */
export function shownStream({name, namespace}: StreamName): string {
  return namespace === undefined ? name : `${namespace}.${name}`
}
