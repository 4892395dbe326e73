import {sameValue} from './model.mjs'

/** What a record holds, held against the states that it may be in. */

function isRecord({columns}, stored, state) {
  if (stored === undefined || state === undefined) return stored === state
  return columns.every(column => sameValue(column, stored[column.property], state[column.property]))
}

/**
 * Of a row that HubSpot kept silent about, and that may have come late, some values may have been overwritten since.
 */
export function isOneOf(shape, stored, states) {
  if (states.some(state => isRecord(shape, stored, state))) return true
  const known = states.filter(state => state !== undefined)
  if (states.length === 1 || stored === undefined) return false
  return shape.columns.every(
    column =>
      known.some(state => sameValue(column, stored[column.property], state[column.property])) ||
      isOfTheirs(column, stored, known),
  )
}

/** Of a list that rows add to, the options may have come together in ways that too many states no longer show. */
function isOfTheirs({property, adds}, stored, states) {
  if (!adds) return false
  const options = new Set(states.flatMap(state => (state[property] ?? '').split(';')))
  return (stored[property] ?? '').split(';').every(option => options.has(option))
}

/**
 * Rows that name one contact by two e-mails are not kept in order beyond a request (README): each value is some row's,
 * or was there before.
 */
export function isMixed({columns}, stored, values) {
  if (stored === undefined) return false
  return columns.every(column => {
    const options = values.flatMap(each => (each[column.property] === undefined ? [] : [each[column.property]]))
    if (!column.adds) return stored[column.property] === undefined || options.includes(stored[column.property])
    const known = new Set(options.flatMap(value => value.split(';')))
    return (stored[column.property] ?? '').split(';').every(option => known.has(option) || option === '')
  })
}

export function isHolder({holders}, properties) {
  return holders.some(holder => Object.entries(holder).every(([name, value]) => properties[name] === value))
}

export function show({columns}, values) {
  return values === undefined
    ? 'nothing'
    : JSON.stringify(Object.fromEntries(columns.map(({property}) => [property, values[property]])))
}
