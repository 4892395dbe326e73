/** Every method of the SDK below an object of it: `crm.contacts.basicApi.create`. */
export function methodsOf(root: object, name: string): string[] {
  const found = new Set<string>()
  const seen = new Set<object>()
  const visit = (object: object, path: string) => {
    if (seen.has(object)) return
    seen.add(object)
    for (const [key, value] of membersOf(object)) {
      if (typeof value === 'function' && isPublic(key)) found.add(`${path}.${key}`)
      else if (typeof value === 'object' && value !== null && isPublic(key)) visit(value, `${path}.${key}`)
    }
  }
  visit(root, name)
  return [...found]
}

const INTERNAL = ['constructor', 'config', 'configuration', 'api', 'requestFactory', 'responseProcessor', 'middleware']

function isPublic(key: string): boolean {
  return !key.startsWith('_') && !INTERNAL.includes(key) && !key.endsWith('WithHttpInfo')
}

/** Getters are asked; methods come from the prototypes. */
function membersOf(object: object): [string, unknown][] {
  const members = Object.entries(object)
  for (let at = Object.getPrototypeOf(object); at !== null && at !== Object.prototype; at = Object.getPrototypeOf(at))
    for (const key of Object.getOwnPropertyNames(at)) if (isPublic(key)) members.push([key, Reflect.get(object, key)])
  return members
}
