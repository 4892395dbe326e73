import {expect, test} from 'vitest'
import {movableClock, parseClockChange} from '../../../src/sandbox/basics/movable-clock.js'
import {handClock} from '../../support/sandbox-clock.js'

const START = Date.UTC(2026, 0, 1)
const DAY = 86_400_000

function clocks() {
  const real = handClock(START)
  return {real, clock: movableClock(real)}
}

test('a clock runs with the real one until it is moved, and after that so far ahead of it', () => {
  const {real, clock} = clocks()
  real.advance(5)
  expect(clock.now()).toBe(START + 5)
  clock.move({advanceMs: DAY})
  real.advance(5)
  expect(clock.now()).toBe(START + DAY + 10)
  clock.move({now: '2027-01-01T00:00:00Z'})
  real.advance(1)
  expect(clock.state()).toEqual({now: '2027-01-01T00:00:00.001Z', standing: false, stepMs: 0})
})

test('a standing clock moves by its step with each request, and goes on from there', () => {
  const {real, clock} = clocks()
  clock.move({now: START + DAY, standing: true, stepMs: 2})
  real.advance(1000)
  clock.step()
  clock.step()
  expect(clock.now()).toBe(START + DAY + 4)
  clock.move({standing: false})
  real.advance(1)
  clock.step()
  expect(clock.now()).toBe(START + DAY + 5)
  clock.restore()
  expect(clock.now()).toBe(START + 1001)
})

test('a clock that is stopped at a time shows that time, however long it takes to stop it', () => {
  const {real} = clocks()
  const busy = {
    ...real,
    now: () => {
      real.advance(1)
      return real.now()
    },
  }
  const clock = movableClock(busy)
  clock.move({now: START + DAY, standing: true})
  expect(clock.now()).toBe(START + DAY)
  clock.move({advanceMs: 5, standing: true})
  expect(clock.now()).toBe(START + DAY + 5)
})

test('windows of time never go back, and stand while the clock does', () => {
  const {real, clock} = clocks()
  const passed = () => clock.monotonic?.() ?? Number.NaN
  const begin = passed()
  clock.move({now: '2020-01-01T00:00:00Z'})
  expect(passed()).toBe(begin)
  clock.move({advanceMs: 10})
  expect(passed() - begin).toBe(10)
  clock.move({standing: true})
  const standing = passed()
  real.advance(500)
  expect(passed()).toBe(standing)
})

test('whoever sleeps wakes when the clock was moved far enough, or when the time has really passed', async () => {
  const {real, clock} = clocks()
  const woken: string[] = []
  const sleep = (name: string, ms: number) => clock.sleep(ms).then(() => void woken.push(name))
  const [long, short] = [sleep('long', 2000), sleep('short', 50)]
  await real.asleep()
  clock.move({advanceMs: 1000})
  await short
  expect(woken).toEqual(['short'])
  clock.move({standing: true})
  await real.asleep()
  real.advance(1000)
  await long
  expect(woken).toEqual(['short', 'long'])
})

test('a sleeper that is no longer wanted ends with the reason', async () => {
  const {real, clock} = clocks()
  const stop = new AbortController()
  const slept = clock.sleep(1000, stop.signal)
  await real.asleep()
  stop.abort(new Error('enough'))
  await expect(slept).rejects.toThrow('enough')
})

test.each([
  ['[]', 'one JSON object'],
  ['{"later":1}', 'has no "later"'],
  ['{"__proto__":1}', 'has no "__proto__"'],
  ['{"now":"tomorrow"}', '"now" of a clock cannot be "tomorrow"'],
  ['{"advanceMs":-1}', 'cannot be -1'],
])('%s is no change of a clock', (text, message) => {
  expect(() => parseClockChange(JSON.parse(text))).toThrow(message)
})

test('a clock that is told to stand at a time stands at it, however long that takes', () => {
  let ms = START
  const clock = movableClock({...handClock(START), now: () => ms++})
  clock.move({now: START + DAY, advanceMs: 7, standing: true})
  expect([clock.now(), clock.now()]).toEqual([START + DAY + 7, START + DAY + 7])
})
