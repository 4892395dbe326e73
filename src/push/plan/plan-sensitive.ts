import {AppError} from '../../errors/app-error.js'
import type {ErrorCode} from '../../errors/error-codes.js'
import type {HubSpot} from '../../hubspot/call-types.js'
import type {ObjectDefinition, PropertyDefinition} from '../../hubspot/portal/portal-types.js'
import {listSensitiveProperties} from '../../hubspot/portal/properties.js'
import type {Mapping, MappingRequest} from '../../mapping/mapping-types.js'
import {EXPORT_COLUMNS} from '../../rows/export-columns.js'

/** What it is called when something goes to a property that is not listed. */
const UNLISTED: ReadonlySet<ErrorCode> = new Set([
  'UNKNOWN_COLUMN',
  'UNKNOWN_PROPERTY',
  'AMBIGUOUS_COLUMN',
  'KEY_COLUMN_MISSING',
])

interface Planning {
  readonly request: MappingRequest
  readonly object: ObjectDefinition
  readonly hubspot: HubSpot
  readonly compile: (properties: readonly PropertyDefinition[]) => Promise<Mapping>
}

export interface PlannedMapping {
  readonly properties: readonly PropertyDefinition[]
  readonly mapping: Mapping
}

/**
 * Sensitive properties are lists of their own, two more requests: they are read only where something would go to none of
 * the others, or be left out. Throws as compileMapping, with the scope where sensitive ones may not be seen.
 */
export async function planWithSensitive(
  properties: readonly PropertyDefinition[],
  planning: Planning,
): Promise<PlannedMapping> {
  const {request, object, hubspot, compile} = planning
  const plain = await compile(properties).catch(unlisted)
  if (!(plain instanceof AppError) && !leavesOutUnasked(plain, request)) return {properties, mapping: plain}
  const {properties: sensitive, missingScopes} = await listSensitiveProperties(hubspot, object)
  if (sensitive.length > 0) {
    const all = [...properties, ...sensitive]
    return {properties: all, mapping: await compile(all)}
  }
  if (plain instanceof AppError) throw missingScopes.length === 0 ? plain : withScopes(plain, missingScopes)
  return {properties, mapping: plain}
}

function unlisted(error: unknown): AppError {
  if (error instanceof AppError && UNLISTED.has(error.code)) return error
  throw error
}

/** Under --ignore-unknown. */
function leavesOutUnasked({ignored}: Mapping, {ignore, ignoreUnknown, keyOnly}: MappingRequest): boolean {
  if (!ignoreUnknown || keyOnly === true) return false
  const asked = new Set<string>([...ignore, ...EXPORT_COLUMNS])
  return ignored.some(column => !asked.has(column))
}

function withScopes(error: AppError, scopes: readonly string[]): AppError {
  const hint = `It may be a sensitive property: this login may not see those, since it lacks the scope ${scopes.join(' or ')}.`
  return new AppError(error.code, `${error.message}\n${hint}`, {next: error.next, cause: error})
}
