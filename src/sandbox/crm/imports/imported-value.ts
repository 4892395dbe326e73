import type {ObjectType, PropertyBody} from '../portal/object-type.js'

const DATE = /^(\d{1,4})[/.-](\d{1,2})[/.-](\d{1,4})$/
/** Where day, month and year stand. */
const ORDERS: ReadonlyMap<string, readonly [number, number, number]> = new Map([
  ['MONTH_DAY_YEAR', [2, 0, 1]],
  ['DAY_MONTH_YEAR', [2, 1, 0]],
  ['YEAR_MONTH_DAY', [0, 1, 2]],
])

export type CellReader = (cell: string) => string

/** Makes of cells what the API would be sent: dates in their order, options by label as well, yes and no. */
export function cellReader(type: ObjectType, property: string, dateOrder: string): CellReader {
  const body = type.properties.get(property)?.body
  switch (body?.type) {
    case 'date':
    case 'datetime':
      return cell => dateOf(cell.trim(), dateOrder)
    case 'bool':
      return cell => YES_NO.get(cell.trim().toLowerCase()) ?? cell.trim()
    case 'enumeration':
      return optionReader(body)
    default:
      return cell => cell
  }
}

/** A value comes before a label that reads the same; of two equal labels the first one counts. */
function optionReader({options, fieldType}: PropertyBody): CellReader {
  const values = new Set(options.map(({value}) => value))
  const byLabel = new Map(options.toReversed().map(({label, value}) => [label.toLowerCase(), value]))
  const one = (part: string) => (values.has(part) ? part : (byLabel.get(part.toLowerCase()) ?? part))
  if (fieldType !== 'checkbox') return cell => one(cell.trim())
  return cell => cell.trim().split(';').map(one).join(';')
}

const YES_NO: ReadonlyMap<string, string> = new Map([
  ['yes', 'true'],
  ['no', 'false'],
  ['true', 'true'],
  ['false', 'false'],
])

function dateOf(value: string, dateOrder: string): string {
  const parts = DATE.exec(value)?.slice(1)
  if (!parts) return value
  const isIso = parts[0]?.length === 4
  const [year, month, day] = (isIso ? ORDERS.get('YEAR_MONTH_DAY') : ORDERS.get(dateOrder)) ?? [2, 0, 1]
  const padded = (at: number, length: number) => (parts[at] ?? '').padStart(length, '0')
  return `${padded(year, 4)}-${padded(month, 2)}-${padded(day, 2)}`
}
