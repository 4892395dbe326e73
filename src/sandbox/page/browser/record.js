// One record: its values with their histories, and its links.
import {ask} from './ask.js'
import {make, table} from './dom.js'

/**
 * @param {HTMLElement} main
 * @param {string} object
 * @param {string} id
 */
export async function showRecord(main, object, id) {
  const record = await ask('GET', `records/${encodeURIComponent(object)}/${encodeURIComponent(id)}`)
  const {properties, links} = record
  main.replaceChildren(
    make('p', {}, make('a', {href: `#/records/${encodeURIComponent(object)}`}, `← ${object}`)),
    make('h2', {}, `${object} ${id}`, make('span', {class: 'quiet'}, ` ${stateOf(record)}`)),
    make('h3', {}, 'Links'),
    links.length === 0 ? make('p', {class: 'quiet'}, 'none') : table(['record', 'labels'], links.map(linkRow)),
    make('h3', {}, 'Properties'),
    make('div', {class: 'properties'}, table(['property', 'label', 'value', 'history'], properties.map(propertyRow))),
  )
}

/** @param {any} record */
function stateOf({createdAt, updatedAt, archivedAt, mergedInto}) {
  if (mergedInto !== undefined) return `merged into ${mergedInto}`
  if (archivedAt !== undefined) return `archived ${archivedAt}`
  return `created ${createdAt}, changed ${updatedAt}`
}

/** @param {any} property */
function propertyRow({name, label, value, history}) {
  return make(
    'tr',
    {},
    make('td', {class: 'mono'}, name),
    make('td', {}, label),
    make('td', {}, value),
    make('td', {}, historyOf(history)),
  )
}

/** @param {any[]} history */
function historyOf(history) {
  if (history.length < 2) return make('span', {class: 'quiet'}, history[0]?.timestamp ?? '')
  const versions = history.map(({value, timestamp, sourceType, sourceId}) =>
    make(
      'li',
      {},
      value === '' ? 'no value' : value,
      make('span', {class: 'quiet'}, ` ${timestamp}, ${sourceType} ${sourceId ?? ''}`),
    ),
  )
  return make('details', {}, make('summary', {}, `${history.length} versions`), make('ol', {reversed: true}, versions))
}

/** @param {any} link */
function linkRow({object, id, labels}) {
  const href = `#/records/${encodeURIComponent(object)}/${id}`
  return make('tr', {}, make('td', {}, make('a', {href}, `${object} ${id}`)), make('td', {}, labels.join(', ')))
}
