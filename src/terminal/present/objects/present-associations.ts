import {gap, ours, type Run} from '../../../errors/next-step.js'
import type {AssociationSummary, ObjectAssociations} from '../../../objects/describe-associations.js'
import {shellQuote} from '../../../shared/text/shell-quote.js'
import {presentNext} from '../../next-steps/print-step.js'
import {fitTable, type TableColumn} from '../../text/fit-table.js'
import {formatCount} from '../../text/format-numbers.js'
import type {Screen} from '../../text/palette.js'
import {showText} from '../../text/show-text.js'
import {wrapText} from '../../text/wrap-text.js'

interface Line {
  readonly object: string
  readonly label: string
  readonly inverse: string
  readonly number: string
  readonly most: number | null
  readonly keys: string
}

/** What an object can be linked to: a line for plain links of each other object, and one for each label. */
export function presentAssociations(associations: ObjectAssociations, portalId: number, screen: Screen): string[] {
  const {palette, width} = screen
  const {name, label, objectTypeId, associations: others} = associations
  const onlyLabelled = others
    .filter(({plain, labels}) => !plain && labels.length > 0)
    .map(other => showText(other.name))
  const unknown = others.flatMap(({name: other, reason}) => (reason === null ? [] : [`${other}: ${reason}`]))
  return [
    `Links of ${palette.strong(showText(name))} (${showText(label)}, ${objectTypeId}) in portal ${portalId}`,
    '',
    ...(others.length === 0 ? ['  none: HubSpot has no association of this object'] : []),
    ...fitTable(others.flatMap(linesOf), COLUMNS, screen),
    ...onlyLabelled.map(other => `  ${other} can be linked only with a label.`),
    ...unknown.map(text => `  ${palette.warning('Not known:')} ${showText(text)}`),
    '',
    ...wrapText(howToMake(associations), width - 2).map(line => palette.quiet(`  ${line}`)),
    ...presentNext(nextCommands(associations), screen),
  ]
}

function linesOf({name, keys, plain, most, labels, reason}: AssociationSummary): Line[] {
  if (reason !== null) return []
  const unlabelled = {label: 'without a label', inverse: '', number: '', most}
  const lines = [
    ...(plain ? [unlabelled] : []),
    ...labels.map(each => ({
      label: each.label,
      inverse: each.inverseLabel ?? 'not known',
      number: String(each.typeId),
      most: each.most,
    })),
  ]
  return lines.map((line, at) => ({
    object: at === 0 ? name : '',
    keys: at === 0 ? [...keys, 'id'].join(', ') : '',
    ...line,
  }))
}

const COLUMNS: readonly TableColumn<Line>[] = [
  {title: 'OBJECT', cell: ({object}) => object, minWidth: 12},
  {title: 'FOUND BY', cell: ({keys}) => keys, minWidth: 10},
  {title: 'LABEL', cell: ({label}) => label, minWidth: 12},
  {title: 'ON THE OTHER SIDE', cell: ({inverse}) => inverse, minWidth: 10},
  {title: 'NUMBER', cell: ({number}) => number, align: 'right'},
  {title: 'AT MOST', cell: ({most}) => (most === null ? '' : formatCount(most)), align: 'right'},
]

/** Source: docs/hubspot-api.md#types-and-labels. */
function howToMake({label}: ObjectAssociations): string {
  return (
    `To make a label, a super admin opens HubSpot's settings: Objects → ${showText(label)} → Associations → ` +
    'Create association label. Up to 50 for each pair of objects; a paired label has a name for each side.'
  )
}

/** An ordinary link and one with a label, to another object where there is one, by a key rather than a record id. */
function nextCommands({name, keys, associations}: ObjectAssociations): Run[] {
  if (keys.length === 0) return [ours(['objects', name])]
  const others = associations
    .filter(({reason}) => reason === null)
    .sort((one, other) => rank(one, name) - rank(other, name))
  const plain = others.find(other => other.plain)
  const labelled = others.find(other => clearLabel(other) !== undefined)
  const rules = [
    ...(plain === undefined ? [] : [`COLUMN=${plain.name}.${plain.keys[0] ?? 'id'}`]),
    ...(labelled === undefined ? [] : [`COLUMN=${labelled.name}.${labelled.keys[0] ?? 'id'}:${clearLabel(labelled)}`]),
  ]
  return rules.map(rule =>
    ours(['push', gap('FILE'), '--object', name, '--associate', gap(shellQuote(showText(rule)))]),
  )
}

function rank({name, keys}: AssociationSummary, own: string): number {
  return (name === own ? 2 : 0) + (keys.length === 0 ? 1 : 0)
}

/** Not HubSpot's mark of the one that counts, and none whose text several have. */
function clearLabel({labels}: AssociationSummary): string | undefined {
  const isClear = ({label: text}: {readonly label: string}): boolean =>
    labels.filter(({label}) => label.toLowerCase() === text.toLowerCase()).length === 1
  return labels.find(each => !each.primary && isClear(each))?.label
}
