import type {MappingReview, ReviewedColumn} from '../../push/plan/mapping-questions.js'
import type {Screen} from '../palette.js'
import {fitTable, type TableColumn} from './fit-table.js'
import {showText} from './show-text.js'

/** Where each column goes, before it is agreed to. */
export function presentMapping({object, key, columns}: MappingReview, screen: Screen): string[] {
  return [
    '',
    `${screen.palette.strong('Columns')} → ${showText(object.label)}`,
    '',
    ...fitTable(columns, tableOf(key), screen),
    '',
  ]
}

function tableOf(key: string): readonly TableColumn<ReviewedColumn>[] {
  return [
    {title: 'COLUMN', cell: ({column}) => (column === '' ? '(no name)' : column), minWidth: 12},
    {title: 'PROPERTY', cell: ({property}) => property?.name ?? 'left out', minWidth: 12},
    {title: 'LABEL', cell: ({property}) => property?.label ?? '', minWidth: 8},
    {title: 'NOTE', cell: ({property}) => (property?.name === key ? 'key' : '')},
  ]
}
