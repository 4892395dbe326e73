import type {CreatedKey} from '../../objects/create-key.js'
import type {Screen} from '../palette.js'
import {presentNext} from './present-next.js'
import {showText} from './show-text.js'

export function presentCreatedKey({name, key, next}: CreatedKey, portalId: number, {palette}: Screen): string[] {
  const property = `property ${key.property} ("${showText(key.label)}")`
  return [
    `${palette.good('Made')} ${property} with unique values for ${showText(name)} of portal ${portalId}: rows can be matched on it now.`,
    ...presentNext(next, palette),
  ]
}
