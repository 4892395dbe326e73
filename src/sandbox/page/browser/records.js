// Kinds of records, and the records of one of them, a page at a time.
import {ask} from './ask.js'
import {attempt, button, make, table} from './dom.js'

const PAGE = 50

/**
 * @param {HTMLElement} main
 * @param {string | undefined} wanted name of a kind
 */
export async function showRecords(main, wanted) {
  const {results: objects} = await ask('GET', 'objects')
  const shown = objects.find(({name}) => name === wanted) ?? objects[0]
  const list = objects.map(({name, label, records}) => {
    const current = name === shown.name && 'page'
    const link = make(
      'a',
      {href: `#/records/${encodeURIComponent(name)}`, 'aria-current': current},
      make('span', {}, label),
      make('span', {}, String(records)),
    )
    return make('li', {}, link)
  })
  const records = make('section', {})
  main.replaceChildren(make('div', {class: 'sides'}, make('ul', {class: 'objects'}, list), records))
  await showPage(records, shown, {offset: 0, search: ''})
}

/**
 * @param {HTMLElement} section
 * @param {{name: string, label: string, properties: number, columns: string[]}} object
 * @param {{offset: number, search: string}} page
 */
async function showPage(section, object, {offset, search}) {
  const query = new URLSearchParams({
    limit: String(PAGE + 1),
    offset: String(offset),
    ...(search === '' ? {} : {search}),
  })
  const found = await ask('GET', `records/${encodeURIComponent(object.name)}?${query}`)
  const input = make('input', {
    type: 'search',
    'aria-label': `Search ${object.label}`,
    placeholder: 'Search',
    value: search,
  })
  const again = (/** @type {{offset: number, search: string}} */ next) => showPage(section, object, next)
  input.addEventListener(
    'change',
    () => void attempt(() => again({offset: 0, search: /** @type {HTMLInputElement} */ (input).value})),
  )
  const back = button(
    'Back',
    () => again({offset: Math.max(0, offset - PAGE), search}),
    offset === 0 ? {disabled: ''} : {},
  )
  const next = button('Next', () => again({offset: offset + PAGE, search}), found.length <= PAGE ? {disabled: ''} : {})
  const shown = found.slice(0, PAGE)
  const range = shown.length === 0 ? 'no records' : `records ${offset + 1} to ${offset + shown.length}`
  section.replaceChildren(
    make('h2', {}, object.label, make('span', {class: 'quiet'}, ` ${object.name}, ${object.properties} properties`)),
    make('div', {class: 'row'}, input, back, next, make('span', {class: 'quiet', role: 'status'}, range)),
    table(
      ['id', ...object.columns],
      shown.map((/** @type {any} */ record) => rowOf(object, record)),
    ),
  )
}

/** @param {{name: string, columns: string[]}} object @param {any} record */
function rowOf(object, record) {
  const href = `#/records/${encodeURIComponent(object.name)}/${record.id}`
  const cells = object.columns.map(name =>
    make('td', {}, Object.hasOwn(record.properties, name) ? record.properties[name] : ''),
  )
  const isGone = record.archivedAtMs !== undefined
  return make(
    'tr',
    {class: isGone ? 'archived' : 'opens'},
    make('td', {class: 'mono'}, make('a', {href}, record.id)),
    cells,
  )
}
