import {withSlashes} from '../../basics/path-part.js'
import {type ApiVersion, isNumbered, versionAt} from './api-version.js'

/** A path without its version. */
interface Area {
  readonly version: ApiVersion
  /** `{objects}`, then what follows. */
  readonly parts: readonly string[]
}

/** The APIs before v3: `/contacts/v1/…` is `{contacts-v1}/…` in a table of routes. */
const LEGACY: ReadonlySet<string> = new Set([
  'contacts-v1',
  'companies-v1',
  'companies-v2',
  'deals-v1',
  'engagements-v1',
  'crm-objects-v1',
  'crm-associations-v1',
  'crm-pipelines-v1',
  'properties-v1',
  'properties-v2',
  'owners-v2',
])

/** Undefined where the path names no version that HubSpot has, or has it in another place. */
export function splitArea(path: string): Area | undefined {
  const [, first = '', second = '', third = '', ...rest] = path.replace(/\/$/, '').split('/')
  if (LEGACY.has(`${first}-${second}`)) return {version: 'v1', parts: [`{${first}-${second}}`, third, ...rest]}
  const [before, behind] = [versionAt(second), versionAt(third)]
  if (first === 'crm' && before !== undefined && isNumbered(before))
    return {version: before, parts: [`{${third}}`, ...rest]}
  // Some clients, and one document of HubSpot's, put a numbered version where dated ones stand.
  if (first === 'crm' && behind !== undefined) return {version: behind, parts: [`{${second}}`, ...rest]}
  if (first === 'crm-object-schemas' && before !== undefined && third === 'schemas')
    return {version: before, parts: ['{schemas}', ...rest]}
  if (first === 'events' && before !== undefined) return {version: before, parts: ['{events}', third, ...rest]}
  if (first === 'events' && second === 'custom' && behind !== undefined)
    return {version: behind, parts: ['{events}', ...rest]}
  if (first === 'events' && second === 'event-occurrences' && behind !== undefined)
    return {version: behind, parts: ['{events}', 'events', ...rest]}
  if (first === 'account-info' && before !== undefined && third === 'details')
    return {version: before, parts: ['{account}', ...rest]}
  if (first === 'account-info' && before !== undefined && third === 'api-usage')
    return {version: before, parts: ['{usage}', ...rest]}
  return undefined
}

/** Routes of HubSpot's own that would read as ids. */
const OWN_WORDS: ReadonlySet<string> = new Set(['{lists}/folders', '{lists}/idmapping', '{schemas}/batch'])

/** What stands for the `:names` of a pattern; undefined where the path is another one. */
export function matchParts(pattern: readonly string[], parts: readonly string[]): Map<string, string> | undefined {
  if (pattern.length !== parts.length) return undefined
  const found = new Map<string, string>()
  for (const [index, part] of pattern.entries()) {
    const given = parts[index] ?? ''
    if (part.startsWith(':') && OWN_WORDS.has(`${parts[index - 1]}/${given}`)) return undefined
    if (part.startsWith(':')) found.set(part.slice(1), withSlashes(given))
    else if (part !== given) return undefined
  }
  return found
}
