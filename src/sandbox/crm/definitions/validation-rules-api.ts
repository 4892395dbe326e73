import type {SandboxReply} from '../../basics/messages.js'
import type {TypedCall} from '../call/context.js'
import {CrmRefusal, validationRefusal} from '../call/crm-refusal.js'
import {knownBody, members} from '../call/passed-over.js'
import {missingScopes} from '../call/require-scope.js'
import type {PropertyRule, PropertyRules} from '../portal/object-type.js'
import {RULE_KINDS} from '../portal/rule-kinds.js'
import {propertyNotFound} from './properties-api.js'

/** The rules of every property that has some. */
export function listPropertyRules(call: TypedCall): SandboxReply {
  refuseUntold(call)
  const results = [...call.type.rules].map(([propertyName, rules]) => ({
    propertyName,
    propertyValidationRules: presentRules(rules),
  }))
  return {status: 200, body: {results}}
}

export function getPropertyRules(call: TypedCall): SandboxReply {
  refuseUntold(call)
  return {status: 200, body: {results: presentRules(rulesOf(call))}}
}

export function getPropertyRule(call: TypedCall): SandboxReply {
  refuseUntold(call)
  const ruleType = kindOf(call)
  const rule = rulesOf(call).get(ruleType)
  if (!rule) throw notFound()
  return {status: 200, body: {ruleType, ...rule}}
}

/** Makes the rule, or replaces the one of its kind. */
export function putPropertyRule(call: TypedCall): SandboxReply {
  const {ruleArguments, shouldApplyNormalization} = knownBody(call, members('ruleArguments shouldApplyNormalization'))
  const rules = new Map(rulesOf(call))
  if (!isTexts(ruleArguments)) throw validationRefusal('ruleArguments must be a list of texts.')
  rules.set(kindOf(call), {ruleArguments, shouldApplyNormalization: shouldApplyNormalization === true})
  call.type.rules.set(call.name, rules)
  call.context.onRulesChanged(call.type, call.name)
  return {status: 204}
}

function rulesOf({type, name}: TypedCall): PropertyRules {
  if (!type.properties.has(name)) throw propertyNotFound(name)
  return type.rules.get(name) ?? new Map<string, PropertyRule>()
}

function notFound(): CrmRefusal {
  return new CrmRefusal(404, {message: 'resource not found'})
}

/** In capitals, as HubSpot's paths have them. */
function kindOf({parts}: TypedCall): string {
  const kind = parts.get('rule') ?? ''
  if (!RULE_KINDS.has(kind)) throw validationRefusal(`${kind} is not a type of validation rules.`)
  return kind
}

function presentRules(rules: PropertyRules): unknown[] {
  return [...rules].map(([ruleType, rule]) => ({ruleType, ...rule}))
}

function refuseUntold({type, context}: TypedCall): void {
  if (context.switches.validationRules === 'not-there') throw notFound()
  if (context.switches.validationRules === 'missing-scope') throw missingScopes([`crm.schemas.${type.name}.read`])
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every(each => typeof each === 'string')
}
