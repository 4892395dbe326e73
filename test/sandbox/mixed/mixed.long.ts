import {createHash} from 'node:crypto'
import {expect, test} from 'vitest'
import {seededRandom} from '../../../src/sandbox/basics/random.js'
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
  expect(second).toEqual(first)
})

/** What a sandbox with a seed and a standing clock answers, folded into one hash. */
async function answersOfProcess(): Promise<{count: number; hash: string; failures: readonly string[]}> {
  const args = ['--memory', '--seed', String(SEED), '--now', '2026-11-23T17:00:00Z', '--no-limits']
  const sandbox = await startSandboxProcess(args)
  const requests = mixedRequests(seededRandom(SEED))
  const hash = createHash('sha256')
  const failures: string[] = []
  let count = 0
  for (; count < REQUESTS; count++) {
    const {method, path, body, contentType} = requests.next()
    const headers = {authorization: `Bearer ${sandbox.token}`, 'content-type': contentType}
    const sent = method === 'GET' || body === '' ? {} : {body}
    const reply = await fetch(sandbox.url + path, {method, headers, ...sent})
    const text = (await reply.text()).replaceAll(sandbox.url, '')
    hash.update(`${reply.status} ${text}\n`)
    if (reply.status >= 500 && reply.status !== 501) failures.push(`${reply.status} ${method} ${path} ${body}`)
    if (reply.headers.get('content-type')?.startsWith('application/json')) requests.learn(JSON.parse(text))
  }
  expect(await sandbox.stop()).toBe(0)
  return {count, hash: hash.digest('hex'), failures}
}
