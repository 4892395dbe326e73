import type {Principal} from '../../basics/principal.js'
import type {ObjectType} from '../portal/object-type.js'
import {CrmRefusal} from './crm-refusal.js'

const SCOPES_PAGE = 'https://developers.hubspot.com/scopes'
const ONE_OF = 'One or more of the following scopes are required.'

/** The objects of whose records one scope is enough to read the limits. */
const WITH_LIMITS = ['contacts', 'companies', 'deals', 'tickets', 'products', 'line_items', 'custom', 'owners']

/** What is not about a kind of records has a scope of its own. */
const OF_AREAS = {
  owners: 'crm.objects.owners.read',
  schemasWrite: 'crm.schemas.custom.write',
  imports: 'crm.import',
  listRead: 'crm.lists.read',
  listWrite: 'crm.lists.write',
  members: 'crm.lists.write',
  events: 'behavioral_events.event_definitions.read_write',
  eventsSend: 'analytics.behavioral_events.send',
} as const

/**
 * Which scopes a route asks for: none, its object's `read` and the like, or those of owners, schemas, imports, events, limits and lists;
 * `members`: both of lists.
 */
export type ScopeRule = 'none' | 'schemas' | 'limits' | keyof typeof OF_AREAS | keyof ObjectType['scopes']

/**
 * Throws the 403 that HubSpot words differently for records, definitions and schemas (docs/hubspot-api.md#refusals).
 * One scope of those that are named is enough.
 */
export function requireScope(
  rule: ScopeRule,
  principal: Principal,
  about: {readonly type: ObjectType | undefined; readonly portalId: number},
): void {
  if (rule === 'members') requireScope('listRead', principal, about)
  const accepted = acceptedScopes(rule, about.type)
  if (accepted.length === 0 || accepted.some(scope => principal.scopes.includes(scope))) return
  if (rule === 'schemas') throw schemasRefusal()
  if (rule === 'schemaRead' && about.type) throw viewRefusal(about.type, about.portalId)
  const onlyWrites = rule === 'read' && about.type?.scopes.write.some(scope => principal.scopes.includes(scope))
  throw missingScopes(onlyWrites ? [] : accepted)
}

/** `accepted`: one of them is enough; [] where HubSpot tells of none. */
export function missingScopes(accepted: readonly string[]): CrmRefusal {
  return new CrmRefusal(403, {
    message: `This app hasn't been granted all required scopes to make this call. Read more about required scopes here: ${SCOPES_PAGE}.`,
    // A key that may write and not read is told of no scope (docs/hubspot-api.md#refusals).
    ...(accepted.length === 0 ? {} : {errors: [{message: ONE_OF, context: scopeContext(accepted)}]}),
    links: {scopes: SCOPES_PAGE},
    category: 'MISSING_SCOPES',
  })
}

/** Legacy scopes and those of custom objects stand in a list of their own (docs/hubspot-api.md#refusals). */
function scopeContext(accepted: readonly string[]): Record<string, readonly string[]> {
  const isLegacy = (scope: string) => !scope.startsWith('crm.') || scope.startsWith('crm.objects.custom.')
  const [legacy, granular] = [accepted.filter(isLegacy), accepted.filter(scope => !isLegacy(scope))]
  return {
    ...(legacy.length > 0 ? {requiredScopes: legacy} : {}),
    ...(granular.length > 0 ? {requiredGranularScopes: granular} : {}),
  }
}

function acceptedScopes(rule: ScopeRule, type: ObjectType | undefined): readonly string[] {
  if (rule === 'none') return []
  if (isOfArea(rule)) return [OF_AREAS[rule]]
  if (rule === 'limits') return WITH_LIMITS.map(name => `crm.objects.${name}.read`)
  if (rule !== 'schemas') return type?.scopes[rule] ?? []
  return type && !type.custom ? type.scopes.schemaRead : ['crm.schemas.custom.read', 'crm.objects.custom.read']
}

function isOfArea(rule: ScopeRule): rule is keyof typeof OF_AREAS {
  return Object.hasOwn(OF_AREAS, rule)
}

function schemasRefusal(): CrmRefusal {
  return new CrmRefusal(403, {
    message: ONE_OF,
    context: {requiredGranularScopes: ['custom-object-read'], links: [SCOPES_PAGE]},
    category: 'MISSING_SCOPES',
  })
}

function viewRefusal(type: ObjectType, portalId: number): CrmRefusal {
  const id = type.custom ? `ObjectTypeId{${type.id}}` : `ObjectTypeId{legacyObjectType=${type.messageName}}`
  const permission = type.custom ? 'custom-object-read' : `${type.name}-read`
  return new CrmRefusal(403, {
    message: `You do not have permissions to view object type ${id} in portal ${portalId} (requires one of [${permission}])`,
  })
}
