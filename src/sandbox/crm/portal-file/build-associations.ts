import {AppError} from '../../../errors/app-error.js'
import {ASSOCIATION_DEFINITIONS, type TypeDefinition} from '../portal/association-table.js'
import type {ObjectType} from '../portal/object-type.js'
import type {FileAssociation, PortalDefinitions} from './portal-definitions.js'

/**
 * Types of links: those of the file, beside the default portal's own where the file extends it, or in their place.
 * Where it tells of none, those of the default portal between its objects. Throws USAGE for an object that the portal
 * does not have.
 */
export function buildAssociations(file: PortalDefinitions, types: readonly ObjectType[]): readonly TypeDefinition[] {
  const ids = new Set(types.map(({id}) => id))
  const isKnown = ({from, to}: TypeDefinition) => ids.has(from) && ids.has(to)
  if (file.associations === undefined) return ASSOCIATION_DEFINITIONS.filter(isKnown)
  const own = numbered(file.associations, types)
  if (file.extends !== 'default') return own
  const isReplaced = (each: TypeDefinition) => own.some(made => sameType(each, made))
  return [...ASSOCIATION_DEFINITIONS.filter(each => isKnown(each) && !isReplaced(each)), ...own]
}

function sameType(a: TypeDefinition, b: TypeDefinition): boolean {
  const isSame = a.from === b.from && a.to === b.to && a.id === b.id
  const isInverse = a.from === b.to && a.to === b.from && a.id === b.inverseId
  return a.category === b.category && (isSame || isInverse)
}

const FIRST_FREE_ID = 1001

function numbered(associations: readonly FileAssociation[], types: readonly ObjectType[]): TypeDefinition[] {
  let next = FIRST_FREE_ID
  return associations.map(association => {
    const {label = null, category = 'USER_DEFINED'} = association
    const [from, to] = [typeNamed(association.from, types), typeNamed(association.to, types)]
    const id = association.typeId ?? next++
    const inverseId = association.inverseTypeId ?? (association.typeId === undefined ? next++ : id)
    const inverseLabel = association.inverseLabel === undefined ? label : association.inverseLabel
    const name = nameTold(association.name, category) ?? nameOf(from, to, label)
    const inverseName = nameTold(association.inverseName, category) ?? (label === null ? nameOf(to, from, null) : name)
    return {
      ...{from: from.id, to: to.id, category, id, inverseId, label, inverseLabel, name, inverseName},
      kind:
        label === null ? 'plain' : category === 'HUBSPOT_DEFINED' && /^primary\b/i.test(label) ? 'primary' : 'label',
      ...(typeof association.most === 'number' && {maxLinks: association.most}),
      ...(typeof association.inverseMost === 'number' && {maxInverseLinks: association.inverseMost}),
    }
  })
}

/** Definitions of objects tell HubSpot's own in capital letters, everything else in small ones. */
function nameTold(name: string | undefined, category: string): string | undefined {
  if (name === undefined || name === '') return undefined
  return category === 'HUBSPOT_DEFINED' ? name.toLowerCase() : name
}

function nameOf(from: ObjectType, to: ObjectType, label: string | null): string {
  const pair = `${from.singularName}_to_${to.singularName}`
  return label === null ? pair : `${label.toLowerCase().replaceAll(/\W+/g, '_')}_${pair}`
}

function typeNamed(name: string, types: readonly ObjectType[]): ObjectType {
  const wanted = name.toLowerCase()
  const found = types.find(({id, ...type}) =>
    [id, type.name, type.singularName, type.fullyQualifiedName].some(each => each.toLowerCase() === wanted),
  )
  if (found !== undefined) return found
  throw new AppError('USAGE', `The portal file links "${name}", which is none of its objects.`)
}
