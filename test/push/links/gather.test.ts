import fc from 'fast-check'
import {expect, test} from 'vitest'
import {Gather} from '../../../src/push/links/gather.js'
import {RequestSize} from '../../../src/push/links/request-size.js'

function gatherOf(most: number, send?: (items: readonly number[]) => Promise<readonly string[]>) {
  const requests: number[][] = []
  const gather = new Gather<number, string>({
    most: () => most,
    mostUnderWay: () => 2,
    send: async items => {
      requests.push([...items])
      return send === undefined ? items.map(item => `<${item}>`) : send(items)
    },
  })
  return {gather, requests}
}

test('a request leaves when it is full, or when it is told to; each item gets its own result', async () => {
  const {gather, requests} = gatherOf(3)
  const [one, two, three] = [gather.add([1, 2]), gather.add([3, 4]), gather.add([5])]
  expect(requests).toEqual([[1, 2, 3]])
  expect(await one).toEqual(['<1>', '<2>'])
  expect(gather.waiting).toBe(2)
  gather.flush()
  expect(await Promise.all([two, three])).toEqual([['<3>', '<4>'], ['<5>']])
  expect(requests).toEqual([
    [1, 2, 3],
    [4, 5],
  ])
  expect(await gather.add([])).toEqual([])
})

test('what failed ends it: whoever waits, and whoever comes, gets the same error', async () => {
  const {gather} = gatherOf(2, async () => Promise.reject(new Error('down')))
  const all = [gather.add([1, 2]), gather.add([3])]
  for (const each of all) await expect(each).rejects.toThrow('down')
  await expect(gather.add([4])).rejects.toThrow('down')
  expect(gather.waiting).toBe(0)
})

test('whatever comes in whatever portions: nothing is lost, doubled or swapped, and no request is too large', async () => {
  const portions = fc.array(fc.array(fc.nat(999), {maxLength: 9}), {maxLength: 20})
  await fc.assert(
    fc.asyncProperty(portions, fc.integer({min: 1, max: 7}), async (groups, most) => {
      const {gather, requests} = gatherOf(most)
      const results = groups.map(group => gather.add(group))
      gather.flush()
      expect(await Promise.all(results)).toEqual(groups.map(group => group.map(item => `<${item}>`)))
      expect(requests.flat()).toEqual(groups.flat())
      expect(Math.max(0, ...requests.map(items => items.length))).toBeLessThanOrEqual(most)
    }),
  )
})

test('requests grow from 100 to what HubSpot takes, and shrink by what an answer says', () => {
  const size = new RequestSize(2000)
  const {mostUnderWay} = size.bounds(() => 40)
  const sizes = [size.size]
  while (!size.isFound) {
    expect(mostUnderWay()).toBe(1)
    size.answered(size.size, true)
    sizes.push(size.size)
  }
  expect(sizes).toEqual([100, 200, 400, 800, 1600, 2000])
  expect(mostUnderWay()).toBe(40)
  size.answered(30, true)
  size.answered(2000, false)
  expect(size.size).toBe(1000)
  size.tooMany(1000, 250)
  expect([size.size, size.isFound]).toEqual([250, true])
  size.answered(250, true)
  expect(size.size).toBe(250)
  size.tooMany(250)
  expect(size.size).toBe(125)
})
