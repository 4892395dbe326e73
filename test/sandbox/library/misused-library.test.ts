import {expect, onTestFinished, test} from 'vitest'
import {startSandbox, type TestSandbox, type TestSandboxOptions} from '../../../src/sandbox/library/sandbox-library.js'

async function opened(options: TestSandboxOptions = {}): Promise<TestSandbox> {
  const sandbox = await startSandbox({limits: false, ...options})
  onTestFinished(() => sandbox.close())
  return sandbox
}

/** As a caller in JavaScript may, whom no type holds back. */
const careless = (value: unknown) => value as never

test('what a method cannot do is said, and changes nothing', async () => {
  const hubspot = await opened({seedData: [{object: 'contacts', id: '1'}]})
  const mistakes: readonly [() => unknown, string][] = [
    [() => hubspot.setFaults(careless([{fault: 'x'}])), '"fault" must be one of'],
    [() => hubspot.setFaults(careless('503')), 'array'],
    [() => hubspot.setSwitches(careless({nope: 1})), 'There is no switch "nope"'],
    [() => hubspot.setLimits(careless({max: 'x'})), 'max'],
    [() => hubspot.moveClock(careless({advanceMs: 'x'})), '"advanceMs" of a clock cannot be "x"'],
    [() => hubspot.seed(careless([{objct: 'contacts'}])), 'lacks "object"'],
    [() => hubspot.seed(careless({object: 'contacts'})), 'an array'],
    [() => hubspot.reset(careless(['recrds'])), 'not "recrds"'],
    [() => hubspot.reset(careless({keep: ['records']})), 'an array'],
    [() => hubspot.seen(careless({metod: 'GET'})), 'no "metod"'],
    [() => hubspot.verify(careless({metod: 'GET'})), 'no "metod"'],
    [() => hubspot.restoreSnapshot('nope'), 'There is no snapshot "nope"'],
    [() => hubspot.records('unicorns'), 'no object type "unicorns"'],
  ]
  for (const [mistake, reason] of mistakes) expect(mistake).toThrow(reason)
  expect([...hubspot.records('contacts')]).toHaveLength(1)
  const {status} = await fetch(`${hubspot.url}/crm/v3/owners`, {headers: {authorization: `Bearer ${hubspot.token}`}})
  expect(status).toBe(200)
})

test.each<[object, string]>([
  [{prot: 8080}, 'no "prot"'],
  [{port: 'x'}, '"port" is a number'],
  [{port: 70_000}, '"port" is a number'],
  [{host: 5}, '"host" is a text'],
  [{portal: {}}, 'lacks "objects"'],
  [{seedData: [{}]}, 'entry 1: it lacks "object"'],
  [{switches: {x: 1}}, 'no switch "x"'],
  [{faults: [{fault: 'x'}]}, '"fault" must be one of'],
  [{scopes: 'oauth'}, '"scopes" is an array'],
  [{token: ''}, 'A token is'],
  [{limits: {max: -1}}, 'max'],
  [{time: {now: 'x'}}, '"now" of a clock'],
  [{seed: 'x'}, '"seed" is a whole number'],
])('%j is refused before it starts', async (options, reason) => {
  await expect(startSandbox(careless(options))).rejects.toThrow(reason)
})

test('another portal is checked alike', async () => {
  const hubspot = await opened()
  await expect(hubspot.addPortal(careless({tokn: 'x'}))).rejects.toThrow('no "tokn"')
})
