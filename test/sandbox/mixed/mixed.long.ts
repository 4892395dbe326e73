import {createHash} from 'node:crypto'
import {expect, test} from 'vitest'
import {seededRandom} from '../../../src/sandbox/basics/random.js'
import {startSandboxProcess} from '../../support/sandbox-process.js'
import {ALL_ROUTES, mixedRequests} from './mixed-requests.js'
import {answersOf, countRoutes, faultOf, MIXED_SWITCHES} from './run-mixed.js'

const REQUESTS = 10_000
const SEED = 21

test('10,000 mixed requests: no failure of its own, and the same answers from a fresh process', {
  timeout: 300_000,
}, async () => {
  const [first, second] = [await answersOfProcess(), await answersOfProcess()]
  expect(first.failures).toEqual([])
  expect(first.count).toBe(REQUESTS)
  expect(second).toEqual(first)
})

const SEEDS = [1, 2, 3, 4, 5, 6]
/** Reads of what there always is: nothing is wrong with any request for them. */
const NEVER_REFUSED = /^GET /

test('every route is served and, where it can be, refused, in 60,000 requests by six seeds', {timeout: 300_000}, () => {
  const counts = SEEDS.map(seed => {
    const faults: string[] = []
    const routes = countRoutes(watched(seed, faults))
    expect({seed, faults}).toEqual({seed, faults: []})
    return routes
  })
  const sum = (route: string, of: 'served' | 'refused') =>
    counts.reduce((all, each) => all + (each.get(route)?.[of] ?? 0), 0)
  const names = ALL_ROUTES.map(({method, path}) => `${method} ${path}`)
  expect(names.filter(name => sum(name, 'served') === 0)).toEqual([])
  expect(names.filter(name => sum(name, 'refused') === 0 && !NEVER_REFUSED.test(name))).toEqual([])
})

function* watched(seed: number, faults: string[]): ReturnType<typeof answersOf> {
  for (const answer of answersOf(seed, REQUESTS)) {
    const fault = faultOf(answer)
    if (fault !== undefined) faults.push(fault)
    yield answer
  }
}

interface Answers {
  readonly count: number
  readonly hash: string
  readonly failures: readonly string[]
}

/** What a sandbox with a seed and a standing clock answers, folded into one hash. */
async function answersOfProcess(): Promise<Answers> {
  const args = ['--memory', '--seed', String(SEED), '--now', '2026-11-23T17:00:00Z', '--no-limits']
  const sandbox = await startSandboxProcess(args)
  const headers = {authorization: `Bearer ${sandbox.token}`}
  const switches = JSON.stringify(MIXED_SWITCHES)
  await fetch(`${sandbox.url}/_sandbox/switches`, {method: 'POST', headers, body: switches})
  const requests = mixedRequests(seededRandom(SEED))
  const hash = createHash('sha256')
  const failures: string[] = []
  let count = 0
  for (; count < REQUESTS; count++) {
    const {method, path, body, contentType} = requests.next()
    const sent = method === 'GET' || body === '' ? {} : {body}
    const reply = await fetch(sandbox.url + path, {method, headers: {...headers, 'content-type': contentType}, ...sent})
    const text = (await reply.text()).replaceAll(sandbox.url, '')
    hash.update(`${reply.status} ${text}\n`)
    if (reply.status >= 500 && reply.status !== 501) failures.push(`${reply.status} ${method} ${path} ${body}`)
    const isJson = text !== '' && reply.headers.get('content-type')?.startsWith('application/json')
    if (isJson) requests.learn(JSON.parse(text))
  }
  expect(await sandbox.stop()).toBe(0)
  return {count, hash: hash.digest('hex'), failures}
}
