import {damaged} from '../damaged.js'
import type {FromBytes} from '../encodings/values.js'
import type {Meaning, Physical} from '../footer/parquet-types.js'
import {dateText, int96Text, timestampText, timeText} from './instants.js'
import {bigEndian, decimalText, floatText, halfFloatText} from './number-values.js'
import {textOf, uuidText} from './text-values.js'

function none(): never {
  throw damaged('its values are of another type than the column')
}

const NONE: FromBytes = {int32: none, int64: none, float: none, double: none, boolean: none, bytes: none}

/** How the values of a column become texts. */
export function fromBytes(physical: Physical, meaning: Meaning): FromBytes {
  switch (physical) {
    case 'boolean':
      return {...NONE, boolean: String}
    case 'int32':
      return {...NONE, int32: fromInt32(meaning)}
    case 'int64':
      return {...NONE, int64: fromInt64(meaning)}
    case 'float':
      return {...NONE, float: floatText}
    case 'double':
      return {...NONE, double: String}
    default:
      return {...NONE, bytes: fromSeveralBytes(meaning)}
  }
}

function fromInt32(meaning: Meaning): FromBytes['int32'] {
  switch (meaning.kind) {
    case 'decimal':
      return value => decimalText(value, meaning.scale)
    case 'date':
      return dateText
    case 'time':
      return value => timeText(value, meaning.unit)
    default:
      return meaning.kind === 'integer' && meaning.isUnsigned ? value => String(value >>> 0) : String
  }
}

function fromInt64(meaning: Meaning): FromBytes['int64'] {
  switch (meaning.kind) {
    case 'decimal':
      return value => decimalText(value, meaning.scale)
    case 'timestamp':
      return value => timestampText(value, meaning)
    case 'time':
      return value => timeText(Number(value), meaning.unit)
    default:
      return meaning.kind === 'integer' && meaning.isUnsigned ? value => String(BigInt.asUintN(64, value)) : String
  }
}

function fromSeveralBytes(meaning: Meaning): FromBytes['bytes'] {
  switch (meaning.kind) {
    case 'decimal':
      return (bytes, start, end) => decimalText(bigEndian(bytes, start, end), meaning.scale)
    case 'uuid':
      return uuidText
    case 'float16':
      return halfFloatText
    case 'int96':
      return int96Text
    default:
      return textOf
  }
}
