import {expect, test} from 'vitest'
import {ROUTES} from '../../../src/sandbox/crm/routes.js'
import {answersOf, countRoutes, faultOf, lineOf} from './run-mixed.js'

const REQUESTS = 1500

test('mixed requests are answered without a failure of its own, and alike for one seed', () => {
  const answers = [...answersOf(11, REQUESTS)]
  expect(answers.flatMap(answer => faultOf(answer) ?? [])).toEqual([])
  // Enough of them get through for the others to mean something.
  const among = (from: number) => answers.filter(({status = 0}) => status >= from && status < from + 100).length
  expect(among(200)).toBeGreaterThan(REQUESTS / 5)
  expect(among(400)).toBeGreaterThan(REQUESTS / 10)
  // So does nearly every route.
  const served = [...countRoutes(answers).values()].filter(count => count.served > 0)
  expect(served.length).toBeGreaterThan(ROUTES.length * 0.85)
  expect([...answersOf(11, REQUESTS)].map(lineOf)).toEqual(answers.map(lineOf))
})
