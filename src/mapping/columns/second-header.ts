import type {Cell} from '../../rows/rows.js'
import {foldText} from '../fold-text.js'
import type {SecondHeader} from '../mapping-types.js'
import type {Assignment} from './assign-columns.js'

/**
 * A line that names columns in other words than the header does, such as internal names below labels, or the header of
 * a joined file: each of its cells, and two at least, names the column or its property. It must not become a record,
 * above all where the first column is the key. Cheap, since every row is asked: but for the first row, the key's cell
 * must be such a name to the letter.
 */
export function secondHeader(columns: readonly Assignment[], key: string): SecondHeader {
  const names = columns.map(column => ({index: column.index, folded: new Set(namesOf(column).map(foldText))}))
  const ofKey = columns.find(({property}) => property.name === key)
  const keyNames = new Set<Cell | undefined>(ofKey === undefined ? [] : namesOf(ofKey))
  const keyIndex = ofKey?.index ?? -1
  return (cells, row) => {
    if (row !== 1 && !keyNames.has(cells[keyIndex])) return false
    const filled = names.filter(({index}) => textAt(cells, index) !== '')
    return filled.length > 1 && filled.every(({index, folded}) => folded.has(foldText(textAt(cells, index))))
  }
}

function textAt(cells: readonly Cell[], index: number): string {
  return (cells[index] ?? '').trim()
}

/** Where the file names no columns they are called by their numbers, which are cells like any other. */
function namesOf({column, index, property: {name, label}}: Assignment): readonly string[] {
  return column === String(index + 1) ? [name, label] : [column, name, label]
}
