import {seeded} from './random.mjs'

/** A stream of chance of its own: what a seed was before there were clears, most still are. */
const APART = 4_000_037

/**
 * Whether empty cells empty their properties, as `--empty clear` has it. Rules of a portal's admins are about what a
 * record then lacks.
 */
export function clearsIn(seed, {adminRules}) {
  return seeded(seed + APART).chance(0.25) && !adminRules
}

/** Columns without which there would be no record keep what they hold. */
export function clearable({columns}) {
  return columns.filter(({often}) => !often)
}

const emptied = new WeakMap()

/** The rows with '' where an empty cell, or a JSON null, clears. The same rows give the same array. */
export function withClears(rows, {shape, format}) {
  if (!emptied.has(rows))
    emptied.set(
      rows,
      rows.map(row => clearedRow(row, shape, format)),
    )
  return emptied.get(rows)
}

function clearedRow(row, shape, format) {
  const values = {...row.values}
  for (const {property} of clearable(shape))
    if (row.cells[property] === undefined && isEmptyCell(row, property, shape, format)) values[property] = ''
  return {...row, values}
}

/** In CSV every cell that a row does not fill; in JSONL those that are written as null. */
function isEmptyCell({row}, property, shape, format) {
  return format === 'csv' || isNull(row, columnNames(shape).indexOf(property))
}

export function columnNames({keyProperty, columns, linkColumns = []}) {
  return [keyProperty, ...columns.map(({property}) => property), ...linkColumns]
}

/** Every second empty field of JSONL is null, the others are missing; the first row names them all. */
export function isNull(row, index) {
  return row === 1 || (row + index) % 2 === 0
}
