import type {PropertyDefinition} from '../../hubspot/portal/portal-types.js'
import {isContactEmail} from '../../hubspot/portal/standard-objects.js'
import {EXPORT_COLUMNS} from '../../rows/export-columns.js'
import {ambiguousColumn, missingKeyColumn, unclearColumns} from '../advice/unclear-errors.js'
import type {ValueFormats} from '../coerce/coercer.js'
import {compileCoercer} from '../coerce/compile-coercer.js'
import {forJsonNumbers} from '../coerce/numbers/number.js'
import {stageCoercersByPipeline} from '../coerce/options/stage-id.js'
import {type Assignment, type Assignments, assignColumns, forbidCollisions} from '../columns/assign-columns.js'
import {chooseKey} from '../columns/choose-key.js'
import {distinctColumns} from '../columns/distinct-columns.js'
import {keyOnlyIn, keyOnlyLate, leavingOut} from '../columns/key-only.js'
import {lateFields} from '../columns/late-fields.js'
import {secondHeader} from '../columns/second-header.js'
import {compileLinks, linkColumns} from '../links/compile-links.js'
import type {LinkColumn, LinkRule} from '../links/link-column.js'
import {pairRule} from '../links/pair-rule.js'
import type {ColumnTarget, Mapping, MappingRequest, MappingTarget, SavedMapping} from '../mapping-types.js'
import {isFoldable} from '../row/fold-rule.js'
import {watchedAs} from '../watch/watched-as.js'
import {checkListRules, columnFormats, emptyRule, withCellRules} from './cell-rules.js'
import {coercerContext} from './coercer-context.js'
import {type Constants, compileConstants, compileStageRule} from './compile-constants.js'

/**
 * Decides where each column goes and how its cells become values, before the first row is read.
 * Throws AppError (exit 5): UNKNOWN_COLUMN, AMBIGUOUS_COLUMN, UNKNOWN_PROPERTY, READ_ONLY_PROPERTY, MAPPING_INVALID,
 * KEY_REQUIRED, KEY_NOT_UNIQUE, KEY_COLUMN_MISSING.
 */
export function compileMapping(asked: MappingRequest, target: MappingTarget): Mapping {
  const key = chooseKey(asked.key, target, asked)
  const request = asked.keyOnly === true ? leavingOut(asked) : asked
  const links = request.associate === undefined ? [] : compileLinks(request, target.links ?? [])
  const assignments = keyOnlyIn(request, assignColumns(request, target, key.name), key)
  const {assigned, unclear} = assignments
  forbidCollisions(assigned, target)
  const ambiguous = unclear.find(({candidates}) => candidates.length > 1 && candidates.some(({readOnly}) => !readOnly))
  if (ambiguous !== undefined) throw ambiguousColumn(ambiguous, target)
  // Before unknown columns: one of them may be the key under another name.
  if (!assigned.some(({property}) => property.name === key.name))
    throw missingKeyColumn(key, assignments, request, target)
  if (unclear.length > 0) throw unclearColumns(assignments, request, target)
  const constants = compileConstants(request, target, {key, assigned})
  const compile = columnCompiler(request, target, key)
  const columns = assigned.map(compile)
  const unfoldable = new Set(
    target.properties
      .filter(property => !isFoldable(property, {object: target.object, key: key.name}))
      .map(({name}) => name),
  )
  return {
    object: {name: target.object.name, objectTypeId: target.object.objectTypeId},
    format: request.format,
    key: key.name,
    keyIsEmail: isContactEmail(target.object.objectTypeId, key.name),
    columns,
    constants: constants.values,
    stages: compileStageRule(constants, target, compile),
    empty: emptyRule({}, request.null),
    ignored: assignments.ignored,
    bySynonym: assigned
      .filter(({by}) => by === 'synonym')
      .map(({column, property}) => ({column, property: property.name})),
    ignoreUnknown: request.ignoreUnknown,
    fields:
      request.format === 'jsonl' ? fieldsOf(columns, [...assignments.ignored, ...linkFields(request)]) : new Map(),
    late: keyOnlyLate(request, lateFields({request, target, assignments, compile})),
    links,
    replacesLinks: request.associations === 'replace',
    ...(request.pairs && {pairs: pairRule(request.pairs, key.name, target.object)}),
    isSecondHeader: secondHeader(assigned, key.name),
    foldable: property => !unfoldable.has(property),
    saved: savedForm(request, target, {key, constants, links, ...assignments}),
  }
}

function columnCompiler(
  request: MappingRequest,
  target: MappingTarget,
  key: PropertyDefinition,
): (assignment: Assignment) => ColumnTarget {
  return ({column, index, property, rules = {}}) => {
    const isKey = property.name === key.name
    const formats = columnFormats(request.formats ?? {}, rules, property)
    checkListRules(rules, property)
    const reading = {optionsBy: rules.by ?? request.options, separator: rules.separator}
    const coercer = (by: ValueFormats) =>
      withCellRules(compileCoercer(coercerContext(property, target, {...reading, formats: by})), rules)
    const coerce = coercer(formats)
    const inPipelines = stageCoercersByPipeline(coercerContext(property, target, reading))
    return {
      column,
      isKey,
      coerce,
      index: request.format === 'csv' ? index : -1,
      property: property.name,
      watched: watchedAs(property, formats, rules),
      coerceNumber: forJsonNumbers(formats.decimalComma === true ? coercer(jsonFormats(formats)) : coerce),
      coerceIso: formats.dateFormat === undefined ? coerce : coercer(isoFormats(formats)),
      nested: nestedFor(property, target, rules.separator),
      ...(inPipelines && {coerceIn: new Map([...inPipelines].map(([id, stage]) => [id, withCellRules(stage, rules)]))}),
      empty: emptyRule(rules, request.null),
      clears: !isKey && (rules.empty ?? request.empty) === 'clear',
    }
  }
}

/**
 * Where one value is wanted, a list of one is not guessed at either. A text with a rule of its own, such as an
 * e-mail's, is no JSON.
 */
function nestedFor(
  {type, fieldType, options, hasUniqueValue, name}: PropertyDefinition,
  {object}: MappingTarget,
  separator = ';',
): ColumnTarget['nested'] {
  if (fieldType === 'checkbox') return {separator}
  const isText = type === 'string' && options.length === 0 && fieldType !== 'phonenumber' && !hasUniqueValue
  return isText && !isContactEmail(object.objectTypeId, name) ? 'json' : 'refused'
}

/** Numbers of JSON have a decimal point, and nothing between thousands. */
function jsonFormats({decimalComma: _, thousands: __, ...others}: ValueFormats): ValueFormats {
  return others
}

function isoFormats({dateFormat: _, ...others}: ValueFormats): ValueFormats {
  return others
}

function fieldsOf(
  columns: readonly ColumnTarget[],
  ignored: readonly string[],
): ReadonlyMap<string, readonly ColumnTarget[]> {
  const fields = new Map<string, readonly ColumnTarget[]>([...EXPORT_COLUMNS, ...ignored].map(column => [column, []]))
  for (const target of columns) fields.set(target.column, [...(fields.get(target.column) ?? []), target])
  return fields
}

/** Fields that hold links alone belong to no property. */
function linkFields(request: MappingRequest): readonly string[] {
  return [...linkColumns(request, distinctColumns(request))].map(({name}) => name)
}

/** Fields that --ignore names and the first rows lack. */
function ignoredLater({format, ignore}: MappingRequest, {assigned, ignored}: Assignments): readonly string[] {
  const known = new Set([...ignored, ...assigned.map(({column}) => column)])
  return format === 'jsonl' ? ignore.filter(name => !known.has(name)) : []
}

function savedForm(
  request: MappingRequest,
  {object}: MappingTarget,
  chosen: Assignments & {
    readonly key: PropertyDefinition
    readonly constants: Constants
    readonly links: readonly LinkColumn[]
  },
): SavedMapping {
  return {
    ...request,
    ...(request.set && {set: chosen.constants.asked}),
    ...(request.associate && {associate: request.associate.map((rule, at) => savedRule(rule, chosen.links[at]))}),
    map: chosen.assigned.map(({column, property, rules}) => ({column, property: property.name, ...rules})),
    ignore: [...chosen.ignored, ...ignoredLater(request, chosen)],
    key: chosen.key.name,
    objectTypeId: object.objectTypeId,
  }
}

/** As the file calls the columns, and the portal the object. */
function savedRule(rule: LinkRule, link: LinkColumn | undefined): LinkRule {
  if (link === undefined) return rule
  const {column, labels, object} = link
  const name = object.custom ? object.objectTypeId : object.name // custom objects may share a name later
  return {...rule, column, object: name, ...(labels && {labelColumn: labels.column})}
}
