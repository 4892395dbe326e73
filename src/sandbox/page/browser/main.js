// Which part of the page is shown follows the address: #/records/contacts/101, #/requests, #/faults.
import {ask, keepToken, tokenOfPage} from './ask.js'
import {attempt, byId, make} from './dom.js'
import {showFaults} from './faults.js'
import {showRecord} from './record.js'
import {showRecords} from './records.js'
import {lookForRequests, showRequests} from './requests.js'

const LOOK_EVERY_MS = 1000
const main = byId('main')

async function show() {
  const [, part = 'records', object, id] = location.hash.split('/').map(decodeURIComponent)
  for (const link of byId('tabs').querySelectorAll('a')) {
    if (link.hash === `#/${part}`) link.setAttribute('aria-current', 'page')
    else link.removeAttribute('aria-current')
  }
  if (part === 'requests') showRequests(main)
  else if (part === 'faults') await showFaults(main)
  else if (object !== undefined && id !== undefined) await showRecord(main, object, id)
  else await showRecords(main, object)
}

let count = -1

/** A list that a person reads is drawn again only where there is something new. */
async function look() {
  if (document.hidden) return
  const now = await lookForRequests()
  if (now === count) return
  count = now
  byId('seen').textContent = String(now)
  if (location.hash.startsWith('#/requests')) showRequests(main)
}

async function begin() {
  if (tokenOfPage() === '') return askForToken()
  try {
    const {portalId} = await ask('GET', 'state')
    byId('portal').textContent = `portal ${portalId}`
  } catch (error) {
    askForToken()
    throw error
  }
  byId('tabs').hidden = false
  window.addEventListener('hashchange', () => void attempt(show))
  await show()
  await look()
  setInterval(() => void attempt(look), LOOK_EVERY_MS)
}

function askForToken() {
  const input = /** @type {HTMLInputElement} */ (
    make('input', {name: 'token', 'aria-label': 'Token', autocomplete: 'off'})
  )
  const form = make('form', {}, make('div', {class: 'row'}, input, make('button', {}, 'Show the sandbox')))
  form.addEventListener('submit', event => {
    event.preventDefault()
    keepToken(input.value.trim())
    void attempt(begin)
  })
  main.replaceChildren(
    make('h2', {}, 'Which token does the sandbox take?'),
    make('p', {}, 'It printed one when it was started.'),
    form,
  )
  input.focus()
}

void attempt(begin)
