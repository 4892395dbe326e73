import type {ApiVersion} from '../call/api-version.js'
import type {CrmContext} from '../call/context.js'
import {type RowWriter, rowWriter} from '../objects/write-row.js'
import type {ObjectType} from '../portal/object-type.js'
import type {ImportFile, ImportOperation, ImportPlan} from './import-request.js'
import {type CellReader, cellReader} from './imported-value.js'
import {OldestByValue} from './oldest-by-value.js'

/** For whom rows are written. */
interface ImportCall {
  readonly context: CrmContext
  readonly version: ApiVersion
  /** Of the import. */
  readonly id: string
  /** By type id: what was found out while parts before this one ran. */
  readonly known: Map<string, OldestByValue>
}

/** What becomes of the cells of one column. */
export interface CellColumn {
  /** From 0. */
  readonly index: number
  /** Undefined: the column is not imported. */
  readonly property: string | undefined
  readonly isRecordId: boolean
  readonly isKey: boolean
  readonly read: CellReader
}

/** The columns of one file that make records of one kind. */
export interface TypeColumns {
  readonly type: ObjectType
  readonly operation: ImportOperation
  readonly columns: readonly CellColumn[]
  readonly writer: RowWriter
  /** For keys that are not unique, such as domains of companies. */
  readonly oldest: OldestByValue
}

/** Reads off the definitions once what each row depends on; they may change between two parts of an import. */
export function typeColumns(call: ImportCall, plan: ImportPlan, {columns}: ImportFile): readonly TypeColumns[] {
  const {id} = call
  const types = [...new Set(columns.map(({type}) => type))]
  return types.map(type => ({
    type,
    operation: plan.operations.get(type.id) ?? 'UPSERT',
    writer: rowWriter({...call, type}, {type: 'IMPORT', id}),
    oldest: oldestOf(call, type),
    columns: columns.flatMap((column, index) => {
      const {property, isRecordId, isKey} = column
      if (column.type !== type) return []
      return [{index, property, isRecordId, isKey, read: cellReader(type, property ?? '', plan.dateOrder)}]
    }),
  }))
}

function oldestOf({context, known}: ImportCall, type: ObjectType): OldestByValue {
  const oldest = known.get(type.id) ?? new OldestByValue(context.storeOf(type))
  known.set(type.id, oldest)
  return oldest
}
