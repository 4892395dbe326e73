// What was asked, live: the newest first, each with what was sent and answered.
import {ask} from './ask.js'
import {button, make, pretty, table} from './dom.js'

const MOST = 200

/** @type {any[]} */
let seen = []
/** Those that are open, by id. @type {Set<number>} */
const opened = new Set()

/** Asks for what is new. @returns {Promise<number>} how many there are in all */
export async function lookForRequests() {
  const after = seen.at(-1)?.id ?? 0
  const {requests, forgotten} = await ask('GET', `requests?after=${after}&limit=${MOST}`)
  seen = [...seen, ...requests].slice(-MOST)
  return forgotten + (seen.at(-1)?.id ?? 0)
}

/** After a reset. */
export function forgetRequests() {
  seen = []
  opened.clear()
}

/** @param {HTMLElement} main */
export function showRequests(main) {
  const clear = button('Clear', async () => {
    await ask('DELETE', 'requests')
    forgetRequests()
    showRequests(main)
  })
  const rows = seen.toReversed().flatMap(request => rowsOf(main, request))
  const empty = make('p', {class: 'quiet'}, 'No request yet. What is asked of the HubSpot API shows here at once.')
  main.replaceChildren(
    make('div', {class: 'row'}, make('h2', {}, 'Requests'), clear),
    seen.length === 0 ? empty : table(['', 'time', 'request', 'answer', 'fault', 'ms'], rows),
  )
}

/** @param {HTMLElement} main @param {any} request */
function rowsOf(main, request) {
  const {id, at, method, path, query, outcome, faults, ms} = request
  const isOpen = opened.has(id)
  const toggle = () => {
    if (!opened.delete(id)) opened.add(id)
    showRequests(main)
    document.getElementById(`request-${id}`)?.focus()
  }
  const opener = button(isOpen ? '▾' : '▸', toggle, {
    id: `request-${id}`,
    'aria-expanded': String(isOpen),
    'aria-label': `Request ${id}`,
  })
  const asked = `${method} ${path}${query === '' ? '' : `?${query}`}`
  const row = make(
    'tr',
    {class: 'opens'},
    make('td', {}, opener),
    make('td', {class: 'mono'}, at.slice(11, 23)),
    make('td', {class: 'mono'}, asked),
    make('td', {class: toneOf(outcome)}, String(outcome)),
    make('td', {class: 'warm'}, faults.join(', ')),
    make('td', {}, String(ms)),
  )
  return isOpen ? [row, make('tr', {}, make('td', {colspan: '6'}, detailOf(request)))] : [row]
}

/** @param {any} request */
function detailOf({headers, body, reply}) {
  const shown = Object.entries(headers).map(([name, value]) => `${name}: ${value}`)
  return [
    make('h3', {}, 'Headers'),
    make('pre', {}, shown.join('\n')),
    make('h3', {}, 'Body'),
    make('pre', {}, body === null ? 'no longer kept' : body === '' ? 'none' : pretty(body)),
    make('h3', {}, 'Answer'),
    make('pre', {}, reply === null ? 'none, or no longer kept' : pretty(reply)),
  ]
}

/** @param {number | string} outcome */
function toneOf(outcome) {
  if (typeof outcome !== 'number' || outcome >= 500) return 'bad'
  return outcome >= 400 || outcome === 207 ? 'warm' : 'good'
}
