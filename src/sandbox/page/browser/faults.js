// What goes wrong on purpose, what time it is, and the way back to the beginning.
import {ask} from './ask.js'
import {button, dangerButton, make, table} from './dom.js'
import {forgetRequests} from './requests.js'

/** @type {readonly (readonly [string, object])[]} */
const COMMON = [
  ['503 for the next request', {fault: 'status', status: 503, next: 1}],
  ['502 page for the next 3', {fault: 'status', status: 502, html: true, next: 3}],
  ['429 for the next request', {fault: 'rate-limit', policy: 'TEN_SECONDLY_ROLLING', next: 1}],
  ['Cut the next connection', {fault: 'reset', next: 1}],
  ['Cut the next, but do it', {fault: 'reset', applied: true, next: 1}],
  ['Expire the next token', {fault: 'expire-token', next: 1}],
  ['1 s more for all', {fault: 'latency', ms: 1000}],
]

const TIMES = /** @type {const} */ ([
  ['10 seconds', 10_000],
  ['31 minutes', 31 * 60_000],
  ['1 day', 86_400_000],
])

/** @param {HTMLElement} main */
export async function showFaults(main) {
  const {faults, faultsFired, clock, snapshots} = await ask('GET', 'state')
  const again = () => showFaults(main)
  const add = async (/** @type {object} */ rule) => {
    await ask('POST', 'faults', JSON.stringify([...faults, rule]))
    await again()
  }
  const text = /** @type {HTMLTextAreaElement} */ (
    make('textarea', {'aria-label': 'Rules as JSON', spellcheck: 'false'})
  )
  text.value = JSON.stringify(faults, null, 2)
  const post = async (/** @type {string} */ path, /** @type {string} */ body) => {
    await ask('POST', path, body)
    await again()
  }
  main.replaceChildren(
    make('h2', {}, 'Faults'),
    make(
      'div',
      {class: 'row'},
      COMMON.map(([title, rule]) => button(title, () => add(rule))),
    ),
    faults.length === 0
      ? make('p', {class: 'quiet'}, 'No rule: nothing goes wrong on purpose.')
      : table(
          ['rule', 'fired'],
          faults.map((/** @type {object} */ rule, /** @type {number} */ index) => faultRow(rule, faultsFired[index])),
        ),
    make('h3', {}, 'Rules'),
    text,
    make(
      'div',
      {class: 'row'},
      button('Use these rules', () => post('faults', text.value)),
      button('Remove all', () => post('faults', '[]')),
    ),
    make('h2', {}, 'Time'),
    make('p', {}, `It is ${clock.now}${clock.standing ? ', and the clock stands.' : '.'}`),
    make(
      'div',
      {class: 'row'},
      TIMES.map(([title, advanceMs]) => button(`${title} later`, () => post('clock', JSON.stringify({advanceMs})))),
    ),
    make('h2', {}, 'Snapshots'),
    make('div', {class: 'row'}, snapshotButtons(snapshots, post)),
    make('h2', {}, 'Back to the beginning'),
    make(
      'p',
      {class: 'quiet'},
      'Records, links, lists, imports, events, own definitions, switches, faults and requests are gone; tokens stay.',
    ),
    make(
      'div',
      {class: 'row'},
      dangerButton('Reset everything', async () => {
        await ask('POST', 'reset')
        forgetRequests()
        await again()
      }),
    ),
  )
}

/** @param {object} rule @param {number} fired */
function faultRow(rule, fired) {
  return make('tr', {}, make('td', {class: 'mono'}, JSON.stringify(rule)), make('td', {}, String(fired)))
}

/** @param {string[]} names @param {(path: string, body: string) => Promise<void>} post */
function snapshotButtons(names, post) {
  const input = /** @type {HTMLInputElement} */ (
    make('input', {'aria-label': 'Name of a snapshot', placeholder: 'name'})
  )
  const save = button('Save', () => post(`snapshots/${encodeURIComponent(input.value || 'page')}`, ''))
  return [
    input,
    save,
    ...names.map(name => button(`Restore ${name}`, () => post(`snapshots/${encodeURIComponent(name)}/restore`, ''))),
  ]
}
