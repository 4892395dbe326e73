import {readFileSync} from 'node:fs'
import {expect, test} from 'vitest'
import {ScopeMissingError} from '../../../src/hubspot/call/call-errors.js'
import type {HubSpot, HubSpotReply} from '../../../src/hubspot/call-types.js'
import {listPipelines} from '../../../src/hubspot/portal/pipelines.js'
import type {ObjectDefinition} from '../../../src/hubspot/portal/portal-types.js'
import {sharedDir} from '../../support/shared-material.js'

const DEALS: ObjectDefinition = {
  name: 'deals',
  objectTypeId: '0-3',
  label: 'Deals',
  singularLabel: 'Deal',
  custom: false,
  requiredProperties: [],
}

function hubspot(answer: (path: string) => Partial<HubSpotReply>, apiVersion = 'v3'): HubSpot {
  return {
    apiVersion,
    call: async ({path}) => ({status: 200, body: {}, attempts: 1, fateUnknown: false, ...answer(path)}),
    counts: () => ({upserts: 0, reads: 0, associations: 0, memberships: 0, archives: 0, retries: 0, throttled: 0}),
    rate: () => ({}),
  }
}

test.skipIf(!sharedDir)('pipelines are read with their stages from a recorded reply', async () => {
  const recording = JSON.parse(readFileSync(`${sharedDir}/hubspot/recorded/amp-pipelines-deals-200.json`, 'utf8'))
  const pipelines = await listPipelines(
    hubspot(() => ({body: recording.response?.body ?? recording.body ?? recording})),
    DEALS,
  )
  expect(pipelines?.[0]).toMatchObject({id: 'default', label: 'Sales Pipeline'})
  expect(pipelines?.[0]?.stages[0]).toEqual({id: 'appointmentscheduled', label: 'Appointment Scheduled'})
})

test('archived pipelines and stages are left out, as is what has no id', async () => {
  const results = [
    {
      id: '1',
      label: 'One',
      stages: [{id: '11', label: 'A'}, {id: '12', label: 'B', archived: true}, {label: 'C'}, {id: '13'}],
    },
    {id: '2', label: 'Two', archived: true, stages: []},
    {label: 'Three'},
  ]
  expect(
    await listPipelines(
      hubspot(() => ({body: {results}})),
      DEALS,
    ),
  ).toEqual([
    {
      id: '1',
      label: 'One',
      stages: [
        {id: '11', label: 'A'},
        {id: '13', label: '13'},
      ],
    },
  ])
})

test('each API version has its own path', async () => {
  const paths: string[] = []
  for (const version of ['v3', '2026-09']) {
    await listPipelines(
      hubspot(path => {
        paths.push(path)
        return {}
      }, version),
      DEALS,
    )
  }
  expect(paths).toEqual(['/crm/v3/pipelines/0-3', '/crm/pipelines/2026-09/0-3'])
})

test('an object without pipelines has none; a login that may not read them does not know; other failures are passed on', async () => {
  expect(
    await listPipelines(
      hubspot(() => ({status: 404})),
      DEALS,
    ),
  ).toEqual([])
  const refusing = (error: Error): HubSpot => ({...hubspot(() => ({})), call: () => Promise.reject(error)})
  expect(await listPipelines(refusing(new ScopeMissingError('no', [])), DEALS)).toBeUndefined()
  await expect(listPipelines(refusing(new Error('cut off')), DEALS)).rejects.toThrow('cut off')
})
