import {keepSlashes} from '../../../src/sandbox/basics/path-part.js'
import {seededRandom} from '../../../src/sandbox/basics/random.js'
import {createCrm} from '../../../src/sandbox/crm/crm.js'
import {ALL_SCOPES} from '../../../src/sandbox/oauth/grantable-scopes.js'
import {type MixedRequest, mixedRequests, tellsMisspelt} from './mixed-requests.js'

/** What a CRM answered to one request. */
export interface MixedAnswer {
  readonly request: MixedRequest
  readonly status: number | undefined
  readonly body: unknown
  /** It was told of a misspelt member, if there was one. */
  readonly isTold: boolean
}

/** As both ways of playing have them: imports take a while, and what HubSpot took away is served. */
export const MIXED_SWITCHES = {importTakesMs: 300, sunsetRoutes: 'served'} as const

/** Answers of a CRM that was just made, without a socket. */
export function* answersOf(seed: number, count: number): Generator<MixedAnswer> {
  let now = Date.UTC(2026, 10, 23, 17)
  const crm = createCrm({seed, now: () => now++, switches: MIXED_SWITCHES})
  const requests = mixedRequests(seededRandom(seed))
  for (let n = 0; n < count; n++) {
    const request = requests.next()
    const reply = crm.handle(toRequest(request), {token: 't', tokenKind: 'private-app', scopes: ALL_SCOPES})
    requests.learn(reply?.body)
    const isOk = reply !== undefined && reply.status < 300
    const isTold = !isOk || tellsMisspelt(request, reply.headers?.['x-sandbox-ignored'])
    yield {request, status: reply?.status, body: reply?.body, isTold}
  }
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

/** One line of it, for a comparison or a failure. */
export function lineOf({request, status, body}: MixedAnswer): string {
  return `${request.route}: ${request.path} ${request.body.slice(0, 300)} → ${status} ${JSON.stringify(body)}`
}

/** Faults of the sandbox itself: it fails, or drops what it does not know without a word. */
export function faultOf(answer: MixedAnswer): string | undefined {
  const {status = 0, isTold} = answer
  return (status >= 500 && status !== 501) || !isTold ? lineOf(answer).slice(0, 1000) : undefined
}

/** How many requests of each route were served, and how many refused. */
export function countRoutes(answers: Iterable<MixedAnswer>): Map<string, {served: number; refused: number}> {
  const counts = new Map<string, {served: number; refused: number}>()
  for (const {request, status = 0} of answers) {
    const count = counts.get(request.route) ?? {served: 0, refused: 0}
    counts.set(request.route, count)
    if (status >= 200 && status < 300) count.served++
    else count.refused++
  }
  return counts
}
