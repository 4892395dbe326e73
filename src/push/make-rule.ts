import type {ObjectDefinition} from '../hubspot/portal/portal-types.js'
import {missingOnCreate} from '../hubspot/portal/required-on-create.js'
import type {WriteMode} from '../rows/write-mode.js'
import {ownOf} from '../shared/named.js'
import type {MakeRule} from './fold.js'

/**
 * Which rows could make a record by themselves, by what the object's definition asks of a new one. In update mode it
 * need not be asked.
 */
export function makeRuleOf(
  object: ObjectDefinition,
  {key, mode}: {readonly key: string; readonly mode?: WriteMode},
): MakeRule {
  if (mode === 'update' || missingOnCreate(object, property => property === key) === undefined) return () => true
  return ({properties}) =>
    missingOnCreate(object, property => property === key || (ownOf(properties, property) ?? '') !== '') === undefined
}
