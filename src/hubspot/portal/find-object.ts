import {AppError} from '../../errors/app-error.js'
import {addFlags, ours} from '../../errors/next-step.js'
import {didYouMean} from '../../shared/text/edit-distance.js'
import type {ObjectDefinition} from './portal-types.js'
import {OTHER_OBJECTS} from './standard-objects.js'

/**
 * The object a person means by CONTACT, contacts, 0-1, `Line items`, p123_car, p_car or a label, without regard to
 * case, number and separators. A type id or fully qualified name decides; any other name must fit one object only, so
 * that nothing is written into a namesake.
 * @throws AppError UNKNOWN_OBJECT, AMBIGUOUS_OBJECT
 */
export function findObject(name: string, objects: readonly ObjectDefinition[]): ObjectDefinition {
  const exact = [...objects, ...OTHER_OBJECTS].find(object => isIdOf(object, name))
  if (exact !== undefined) return exact
  const listed = objects.filter(object => isNameOf(object, name))
  const found = listed.length > 0 ? listed : OTHER_OBJECTS.filter(object => isNameOf(object, name))
  const [only, ...others] = found
  if (only === undefined) throw unknownObject(name, objects)
  if (others.length > 0) throw ambiguousObject(name, found)
  return only
}

function isIdOf(object: ObjectDefinition, name: string): boolean {
  const short = object.custom ? `p_${object.name}` : undefined // as HubSpot's paths take it, too
  return [object.objectTypeId, object.fullyQualifiedName, short].some(
    id => id?.toLowerCase() === name.trim().toLowerCase(),
  )
}

function isNameOf(object: ObjectDefinition, name: string): boolean {
  const wanted = foldName(name)
  return wanted !== '' && [object.name, object.singularLabel, object.label].some(known => foldName(known) === wanted)
}

/** `LINE_ITEMS`, `Line items` and `line item` become one; names in -y and -ies as well. */
function foldName(name: string): string {
  const letters = name
    .normalize('NFC')
    .toLowerCase()
    .replace(/[\s_-]+/g, '')
  return letters.replace(/ies$/, 'y').replace(/s$/, '')
}

function unknownObject(name: string, objects: readonly ObjectDefinition[]): AppError {
  const known = [...objects, ...OTHER_OBJECTS]
  const near = didYouMean(name, known, object => [object.name, object.label, object.singularLabel]).map(
    object => object.name,
  )
  const hint =
    near.length > 0 ? `Did you mean ${near.join(' or ')}?` : `It has ${objects.map(object => object.name).join(', ')}.`
  return new AppError('UNKNOWN_OBJECT', `The portal has no object "${name}". ${hint}`, {
    next: [...near.slice(0, 1).map(meant => addFlags(['--object', meant])), ours(['objects'])],
  })
}

function ambiguousObject(name: string, found: readonly ObjectDefinition[]): AppError {
  const candidates = found.map(object => `${object.label} (${object.objectTypeId})`).join(', ')
  return new AppError('AMBIGUOUS_OBJECT', `"${name}" matches several objects: ${candidates}. Use the type id of one.`, {
    next: [...found.map(object => addFlags(['--object', object.objectTypeId])), ours(['objects'])],
  })
}
