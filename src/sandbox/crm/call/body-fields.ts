import {type BodyObject, wrongShape} from './json-body.js'

/**
 * Members of a body as HubSpot's kind of JSON reader takes them: numbers and flags also as text, null as absent. What is
 * something else is refused; to pass over it would make another thing than was asked for.
 */
export function textIn(body: BodyObject, name: string): string | undefined {
  const value = body[name]
  if (value === undefined || value === null || typeof value === 'string') return value ?? undefined
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  throw wrongShape('java.lang.String', value)
}

export function numberIn(body: BodyObject, name: string): number | undefined {
  const value = body[name]
  if (value === undefined || value === null || value === '') return undefined
  if (typeof value === 'number') return value
  if (typeof value === 'string' && /^-?\d{1,10}$/.test(value)) return Number(value)
  throw wrongShape('int', value)
}

export function flagIn(body: BodyObject, name: string): boolean | undefined {
  const value = body[name]
  if (value === undefined || value === null || value === '') return undefined
  if (typeof value === 'boolean') return value
  if (value === 'true' || value === 'false') return value === 'true'
  throw wrongShape('boolean', value)
}
