import {named, ownOf} from '../../../shared/named.js'
import type {CrmContext, TypedCall} from '../call/context.js'
import {brokenRules, type RuledWrite} from '../portal/admin-rules.js'
import type {ObjectType, Property} from '../portal/object-type.js'
import {LIFECYCLE_STAGES} from '../portal/option-lists.js'
import {initialProperties} from '../records/read-record.js'
import type {ValueSource} from '../records/record-change.js'
import {withHistory} from '../records/record-history.js'
import type {CrmRecord, RecordStore} from '../records/record-store.js'
import {normaliseEmail} from '../values/check-email.js'
import {checkProperties, type ValueWarning} from '../values/check-properties.js'
import {appendOptions, notAnOption, splitEmails, type ValueRules} from '../values/check-value.js'
import type {PropertyProblem} from '../values/problem.js'
import {contactExists, invalidValues, missingRequired, type RowRefusal, rulesBroken, valueTaken} from './row-refusal.js'

export interface WrittenRow {
  readonly record: CrmRecord
  readonly isNew: boolean
  /** The values written, as they were stored; '' cleared. */
  readonly values: Readonly<Record<string, string>>
  readonly warnings: readonly ValueWarning[]
}

export type RowOutcome = {readonly written: WrittenRow} | {readonly refused: RowRefusal}

/** What a write depends on of the call that asks for it; an import has no other. */
export type WriteCall = Pick<TypedCall, 'context' | 'type' | 'version'>

export interface RowWriter {
  readonly call: WriteCall
  readonly rules: ValueRules
  readonly nowMs: number
  readonly source: ValueSource
  /** A new record may lack what later versions require (docs/hubspot-api.md#apis-before-v3). */
  readonly requiresNothing?: true
}

export function rowWriter(call: WriteCall, source: ValueSource): RowWriter {
  const {context, type, version} = call
  const ownerIds = new Set(context.owners.filter(owner => !owner.archived).map(owner => owner.id))
  return {
    call,
    nowMs: context.now(),
    source,
    rules: {
      type,
      portalId: context.portalId,
      ownerIds,
      olderTexts: version === 'v3',
      mendsDates: version === '2026-09',
      normalises: context.switches.rulesNormalise,
    },
  }
}

/** Creates or updates one record, or says why not; nothing is written then. */
export function writeRow(
  writer: RowWriter,
  properties: Readonly<Record<string, string>>,
  existing?: CrmRecord,
): RowOutcome {
  const {call, nowMs, rules, source} = writer
  const checked = checkProperties(properties, rules)
  const stageProblem = checkStage(call.type, checked.values, existing)
  const problems = stageProblem === undefined ? checked.problems : [...checked.problems, stageProblem]
  if (problems.length > 0) return {refused: invalidValues(problems)}
  const merged = mergeValues(call.type, checked.values, existing)
  const recordId = existing?.id ?? call.context.storeOf(call.type).takeId()
  const isNew = existing === undefined
  const refused =
    (isNew && !writer.requiresNothing ? checkRequired(call, merged) : undefined) ??
    checkRules(call, {isNew, written: checked.values, merged}) ??
    checkBlocked(writer, checked.values, existing) ??
    checkUnique(call, {values: checked.values, recordId})
  if (refused) return {refused}
  const written = {id: recordId, createdAtMs: existing?.createdAtMs ?? nowMs, updatedAtMs: nowMs, properties: merged}
  const again = call.context.switches.sameValueIsVersion ? Object.keys(checked.values) : []
  const record = withHistory(written, existing, {source, again})
  call.context.storeOf(call.type).put(record)
  return {written: {record, isNew, values: checked.values, warnings: checked.warnings}}
}

/** A stage must belong to the record's pipeline. */
function checkStage(
  type: ObjectType,
  values: Readonly<Record<string, string>>,
  existing?: CrmRecord,
): PropertyProblem | undefined {
  const {stageProperty, pipelineProperty} = type
  if (stageProperty === undefined || pipelineProperty === undefined) return undefined
  const stage = values[stageProperty]
  if (stage === undefined || stage === '') return undefined
  const pipelineId = values[pipelineProperty] ?? existing?.properties[pipelineProperty]
  const pipelines =
    pipelineId === undefined ? type.pipelines : type.pipelines.filter(pipeline => pipeline.id === pipelineId)
  const stages = pipelines.flatMap(pipeline => pipeline.stages.map(({id}) => id))
  return stages.includes(stage)
    ? undefined
    : {...notAnOption(stage, stages.join(', ')), name: stageProperty, value: stage}
}

function mergeValues(
  type: ObjectType,
  values: Readonly<Record<string, string>>,
  existing?: CrmRecord,
): Record<string, string> {
  const former = existing?.properties ?? initialProperties(type)
  const merged = named(former, values)
  for (const name in values) {
    const value = values[name] ?? ''
    if (value === '') delete merged[name]
    else if (value.startsWith(';') && isMultiSelect(type.properties.get(name)))
      merged[name] = appendOptions(ownOf(former, name) ?? '', value)
    else if (name === 'lifecyclestage' && existing && !isForward(former[name], value))
      merged[name] = former[name] ?? value
  }
  if (type.id === '0-1') keepEmailsApart(merged, existing)
  return merged
}

function isMultiSelect(property: Property | undefined): boolean {
  return property?.body.type === 'enumeration' && property.body.fieldType === 'checkbox'
}

/** A lifecycle stage moves on only; a step back is ignored without an error. */
export function isForward(from: string | undefined, to: string): boolean {
  const stages = Object.keys(LIFECYCLE_STAGES)
  return from === undefined || stages.indexOf(to) >= stages.indexOf(from)
}

/** An additional e-mail that becomes the primary one changes places with it. */
function keepEmailsApart(merged: Record<string, string>, existing?: CrmRecord): void {
  const additional = merged['hs_additional_emails']
  const email = merged['email']
  if (additional === undefined || email === undefined) return
  const others = splitEmails(additional)
  if (!others.includes(email)) return
  const former = existing?.properties['email']
  const rest = others.filter(other => other !== email)
  const kept = former === undefined || former === email ? rest : [...rest, former]
  if (kept.length > 0) merged['hs_additional_emails'] = kept.join(';')
  else delete merged['hs_additional_emails']
}

/** Rules of the portal's admins bind writes since version 2026-09. */
function checkRules({type, version, context}: WriteCall, write: RuledWrite): RowRefusal | undefined {
  if (version !== '2026-09' || !context.switches.adminRules) return undefined
  const errors = brokenRules(type, write)
  return errors.length === 0 ? undefined : rulesBroken(errors)
}

function checkRequired(call: WriteCall, merged: Readonly<Record<string, string>>): RowRefusal | undefined {
  const {type, version} = call
  const missing = type.required.filter(name => merged[name] === undefined)
  const hasOne = type.requiredOneOf.length === 0 || type.requiredOneOf.some(name => merged[name] !== undefined)
  const names = hasOne ? missing : [...missing, ...type.requiredOneOf]
  return names.length === 0 ? undefined : missingRequired(type, names, version)
}

/** Sources of pages and imports; by the API and by forms an e-mail comes back that was deleted for good. */
const HELD_TO_BLOCKLIST = /^(IMPORT|CRM_UI|CONTACTS_WEB|MOBILE_)/

/** Source: docs/hubspot-api.md#deletes. */
function checkBlocked(
  {call, source}: RowWriter,
  values: Readonly<Record<string, string>>,
  existing: CrmRecord | undefined,
): RowRefusal | undefined {
  const {type, context} = call
  const email = values['email'] ?? ''
  if (type.id !== '0-1' || !context.storeOf(type).isBlocked(email)) return undefined
  if (existing?.properties['email'] === email) return undefined
  const isHeld = context.switches.blocklistBinds === 'api' || HELD_TO_BLOCKLIST.test(source.type)
  return isHeld ? invalidValues([blocked(email)]) : undefined
}

/** The text was not captured. */
function blocked(value: string): PropertyProblem {
  const message = `Email address ${value} is on the blocklist of this portal`
  return {error: 'GDPR_BLACKLISTED_EMAIL', message, name: 'email', value}
}

interface RowValues {
  readonly values: Readonly<Record<string, string>>
  readonly recordId: string
}

/** Whether no two records share a value of it. */
export function isUnique({type, context}: WriteCall, property: string): boolean {
  const {unique = false, isDefinedKey = false} = type.properties.get(property) ?? {}
  return unique || (isDefinedKey && context.switches.matchesDefinedKeys)
}

function checkUnique(call: WriteCall, {values, recordId}: RowValues): RowRefusal | undefined {
  const {context, type} = call
  const store = context.storeOf(type)
  for (const property in values) {
    const value = values[property] ?? ''
    const isEmail = type.id === '0-1' && (property === 'email' || property === 'hs_additional_emails')
    if (value === '' || !(isEmail || isUnique(call, property))) continue
    for (const part of isEmail ? value.split(';').map(normaliseEmail) : [value]) {
      const key = isEmail ? 'email' : property
      const holder = store.find(key, part) ?? archivedHolder(context, store, [key, part])
      if (holder === undefined || holder.id === recordId) continue
      return isEmail
        ? contactExists(holder)
        : valueTaken({type, portalId: context.portalId, property, value, recordId, holder})
    }
  }
  return undefined
}

/** The archived record that still holds a unique value, where the switch says that it keeps it. */
function archivedHolder(
  {switches}: CrmContext,
  store: RecordStore,
  [property, value]: readonly [string, string],
): CrmRecord | undefined {
  if (switches.archivedKeyAs === 'new') return undefined
  const holds = ({archivedAtMs, properties}: CrmRecord) =>
    archivedAtMs !== undefined && ownOf(properties, property)?.toLowerCase() === value.toLowerCase()
  return [...store.all()].find(holds)
}
