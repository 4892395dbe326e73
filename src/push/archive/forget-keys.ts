import {orderKeyOf} from '../../mapping/row/record-key.js'
import type {MappedRow} from '../../rows/rows.js'
import type {ChangeBook} from '../only-changed/change-book.js'
import {otherKeysOf} from './planned-row.js'

/**
 * Before records of planned rows are archived or marked, whoever does it: nothing is known any more of any key that
 * leads to them, so that a later `--only-changed` sends them again. On disk when it returns.
 */
export async function forgetKeys(
  book: Pick<ChangeBook, 'forgetRecords'> | undefined,
  rows: readonly MappedRow[],
): Promise<void> {
  await book?.forgetRecords(rows.flatMap(keysOf))
}

function keysOf(row: MappedRow): MappedRow[] {
  const others = otherKeysOf(row).map(key => ({...row, key, orderKey: orderKeyOf(key)}))
  return [row, ...others].map(each => ({...each, properties: {}}))
}
