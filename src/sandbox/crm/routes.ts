/** `v3` and its dated successors; each is a spelling of the same routes, with small differences. */
export type ApiVersion = 'v3' | '2026-03' | '2026-09'

export type RouteName =
  | 'account'
  | 'batchUpsert'
  | 'batchCreate'
  | 'batchUpdate'
  | 'batchRead'
  | 'batchArchive'
  | 'search'
  | 'listRecords'
  | 'createRecord'
  | 'getRecord'
  | 'updateRecord'
  | 'archiveRecord'
  | 'listProperties'
  | 'createProperty'
  | 'getProperty'
  | 'listSchemas'
  | 'getSchema'
  | 'listOwners'
  | 'getOwner'
  | 'listPipelines'
  | 'getPipeline'

export interface Route {
  readonly name: RouteName
  readonly version: ApiVersion
  /** As the path writes it; '' on routes without one. */
  readonly typeName: string
  /** Record id, property name, owner id …; '' on routes without one. */
  readonly last: string
}

/** Method and path, `{area}` standing for `/crm/v3/{area}` and `/crm/{area}/2026-09` alike. */
const PATTERNS: readonly (readonly [method: string, pattern: string, name: RouteName])[] = [
  ['POST', '{objects}/:type/batch/upsert', 'batchUpsert'],
  ['POST', '{objects}/:type/batch/create', 'batchCreate'],
  ['POST', '{objects}/:type/batch/update', 'batchUpdate'],
  ['POST', '{objects}/:type/batch/read', 'batchRead'],
  ['POST', '{objects}/:type/batch/archive', 'batchArchive'],
  ['POST', '{objects}/:type/search', 'search'],
  ['GET', '{objects}/:type', 'listRecords'],
  ['POST', '{objects}/:type', 'createRecord'],
  ['GET', '{objects}/:type/:last', 'getRecord'],
  ['PATCH', '{objects}/:type/:last', 'updateRecord'],
  ['DELETE', '{objects}/:type/:last', 'archiveRecord'],
  ['GET', '{properties}/:type', 'listProperties'],
  ['POST', '{properties}/:type', 'createProperty'],
  ['GET', '{properties}/:type/:last', 'getProperty'],
  ['GET', '{schemas}', 'listSchemas'],
  ['GET', '{schemas}/:type', 'getSchema'],
  ['GET', '{owners}', 'listOwners'],
  ['GET', '{owners}/:last', 'getOwner'],
  ['GET', '{pipelines}/:type', 'listPipelines'],
  ['GET', '{pipelines}/:type/:last', 'getPipeline'],
  ['GET', '{account}', 'account'],
]

/** Undefined = HubSpot has no such route, or the sandbox does not serve it. */
export function findRoute(method: string, path: string): Route | undefined {
  const area = splitArea(path)
  if (!area) return undefined
  for (const [patternMethod, pattern, name] of PATTERNS) {
    const parts = patternMethod === method ? matchParts(pattern.split('/'), area.parts) : undefined
    // the groups of properties, which are not served
    if (name === 'getProperty' && parts?.[':last'] === 'groups') return undefined
    if (parts) return {name, version: area.version, typeName: parts[':type'] ?? '', last: parts[':last'] ?? ''}
  }
  return undefined
}

interface Area {
  readonly version: ApiVersion
  /** `{objects}`, then what follows. */
  readonly parts: readonly string[]
}

function splitArea(path: string): Area | undefined {
  const [, first = '', second = '', third = '', ...rest] = path.replace(/\/$/, '').split('/')
  if (first === 'crm' && isVersion(second) && second === 'v3') return {version: second, parts: [`{${third}}`, ...rest]}
  if (first === 'crm' && isVersion(third) && third !== 'v3') return {version: third, parts: [`{${second}}`, ...rest]}
  if (first === 'crm-object-schemas' && isVersion(second) && third === 'schemas')
    return {version: second, parts: ['{schemas}', ...rest]}
  if (first === 'account-info' && isVersion(second) && third === 'details')
    return {version: second, parts: ['{account}', ...rest]}
  return undefined
}

function isVersion(text: string): text is ApiVersion {
  return text === 'v3' || text === '2026-03' || text === '2026-09'
}

function matchParts(pattern: readonly string[], parts: readonly string[]): Record<string, string> | undefined {
  if (pattern.length !== parts.length) return undefined
  const found: Record<string, string> = {}
  for (const [index, part] of pattern.entries()) {
    const given = parts[index] ?? ''
    if (part.startsWith(':')) found[part] = given
    else if (part !== given) return undefined
  }
  return found
}
