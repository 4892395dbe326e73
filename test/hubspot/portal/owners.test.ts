import {expect, test} from 'vitest'
import {ScopeMissingError} from '../../../src/hubspot/call/call-errors.js'
import type {HubSpot, HubSpotCall} from '../../../src/hubspot/call-types.js'
import {listOwners} from '../../../src/hubspot/portal/owners.js'

function hubspot(answer: (call: HubSpotCall) => unknown, apiVersion = 'v3'): HubSpot {
  return {
    apiVersion,
    call: async call => ({status: 200, body: answer(call), attempts: 1, fateUnknown: false}),
    counts: () => ({upserts: 0, reads: 0, associations: 0, memberships: 0, archives: 0, retries: 0, throttled: 0}),
    rate: () => ({}),
  }
}

test('all pages of owners are read, also of those without a name, and of those who have left', async () => {
  const calls: unknown[] = []
  const owners = await listOwners(
    hubspot(({path, query}) => {
      calls.push([path, query?.['archived'], query?.['after']])
      if (query?.['archived'] === 'true')
        return {results: [{id: '3', email: 'c@example.com', firstName: 'Cid', archived: true}]}
      if (query?.['after'] === undefined)
        return {
          results: [{id: '1', email: 'a@example.com', firstName: 'Ada', lastName: 'Okafor'}],
          paging: {next: {after: '100'}},
        }
      return {results: [{id: '2', email: 'b@example.com', firstName: '', lastName: null}, {email: 'no id'}]}
    }),
  )
  expect(owners).toEqual([
    {id: '1', name: 'Ada Okafor', email: 'a@example.com'},
    {id: '2', name: '', email: 'b@example.com'},
    {id: '3', name: 'Cid', email: 'c@example.com', hasLeft: true},
  ])
  expect(calls).toEqual([
    ['/crm/v3/owners', 'false', undefined],
    ['/crm/v3/owners', 'true', undefined],
    ['/crm/v3/owners', 'false', '100'],
  ])
})

test('a dated version has its own path', async () => {
  const paths: string[] = []
  await listOwners(
    hubspot(({path}) => {
      paths.push(path)
      return {results: []}
    }, '2026-09'),
  )
  expect(new Set(paths)).toEqual(new Set(['/crm/owners/2026-09']))
})

test('a login that may not read owners has none to look up; other failures are passed on', async () => {
  const refusing = (error: Error): HubSpot => ({...hubspot(() => undefined), call: () => Promise.reject(error)})
  expect(await listOwners(refusing(new ScopeMissingError('no', ['crm.objects.owners.read'])))).toBeUndefined()
  await expect(listOwners(refusing(new Error('cut off')))).rejects.toThrow('cut off')
})
