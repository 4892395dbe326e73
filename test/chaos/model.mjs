/** The referee's own idea of what HubSpot does with one row of one record: nothing of src/ is in it. */

/** `;b` appended to `a` is `a;b`; what is there already is not repeated. */
function appended(stored, value) {
  return [...new Set([...(stored ?? '').split(';'), ...value.split(';')].filter(part => part !== ''))].join(';')
}

/** The record after a row; `stored` undefined: there was none. */
export function applied(shape, stored, values) {
  const record = {...(stored ?? shape.defaults)}
  for (const column of shape.columns) {
    const {property, adds, forward} = column
    const value = values[property]
    if (value === undefined) continue
    if (value === '') {
      delete record[property]
      continue
    }
    if (adds && value.startsWith(';')) record[property] = appended(record[property], value)
    else if (forward && stored !== undefined && forward.indexOf(value) < forward.indexOf(stored[property])) continue
    else record[property] = value
  }
  return record
}

/** Whether HubSpot takes a row without cell flaws, given the record as it is. */
export function takes(shape, stored, values) {
  const {accepts = () => true} = shape
  return accepts(values, stored) && (stored !== undefined || shape.required(applied(shape, undefined, values)))
}

/** Two values of a property that HubSpot does not tell apart: the options of a list in another order. */
export function sameValue(column, one, other) {
  if (one === other) return true
  if (!column.adds || one === undefined || other === undefined) return false
  return [...one.split(';')].sort().join(';') === [...other.split(';')].sort().join(';')
}
