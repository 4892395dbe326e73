import {arrayOf, objectOf, textOf, textsOf} from '../../shared/json.js'
import type {HubSpot} from '../call-types.js'
import {pathsOf} from '../paths.js'
import {callForBodyIfTold} from './call-for-body.js'
import type {ObjectDefinition, PropertyDefinition, ValidationRule} from './portal-types.js'

/** By internal name of the property. */
export type RulesByProperty = ReadonlyMap<string, readonly ValidationRule[]>

/**
 * The rules of all properties of the object, in one request. Without them HubSpot refuses what they forbid: so a portal
 * that does not tell them, or not to this login, counts as one without rules.
 */
export async function listValidationRules(
  hubspot: HubSpot,
  {name, objectTypeId}: ObjectDefinition,
): Promise<RulesByProperty> {
  const path = pathsOf(hubspot.apiVersion).validationRules(objectTypeId)
  const what = `the validation rules of ${name} (${objectTypeId})`
  const body = await callForBodyIfTold(hubspot, {method: 'GET', path}, what)
  return new Map(arrayOf(body['results']).flatMap(readRules))
}

function readRules(value: unknown): [string, readonly ValidationRule[]][] {
  const entry = objectOf(value)
  const property = textOf(entry['propertyName'])
  const rules = arrayOf(entry['propertyValidationRules']).flatMap(readRule)
  return property === undefined || rules.length === 0 ? [] : [[property, rules]]
}

function readRule(value: unknown): ValidationRule[] {
  const rule = objectOf(value)
  const type = textOf(rule['ruleType'])
  const normalises = rule['shouldApplyNormalization'] === true
  return type === undefined ? [] : [{type, arguments: textsOf(rule['ruleArguments']), normalises}]
}

/** The definitions with their rules. */
export function withRules(
  properties: readonly PropertyDefinition[],
  rules: RulesByProperty,
): readonly PropertyDefinition[] {
  if (rules.size === 0) return properties
  return properties.map(property => {
    const own = rules.get(property.name)
    return own === undefined ? property : {...property, rules: own}
  })
}
