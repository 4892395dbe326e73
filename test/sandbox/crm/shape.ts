/** What a reply looks like: keys and kinds of values, of several samples at once. */
export interface Shape {
  readonly kinds: ReadonlySet<string>
  /** Of objects: the keys every sample has, and of each key the shape. */
  readonly always: ReadonlySet<string>
  readonly keys: ReadonlyMap<string, Shape>
  /** Of lists: the shape of all elements together; absent when no sample has an element. */
  readonly elements?: Shape
}

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?Z$/
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

export function shapeOf(samples: readonly unknown[]): Shape {
  const objects = samples.filter(isObject)
  const names = new Set(objects.flatMap(Object.keys))
  const elements = samples.filter(Array.isArray).flat()
  return {
    kinds: new Set(samples.map(kindOf)),
    always: new Set([...names].filter(name => objects.every(object => name in object))),
    keys: new Map(
      [...names].map(name => [name, shapeOf(objects.filter(object => name in object).map(object => object[name]))]),
    ),
    ...(elements.length > 0 ? {elements: shapeOf(elements)} : {}),
  }
}

function kindOf(value: unknown): string {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'list'
  if (typeof value !== 'string') return typeof value
  if (INSTANT.test(value)) return 'instant'
  if (UUID.test(value)) return 'uuid'
  if (/^https?:\/\//.test(value)) return 'url'
  return /^\d+$/.test(value) ? 'digits' : 'text'
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

export interface Allowances {
  /** Keys that HubSpot has added since a recording was made, or sends on some replies only. */
  readonly extra: readonly string[]
  /** Keys that only some replies carry. */
  readonly optional: readonly string[]
  /** Keys that were recorded in more than one form. */
  readonly varied: readonly string[]
  /** Keys whose objects are dictionaries: what they hold depends on the portal. */
  readonly dictionaries: readonly string[]
}

/** Where `ours` departs from `recorded`: a key that is missing, one HubSpot does not send, a value of another kind. */
export function differences(recorded: Shape, ours: Shape, allowances: Allowances, path = 'body'): string[] {
  const found: string[] = []
  const isVaried = allowances.varied.includes(path.split('.').at(-1) ?? '')
  for (const kind of isVaried ? [] : ours.kinds)
    if (!isKindOf(kind, recorded.kinds)) found.push(`${path} is ${kind}, recorded: ${[...recorded.kinds].join(' or ')}`)
  const isDictionary = allowances.dictionaries.includes(path.split('.').at(-1) ?? '')
  const required = isDictionary ? [] : [...recorded.always].filter(name => !allowances.optional.includes(name))
  for (const name of required) if (!ours.always.has(name)) found.push(`${path}.${name} is missing`)
  for (const [name, shape] of ours.keys) {
    const expected = recorded.keys.get(name)
    if (expected) found.push(...differences(expected, shape, allowances, `${path}.${name}`))
    else if (!isDictionary && !allowances.extra.includes(name)) found.push(`${path}.${name} is not in the recording`)
  }
  if (recorded.elements && ours.elements)
    found.push(...differences(recorded.elements, ours.elements, allowances, `${path}[]`))
  return found
}

/** Text may look like anything; what only ever was an instant, a number … must stay one. */
function isKindOf(kind: string, recorded: ReadonlySet<string>): boolean {
  const isString = ['instant', 'uuid', 'url', 'digits', 'text'].includes(kind)
  return recorded.has(kind) || (isString && recorded.has('text'))
}
