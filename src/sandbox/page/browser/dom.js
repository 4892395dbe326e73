// Elements from texts. Nothing here parses HTML: a value of a record is a text, whatever it holds.

/**
 * @typedef {Node | string | null | undefined} Child
 * @param {string} name
 * @param {Record<string, string | boolean | ((event: Event) => void)>} [attributes] functions become listeners
 * @param {...(Child | readonly Child[])} children
 */
export function make(name, attributes = {}, ...children) {
  const element = document.createElement(name)
  for (const [key, value] of Object.entries(attributes)) {
    if (typeof value === 'function') element.addEventListener(key, value)
    else if (value === true) element.setAttribute(key, '')
    else if (value !== false) element.setAttribute(key, value)
  }
  element.append(...children.flat().filter(child => child !== null && child !== undefined))
  return element
}

/** @param {string} id */
export function byId(id) {
  const element = document.getElementById(id)
  if (element === null) throw new Error(`The page has no ${id}.`)
  return element
}

/**
 * @param {readonly string[]} titles
 * @param {readonly Node[]} rows
 */
export function table(titles, rows) {
  const head = make(
    'tr',
    {},
    titles.map(title => make('th', {scope: 'col'}, title)),
  )
  return make('div', {class: 'wide'}, make('table', {}, make('thead', {}, head), make('tbody', {}, rows)))
}

/** @param {string} text @param {() => unknown} act @param {Record<string, string>} [attributes] */
export function button(text, act, attributes = {}) {
  return make('button', {type: 'button', ...attributes, click: () => void attempt(act)}, text)
}

/** Twice, since it cannot be undone. @param {string} text @param {() => unknown} act */
export function dangerButton(text, act) {
  const first = make('button', {type: 'button', class: 'danger', click: () => ask(true)}, text)
  const sure = make(
    'button',
    {type: 'button', class: 'danger', click: () => ask(false, act)},
    `Yes, ${text.toLowerCase()}`,
  )
  const no = make('button', {type: 'button', click: () => ask(false)}, 'No')
  /** @param {boolean} asks @param {() => unknown} [then] */
  const ask = (asks, then) => {
    first.hidden = asks
    sure.hidden = !asks
    no.hidden = !asks
    if (then !== undefined) void attempt(then)
    if (asks) no.focus()
  }
  ask(false)
  return [first, sure, no]
}

/** What fails is told at the head of the page. @param {() => unknown} act */
export async function attempt(act) {
  const problem = byId('problem')
  try {
    await act()
    problem.hidden = true
  } catch (error) {
    problem.textContent = error instanceof Error ? error.message : String(error)
    problem.hidden = false
  }
}

/** JSON for reading; any other text as it is. @param {string} text */
export function pretty(text) {
  try {
    return JSON.stringify(JSON.parse(text), null, 2)
  } catch {
    return text
  }
}
