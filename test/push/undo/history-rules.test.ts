import fc from 'fast-check'
import {describe, expect, test} from 'vitest'
import type {PropertyVersion} from '../../../src/hubspot/batch/histories.js'
import {judgeHistories, type RunMarks} from '../../../src/push/undo/history-rules.js'

const MADE = Date.UTC(2026, 10, 23, 17)
const APP = {source: 'INTEGRATION', sourceId: '1'}
const marks: RunMarks = {
  key: 'email',
  mayHaveSet: property => ['email', 'city'].includes(property),
  sessions: [
    {fromMs: MADE - 1000, untilMs: MADE + 1000},
    {fromMs: MADE + 60_000, untilMs: MADE + 61_000},
  ],
}

/** A value, so many ms after the record was made, by the run's app unless told otherwise. */
function version(value: string, afterMs = 0, by: {source: string; sourceId?: string} = APP): PropertyVersion {
  return {value, atMs: MADE + afterMs, ...by}
}

/** Of a record that the run made with an e-mail; versions the newest first. */
function judge(histories: Readonly<Record<string, readonly PropertyVersion[]>>, others: Partial<RunMarks> = {}) {
  const all = new Map(Object.entries({email: [version('a@x.co')], ...histories}))
  return judgeHistories({recordId: '1', properties: {}, createdMs: MADE, histories: all}, {...marks, ...others})
}

const PERSON = {source: 'CRM_UI', sourceId: 'userId:7'}
const CALCULATED = {source: 'CALCULATED'}

describe('is as the run left it', () => {
  test.each<[string, Readonly<Record<string, readonly PropertyVersion[]>>]>([
    ['with the values that it was made with', {city: [version('Rome')]}],
    ['with what HubSpot sets by itself when it makes a record', {lifecyclestage: [version('lead')]}],
    ['a moment later, too', {lifecyclestage: [version('lead', 900)], hs_pipeline: [version('p', 5)]}],
    ['with a value that the run wrote later', {city: [version('Bonn', 999), version('Rome')]}],
    ['in another process of the run', {city: [version('Bonn', 60_500), version('Rome')]}],
    ['with a value that HubSpot works out', {score: [version('7', 1e9, CALCULATED)]}],
    [
      'with a value that HubSpot set to what the run had written',
      {city: [version('Rome', 5e3, CALCULATED), version('Rome')]},
    ],
    ['with a property that never had a value', {city: []}],
  ])('%s', (_, histories) => {
    expect(judge(histories)).toBeUndefined()
  })
})

describe('was changed since', () => {
  test.each<[string, Readonly<Record<string, readonly PropertyVersion[]>>, string]>([
    ['by a person', {city: [version('Bonn', 5, PERSON), version('Rome')]}, 'CRM_UI (userId:7)'],
    ['by a person, also during the run', {phone: [version('1', 5, PERSON)]}, 'CRM_UI (userId:7)'],
    ['and back', {city: [version('Rome', 9e6, PERSON), version('B', 8e6, PERSON), version('Rome')]}, 'CRM_UI'],
    [
      'under a value of the run',
      {city: [version('Bonn', 60_500), version('B', 2000, PERSON), version('Rome')]},
      'CRM_UI',
    ],
    ['by another app', {city: [version('Bonn', 5, {...APP, sourceId: '2'}), version('Rome')]}, 'INTEGRATION (2)'],
    ['by a source without a name', {city: [version('Bonn', 5, {source: ''}), version('Rome')]}, 'an unnamed source'],
    ['by the same app after the run', {city: [version('Bonn', 61_000), version('Rome')]}, 'not by this run'],
    ['by the same app between two processes', {city: [version('Bonn', 30_000), version('Rome')]}, 'not by this run'],
    ['by the same app, a property that the run does not write', {phone: [version('1', 500)]}, 'not by this run'],
    ['by the same app, a default that is set late', {lifecyclestage: [version('lead', 1001)]}, 'not by this run'],
    [
      'by HubSpot itself, a value of the run',
      {city: [version('Bonn', 5e3, CALCULATED), version('Rome')]},
      'CALCULATED',
    ],
    ['at an unknown time', {city: [{...version('Bonn'), atMs: Number.NaN}, version('Rome')]}, 'not by this run'],
    ['emptied by a person', {city: [version('', 5, PERSON), version('Rome')]}, 'city was cleared by CRM_UI'],
  ])('%s', (_, histories, said) => {
    const left = judge(histories)
    expect(left).toMatchObject({code: 'CHANGED_SINCE', message: expect.stringContaining(said)})
    expect(left?.property).toBe(Object.keys(histories)[0])
  })
})

test.each<[string, Readonly<Record<string, readonly PropertyVersion[]>>, Partial<RunMarks>]>([
  ['the key has no history', {email: []}, {}],
  ['the key’s history has no times', {email: [{...version('a@x.co'), atMs: Number.NaN}]}, {}],
  ['when the run wrote is not known', {}, {sessions: []}],
])('is in doubt where %s', (_, histories, others) => {
  expect(judge(histories, others)).toMatchObject({code: 'IN_DOUBT'})
})

test('what the app wrote soon after a process was killed may be its own late request: in doubt, later it is a change', () => {
  const sessions = [{fromMs: MADE - 1000, untilMs: MADE + 1000, isCutOff: true as const}]
  const city = (afterMs: number, by = APP) => ({city: [version('Bonn', afterMs, by), version('Rome')]})
  expect(judge(city(900), {sessions})).toBeUndefined()
  expect(judge(city(30_000), {sessions})).toMatchObject({code: 'IN_DOUBT', property: 'city', value: 'Bonn'})
  expect(judge(city(151_000), {sessions})).toMatchObject({code: 'CHANGED_SINCE'})
  expect(judge(city(30_000, {...APP, sourceId: '2'}), {sessions})).toMatchObject({code: 'CHANGED_SINCE'})
  expect(judge({phone: [version('1', 30_000)]}, {sessions})).toMatchObject({code: 'CHANGED_SINCE'})
})

test('is in doubt where HubSpot does not say when it was made', () => {
  const histories = new Map([['email', [version('a@x.co')]]])
  expect(judgeHistories({recordId: '1', properties: {}, histories}, marks)).toMatchObject({code: 'IN_DOUBT'})
})

test('one version of somebody else is enough, wherever it is among however many of the run', () => {
  const own = fc.array(fc.integer({min: 1, max: 999}), {maxLength: 10})
  fc.assert(
    fc.property(
      own,
      fc.nat(),
      fc.constantFrom('CRM_UI', 'FORM', 'IMPORT', 'MERGE_CONTACTS', 'API'),
      (times, at, source) => {
        const versions = [...times].sort((a, b) => b - a).map(ms => version(`v${ms}`, ms))
        expect(judge({city: versions})).toBeUndefined()
        const with1 = versions.toSpliced(at % (versions.length + 1), 0, version('x', 500, {source}))
        expect(judge({city: with1})).toMatchObject({code: 'CHANGED_SINCE'})
      },
    ),
  )
})
