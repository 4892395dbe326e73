import {isHolder, isMixed, isOneOf, show} from './compare.mjs'
import {recordOf} from './states.mjs'

/**
 * The record of every key is what its written and unchanged rows make of it, file after file, in the order of each
 * file.
 */
export function checkRecords(scenario, {records, parts, states: statesByKey}) {
  const {shape, mode} = scenario
  const problems = []
  const found = new Map()
  for (const {id, properties} of records) {
    const key = recordOf(scenario, properties[shape.keyProperty])
    if (found.has(key)) problems.push(`two records of key ${key}`)
    found.set(key, {id, properties})
  }
  for (const [key, {states, problems: own, rows, keys, values}] of statesByKey) {
    problems.push(...own)
    const record = found.get(key)
    found.delete(key)
    const isRight = scenario.hasAliases && mode !== 'create' && keys.size > 1 ? isMixed : isOneOf
    const names = rows.map(({name}) => name)
    if (
      !isRight(
        shape,
        record?.properties,
        isRight === isMixed ? values : tells(parts, key) ? withUnrepaired(scenario, states, values) : states,
      )
    )
      problems.push(
        `record ${key} (rows ${names}) holds ${show(shape, record?.properties)}, not ${show(shape, states[0])}`,
      )
    for (const {name, recordId} of rows)
      if (recordId !== undefined && recordId !== record?.id)
        problems.push(`row ${name} names record ${recordId}, not ${record?.id}`)
  }
  for (const {properties} of records.filter(
    record => found.get(recordOf(scenario, record.properties[shape.keyProperty]))?.id === record.id,
  ))
    if (!isHolder(shape, properties)) problems.push(`a record that no written row made: ${JSON.stringify(properties)}`)
  return problems
}

function tells(parts, key) {
  const warnings = parts.flatMap(({summary}) => summary?.warnings ?? [])
  return warnings.some(
    warning => warning.includes(`the record of "${key}"`) || warning.includes('more warnings of this kind'),
  )
}

/**
 * File order may leave a record with a value that nobody could write to it, such as a stage of the pipeline that it was
 * in before. Where an
 * older row's attempt then came late, the newer value cannot be put back: HubSpot refuses it, and the push warns.
 */
function withUnrepaired({shape, late}, states, values) {
  if (!late || shape.depends === undefined) return states
  const unrepaired = states.flatMap(state =>
    shape.depends
      .filter(property => state?.[property] !== undefined && !shape.accepts({[property]: state[property]}, state))
      .flatMap(property => values.map(each => ({...state, [property]: each?.[property] ?? state[property]}))),
  )
  return [...states, ...unrepaired]
}
