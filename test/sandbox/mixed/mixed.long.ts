import {createHash} from 'node:crypto'
import {expect, test} from 'vitest'
import {seededRandom} from '../../../src/sandbox/basics/random.js'
import {ROUTES} from '../../../src/sandbox/crm/routes.js'
import {startSandboxProcess} from '../../support/sandbox-process.js'
import {mixedRequests} from './mixed-requests.js'

const REQUESTS = 10_000
const SEED = 21

test('10,000 mixed requests: no failure of its own, and the same answers from a fresh process', {
  timeout: 300_000,
}, async () => {
  const [first, second] = [await answersOfProcess(), await answersOfProcess()]
  expect(first.failures).toEqual([])
  expect(first.count).toBe(REQUESTS)
  expect(ROUTES.map(({method, path}) => `${method} ${path}`).filter(route => !first.served.has(route))).toEqual([])
  expect(second).toEqual(first)
})

interface Answers {
  readonly count: number
  readonly hash: string
  readonly failures: readonly string[]
  /** Routes that answered some request with success. */
  readonly served: ReadonlySet<string>
}

/** What a sandbox with a seed and a standing clock answers, folded into one hash. */
async function answersOfProcess(): Promise<Answers> {
  const args = ['--memory', '--seed', String(SEED), '--now', '2026-11-23T17:00:00Z', '--no-limits']
  const sandbox = await startSandboxProcess(args)
  const headers = {authorization: `Bearer ${sandbox.token}`}
  const switches = JSON.stringify({importTakesMs: 300})
  await fetch(`${sandbox.url}/_sandbox/switches`, {method: 'POST', headers, body: switches})
  const requests = mixedRequests(seededRandom(SEED))
  const served = new Set<string>()
  const hash = createHash('sha256')
  const failures: string[] = []
  let count = 0
  for (; count < REQUESTS; count++) {
    const {route, method, path, body, contentType} = requests.next()
    const sent = method === 'GET' || body === '' ? {} : {body}
    const reply = await fetch(sandbox.url + path, {method, headers: {...headers, 'content-type': contentType}, ...sent})
    const text = (await reply.text()).replaceAll(sandbox.url, '')
    hash.update(`${reply.status} ${text}\n`)
    if (reply.status >= 500 && reply.status !== 501) failures.push(`${reply.status} ${method} ${path} ${body}`)
    if (reply.ok) served.add(route)
    const isJson = text !== '' && reply.headers.get('content-type')?.startsWith('application/json')
    if (isJson) requests.learn(JSON.parse(text))
  }
  expect(await sandbox.stop()).toBe(0)
  return {count, hash: hash.digest('hex'), failures, served}
}
