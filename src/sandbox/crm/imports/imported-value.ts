import type {ObjectType} from '../portal/object-type.js'

const DATE = /^(\d{1,4})[/.-](\d{1,2})[/.-](\d{1,4})$/
/** Where day, month and year stand. */
const ORDERS: ReadonlyMap<string, readonly [number, number, number]> = new Map([
  ['MONTH_DAY_YEAR', [2, 0, 1]],
  ['DAY_MONTH_YEAR', [2, 1, 0]],
  ['YEAR_MONTH_DAY', [0, 1, 2]],
])

/** A cell as the API would be sent it: dates in their order, options by label as well, yes and no. */
export function importedValue(type: ObjectType, property: string, cell: string, dateOrder: string): string {
  const body = type.properties.get(property)?.body
  const value = cell.trim()
  if (body?.type === 'date' || body?.type === 'datetime') return dateOf(value, dateOrder)
  if (body?.type === 'bool') return YES_NO.get(value.toLowerCase()) ?? value
  if (body?.type !== 'enumeration') return cell
  const parts = body.fieldType === 'checkbox' ? value.split(';') : [value]
  const byLabel = (part: string) => body.options.find(({label}) => label.toLowerCase() === part.toLowerCase())?.value
  return parts
    .map(part => (body.options.some(option => option.value === part) ? part : (byLabel(part) ?? part)))
    .join(';')
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
