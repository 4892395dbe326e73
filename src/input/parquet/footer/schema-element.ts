import {type LogicalType, readLogical} from './logical-type.js'
import type {ThriftReader} from './thrift-reader.js'

/** One element of the flat list that a footer keeps its schema in. */
export interface SchemaElement {
  readonly name: string
  readonly physical: number | undefined
  readonly width: number
  readonly repetition: number
  readonly children: number
  /** A number of enum ConvertedType: how older files say what values stand for. */
  readonly converted: number | undefined
  readonly logical: LogicalType | undefined
  readonly scale: number
}

/** Field numbers: struct SchemaElement of parquet.thrift. */
export function readElement(reader: ThriftReader): SchemaElement {
  const element: {-readonly [Field in keyof SchemaElement]: SchemaElement[Field]} = {
    name: '',
    physical: undefined,
    width: 0,
    repetition: 0,
    children: 0,
    converted: undefined,
    logical: undefined,
    scale: 0,
  }
  reader.struct((id, type) => {
    if (id === 1) element.physical = reader.integer(type)
    else if (id === 2) element.width = reader.integer(type)
    else if (id === 3) element.repetition = reader.integer(type)
    else if (id === 4) element.name = reader.text(type)
    else if (id === 5) element.children = reader.integer(type)
    else if (id === 6) element.converted = reader.integer(type)
    else if (id === 7) element.scale = reader.integer(type)
    else if (id === 10) element.logical = readLogical(reader)
  })
  return element
}
