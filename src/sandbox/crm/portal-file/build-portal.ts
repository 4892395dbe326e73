import {AppError} from '../../../errors/app-error.js'
import type {TypeDefinition} from '../portal/association-table.js'
import type {ObjectType} from '../portal/object-type.js'
import {otherStandardId} from '../portal/other-standard-types.js'
import {OWNERS, type PortalOwner} from '../portal/owners.js'
import {baseOf} from './base-of.js'
import {buildAssociations} from './build-associations.js'
import {buildType} from './build-type.js'
import {twice} from './faults.js'
import type {FileObject, FileOwner, PortalDefinitions} from './portal-definitions.js'

/** What a CRM begins with. */
export interface BuiltPortal {
  readonly portalId: number
  readonly types: readonly ObjectType[]
  readonly owners: readonly PortalOwner[]
  readonly associations: readonly TypeDefinition[]
  /** What it says of itself besides its id. */
  readonly account: Readonly<Record<string, string>>
}

/**
 * Makes a portal of a file. `defaultTypes`: those of the default portal, fresh. Objects without properties, recorded by
 * a login that could not read them, are left out. Throws USAGE for what it has twice.
 */
export function buildPortal(
  file: PortalDefinitions,
  {portalId, defaultTypes}: {readonly portalId: number; readonly defaultTypes: readonly ObjectType[]},
): BuiltPortal {
  const extendsDefault = file.extends === 'default'
  const described = file.objects.filter(
    ({properties, reason}) => properties !== undefined || typeof reason !== 'string',
  )
  const made = new Map<string, ObjectType>()
  if (extendsDefault) for (const type of defaultTypes) made.set(type.id, type)
  const seen = new Set<string>()
  let nextCustom = FIRST_CUSTOM
  for (const object of described) {
    const base = baseOf(object, defaultTypes)
    const id = object.objectTypeId ?? base?.id ?? otherStandardId(object.name) ?? `2-${nextCustom++}`
    const type = buildType(object, {id, portalId, base, keepsBase: extendsDefault && made.has(id)})
    refuseTwice(object, type, made, seen)
    made.set(id, type)
  }
  const types = [...made.values()]
  return {
    portalId,
    types,
    owners: file.owners?.map(ownerOf) ?? OWNERS,
    associations: buildAssociations(file, types),
    account: accountOf(file),
  }
}

/** Of two that say different things one would be passed over. Throws USAGE. */
function refuseTwice(
  {name, properties = [], pipelines = []}: FileObject,
  {id, fullyQualifiedName}: ObjectType,
  made: ReadonlyMap<string, ObjectType>,
  seen: Set<string>,
): void {
  const wanted = fullyQualifiedName.toLowerCase()
  const isNamed = [...made.values()].some(other => other.id !== id && other.fullyQualifiedName.toLowerCase() === wanted)
  if (seen.has(id) || isNamed) throw hasTwice(`object ${name} (${isNamed ? fullyQualifiedName : id})`)
  seen.add(id)
  for (const each of twice(properties.map(property => property.name))) throw hasTwice(`property ${each} of ${name}`)
  for (const each of twice(pipelines.map(pipeline => pipeline.id))) throw hasTwice(`pipeline ${each} of ${name}`)
  for (const {id: pipeline, stages} of pipelines)
    for (const each of twice(stages.map(stage => stage.id))) throw hasTwice(`stage ${each} of ${name}, ${pipeline},`)
}

function hasTwice(what: string): AppError {
  return new AppError('USAGE', `The portal file has the ${what} twice.`)
}

const FIRST_CUSTOM = 50_000_001

function accountOf({portal = {}}: PortalDefinitions): Readonly<Record<string, string>> {
  const {accountType, timeZone, companyCurrency, uiDomain, dataHostingLocation} = portal
  const texts = Object.entries({accountType, timeZone, companyCurrency, uiDomain, dataHostingLocation})
  return Object.fromEntries(texts.flatMap(([name, text]) => (text === undefined ? [] : [[name, text]])))
}

const RECORDED_AT = '2026-01-15T09:30:00.125Z'

function ownerOf(owner: FileOwner, index: number): PortalOwner {
  const {id, email = '', firstName = '', lastName = '', userId = Number(id), archived = false} = owner
  return {
    ...{id, email, firstName, lastName, archived},
    type: 'PERSON',
    userId: Number.isSafeInteger(userId) ? userId : index + 1,
    userIdIncludingInactive: Number.isSafeInteger(userId) ? userId : index + 1,
    createdAt: owner.createdAt ?? RECORDED_AT,
    updatedAt: owner.updatedAt ?? RECORDED_AT,
  }
}
