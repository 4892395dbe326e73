import {expect, test} from 'vitest'
import {startBench} from './support/run-bench.js'

const oneContact = [{email: 'a@example.com', hs_additional_emails: 'b@example.com'}]

test('two e-mails of one contact are warned of by name, once, and all their rows are written', async () => {
  const rows = Array.from({length: 8}, (_, index) => ({
    email: index % 2 === 0 ? 'b@example.com' : 'a@example.com',
    firstname: `F${index}`,
  }))
  const bench = await startBench(rows, {portal: oneContact})
  const summary = await bench.push()
  expect(summary.rows).toMatchObject({read: 8, written: 8, rejected: 0})
  const told = summary.warnings?.filter(warning => warning.includes('are the same HubSpot record'))
  expect(told).toEqual([
    expect.stringMatching(/^"[ab]@example\.com" and "[ab]@example\.com" are the same HubSpot record/),
  ])
})

test('two contacts are not', async () => {
  const rows = ['a@example.com', 'c@example.com'].map(email => ({email, firstname: 'Ann'}))
  const bench = await startBench(rows, {portal: oneContact})
  expect((await bench.push()).warnings ?? []).toEqual([])
})
