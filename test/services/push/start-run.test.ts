import {expect, test} from 'vitest'
import type {HubSpot, HubSpotReply} from '../../../src/hubspot/call-types.js'
import {fenceOf} from '../../../src/services/push/start-run.js'

const reply: HubSpotReply = {status: 200, body: {}, attempts: 1, fateUnknown: false}

test('nothing is sent and nothing is written once another run has the lock', async () => {
  let isHeld = true
  let calls = 0
  const hubspot = {
    call: async () => {
      calls += 1
      return reply
    },
  } as unknown as HubSpot
  const lock = {note: 'run 7', isHeld: async () => isHeld, release: async () => {}, describe: async () => {}}
  const fence = fenceOf(lock, hubspot)
  expect(await fence.hubspot.call({method: 'GET', path: '/'})).toBe(reply)
  await fence.guard()
  isHeld = false
  await expect(fence.hubspot.call({method: 'GET', path: '/'})).rejects.toMatchObject({code: 'LOCKED', exitCode: 6})
  await expect(fence.guard()).rejects.toMatchObject({code: 'LOCKED'})
  expect(calls).toBe(1)
})
