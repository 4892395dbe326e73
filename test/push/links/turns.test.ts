import {expect, test} from 'vitest'
import {Turns} from '../../../src/push/links/turns.js'

test('turns come in the order in which they were taken, whoever is ready or gives up first', async () => {
  const turns = new Turns()
  const [one, two, three] = [turns.take(), turns.take(), turns.take()]
  const came: number[] = []
  const waits = [one, two, three].map(async ({comes}, index) => {
    await comes
    came.push(index + 1)
  })
  three.pass() // before its turn: nobody behind it comes earlier for that
  two.pass()
  two.pass()
  await Promise.resolve()
  expect(came).toEqual([1])
  one.pass()
  await Promise.all(waits)
  expect(came).toEqual([1, 2, 3])
  await turns.take().comes
})
