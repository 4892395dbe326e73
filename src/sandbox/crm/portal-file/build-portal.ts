import {AppError} from '../../../errors/app-error.js'
import type {TypeDefinition} from '../portal/association-table.js'
import type {ObjectType} from '../portal/object-type.js'
import {otherStandardId} from '../portal/other-standard-types.js'
import {OWNERS, type PortalOwner} from '../portal/owners.js'
import {buildAssociations} from './build-associations.js'
import {buildType} from './build-type.js'
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
    refuseTwice(object, id, seen)
    made.set(id, buildType(object, {id, portalId, base, keepsBase: extendsDefault && made.has(id)}))
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
function refuseTwice({name, properties = []}: FileObject, id: string, seen: Set<string>): void {
  if (seen.has(id)) throw new AppError('USAGE', `The portal file has the object ${name} (${id}) twice.`)
  seen.add(id)
  const names = properties.map(property => property.name)
  const twice = names.find((each, index) => names.indexOf(each) !== index)
  if (twice !== undefined) throw new AppError('USAGE', `The portal file has the property ${twice} of ${name} twice.`)
}

const FIRST_CUSTOM = 50_000_001

/** The same object of the default portal. */
function baseOf(
  {name, objectTypeId}: PortalDefinitions['objects'][number],
  types: readonly ObjectType[],
): ObjectType | undefined {
  if (objectTypeId !== undefined) return types.find(({id}) => id === objectTypeId)
  const wanted = name.toLowerCase()
  return types.find(type => type.name === wanted || type.singularName === wanted || type.id === wanted)
}

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
