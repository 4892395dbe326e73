import {AppError} from '../../errors/app-error.js'
import {listOf} from '../advice/mapping-words.js'
import {columnsNamed, distinctColumns, type FileColumn} from '../columns/distinct-columns.js'
import {suggest} from '../columns/suggest.js'
import {emptyRule} from '../compile/cell-rules.js'
import type {MappingRequest} from '../mapping-types.js'
import type {LinkColumn, LinkRule, LinkTarget} from './link-column.js'

/** `targets`: one for each rule of the request. Throws AppError MAPPING_INVALID. */
export function compileLinks(request: MappingRequest, targets: readonly LinkTarget[]): readonly LinkColumn[] {
  const {associate: rules = [], empty, null: nulls, ignore, pairs, map} = request
  const columns = distinctColumns(request)
  const flags = flagsOf(request)
  const indexOf = ({index}: FileColumn): number => (request.format === 'csv' ? index : -1)
  refuseRepeated(rules)
  if (pairs !== undefined) for (const {column} of map) namedColumn(column, {columns, ignore, flag: '--from'})
  return rules.map((rule, at) => {
    const target = targets[at]
    if (target === undefined) throw new Error(`Column ${rule.column} was not looked up: this is a bug in hubspot-push.`)
    const column = namedColumn(rule.column, {columns, ignore, flag: flags.link})
    const {labelColumn} = rule
    const labels =
      labelColumn === undefined ? undefined : namedColumn(labelColumn, {columns, ignore, flag: flags.label})
    return {
      ...target,
      column: column.name,
      index: indexOf(column),
      ...(labels && {labels: {column: labels.name, index: indexOf(labels)}}),
      separator: rule.separator ?? ';',
      ignoresMissing: rule.missing === 'ignore',
      empty: emptyRule(rule.null === undefined ? {} : {null: rule.null}, nulls),
      clears: (rule.empty ?? empty) === 'clear',
    }
  })
}

/** The columns that links are read from, which go to a property only where a flag or a mapping file says so. */
export function linkColumns(
  {associate = []}: Pick<MappingRequest, 'associate'>,
  columns: readonly FileColumn[],
): ReadonlySet<FileColumn> {
  const names = associate.flatMap(({column, labelColumn}) => [
    column,
    ...(labelColumn === undefined ? [] : [labelColumn]),
  ])
  return new Set(names.flatMap(name => columnsNamed(name, columns)))
}

/** What the user has typed to name a column. */
function flagsOf({pairs}: Pick<MappingRequest, 'pairs'>): {readonly link: string; readonly label: string} {
  return pairs === undefined ? {link: '--associate', label: '--associate'} : {link: '--to', label: '--label-column'}
}

interface Naming {
  readonly columns: readonly FileColumn[]
  readonly ignore: readonly string[]
  readonly flag: string
}

function namedColumn(name: string, {columns, ignore, flag}: Naming): FileColumn {
  const found = columnsNamed(name, columns)
  const [column] = found
  if (column === undefined) {
    const all = columns.map(each => each.name)
    const [like] = suggest(name, all, each => [each], 1)
    const hint = like === undefined ? `It has ${listOf(all)}.` : `Did you mean "${like}"?`
    throw new AppError('MAPPING_INVALID', `The file has no column "${name}", which ${flag} names. ${hint}`)
  }
  if (found.some(({header}) => header === column.header && found.length > 1)) {
    const names = listOf(found.map(each => each.name))
    throw new AppError('MAPPING_INVALID', `The file has several columns "${name}". Name one of them: ${names}.`)
  }
  if (ignore.some(each => columnsNamed(each, columns).includes(column)))
    throw new AppError('MAPPING_INVALID', `Column "${name}" cannot be both in ${flag} and in --ignore.`)
  return column
}

function refuseRepeated(rules: readonly LinkRule[]): void {
  const seen = new Set<string>()
  for (const {column, object, by, label, labelColumn} of rules) {
    const text = JSON.stringify([column, object, by, label, labelColumn])
    if (seen.has(text))
      throw new AppError('MAPPING_INVALID', `--associate "${column}=${object}.${by}" is given twice: remove one.`)
    seen.add(text)
  }
}
