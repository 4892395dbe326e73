import {expect, test} from 'vitest'
import {startProbe} from '../fidelity/probe.js'
import {jsonOf, openCaller} from './crm-caller.js'

const berlin = {extends: 'default', portal: {timeZone: 'Europe/Berlin'}, objects: []} as const

test.each([
  ['2026-11-29T12:00:00Z', undefined, '-05:00', -18_000_000, '2026-11-30T05:00:00Z'],
  ['2026-07-10T12:00:00Z', undefined, '-04:00', -14_400_000, '2026-07-11T04:00:00Z'],
  ['2026-07-10T12:00:00Z', berlin, '+02:00', 7_200_000, '2026-07-10T22:00:00Z'],
])('at %s the account has the offset of its zone, and its day ends there', (at, portal, utcOffset, ms, resetsAt) => {
  const {call} = openCaller({now: () => Date.parse(at), ...(portal && {portal})})
  expect(call('GET', '/account-info/v3/details').json.value).toMatchObject({utcOffset, utcOffsetMilliseconds: ms})
  expect(call('GET', '/account-info/v3/api-usage/daily/private-apps').json.list('results')).toMatchObject([{resetsAt}])
})

test('calls of the day and the daily limit begin again at the same midnight', async () => {
  const {call} = await startProbe({limits: {daily: 3}, portal: berlin, time: {now: '2026-07-10T21:59:00Z'}})
  const used = async () => {
    const {headers, body} = await call('GET', '/account-info/v3/api-usage/daily/private-apps')
    const left = headers.get('x-hubspot-ratelimit-daily-remaining')
    return [jsonOf(body).at('results', 0, 'currentUsage'), left]
  }
  expect([await used(), await used()]).toEqual([
    [1, '2'],
    [2, '1'],
  ])
  await call('POST', '/_sandbox/clock', {now: '2026-07-10T22:01:00Z'})
  expect(await used()).toEqual([1, '2'])
})

test('a zone that there is not is told as the sandbox starts', async () => {
  const portal = {...berlin, portal: {timeZone: 'Mars/Olympus'}}
  await expect(startProbe({portal})).rejects.toThrow('There is no time zone "Mars/Olympus".')
})
