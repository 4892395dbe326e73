import {expect, test} from 'vitest'
import {keepSlashes} from '../../../src/sandbox/basics/path-part.js'
import {seededRandom} from '../../../src/sandbox/basics/random.js'
import {createCrm} from '../../../src/sandbox/crm/crm.js'
import {ROUTES} from '../../../src/sandbox/crm/routes.js'
import {ALL_SCOPES} from '../../../src/sandbox/oauth/grantable-scopes.js'
import {type MixedRequest, mixedRequests} from './mixed-requests.js'

const REQUESTS = 1500

/** Answers of a CRM that was just made, one line each. */
function answersOf(seed: number, count: number): string[] {
  let now = Date.UTC(2026, 10, 23, 17)
  const crm = createCrm({seed, now: () => now++, switches: {importTakesMs: 50}})
  const requests = mixedRequests(seededRandom(seed))
  return Array.from({length: count}, () => {
    const request = requests.next()
    const reply = crm.handle(toRequest(request), {token: 't', tokenKind: 'private-app', scopes: ALL_SCOPES})
    requests.learn(reply?.body)
    return `${request.route}: ${request.path} ${request.body.slice(0, 300)} → ${reply?.status} ${JSON.stringify(reply?.body)}`
  })
}

function toRequest({method, path, body, contentType}: MixedRequest) {
  const [pathname = '', query = ''] = path.split('?')
  return {
    method,
    path: pathname.split('/').map(decodeURIComponent).map(keepSlashes).join('/'),
    query: new URLSearchParams(query),
    headers: {'content-type': contentType},
    body,
  }
}

test('mixed requests are answered without a failure of its own, and alike for one seed', () => {
  const answers = answersOf(11, REQUESTS)
  const statuses = new Map<string, number>()
  for (const answer of answers) {
    const status = /→ (\w+)/.exec(answer)?.[1] ?? ''
    statuses.set(status, (statuses.get(status) ?? 0) + 1)
  }
  expect(answers.filter(answer => / → 5/.test(answer) && !/ → 501 /.test(answer))).toEqual([])
  // Enough of them get through for the others to mean something.
  expect(statuses.get('200') ?? 0).toBeGreaterThan(REQUESTS / 5)
  expect(statuses.get('400') ?? 0).toBeGreaterThan(REQUESTS / 10)
  // So does nearly every route.
  const served = new Set(answers.filter(answer => / → 2/.test(answer)).map(answer => answer.split(': ', 1)[0]))
  expect(served.size).toBeGreaterThan(ROUTES.length * 0.85)
  expect(answersOf(11, REQUESTS)).toEqual(answers)
})
