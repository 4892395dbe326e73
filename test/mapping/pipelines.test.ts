import {describe, expect, test} from 'vitest'
import {compileMapping} from '../../src/mapping/compile/compile-mapping.js'
import {neededLookups} from '../../src/mapping/compile/needed-lookups.js'
import type {MappingRequest, MappingTarget} from '../../src/mapping/mapping-types.js'
import {mapRow} from '../../src/mapping/row/map-row.js'
import type {SourceRecord} from '../../src/rows/rows.js'
import {contacts, csvRequest, property} from './support/definitions.js'

const external = {type: 'enumeration', fieldType: 'select', externalOptions: true}
const named = (id: string, label: string) => ({id, label})

const DEALS: MappingTarget = {
  object: {...contacts, name: 'deals', objectTypeId: '0-3', label: 'Deals', singularLabel: 'Deal'},
  keys: [{property: 'external_id', label: 'External ID'}],
  properties: [
    property('external_id', {label: 'External ID', hasUniqueValue: true}),
    property('pipeline', {label: 'Pipeline', ...external}),
    property('dealstage', {label: 'Deal Stage', ...external}),
  ],
  pipelines: [
    {
      ...named('default', 'Sales Pipeline'),
      stages: [named('appointment', 'Appointment Scheduled'), named('closedwon', 'Closed Won'), named('lost', 'Lost')],
    },
    {
      ...named('77', 'Renewals'),
      stages: [named('701', 'Renewal Due'), named('702', 'Closed Won'), named('703', 'Weg'), named('704', 'weg ')],
    },
  ],
}

function mapOne(
  record: SourceRecord,
  request: MappingRequest = csvRequest(['external_id', 'pipeline', 'dealstage']),
  target = DEALS,
) {
  const mapped = mapRow({kind: 'source', row: 1, line: 2, record}, compileMapping(request, target))
  if (mapped.kind === 'reject') return `[${mapped.code}] ${mapped.message}`
  const {external_id: _, ...values} = mapped.properties
  return values
}

describe('a pipeline and a stage', () => {
  test.each([
    ['Sales Pipeline', 'Closed Won', {pipeline: 'default', dealstage: 'closedwon'}],
    ['renewals', ' CLOSED won', {pipeline: '77', dealstage: '702'}],
    ['77', '701', {pipeline: '77', dealstage: '701'}],
    ['Renewals', '', {pipeline: '77'}],
    ['', 'Renewal Due', {dealstage: '701'}],
    ['', 'closedwon', {dealstage: 'closedwon'}],
    [' ', ' ', {}],
  ])('of labels or ids are sent by id: %j, %j', (pipeline, stage, sent) => {
    expect(mapOne(['D1', pipeline, stage])).toEqual(sent)
  })

  test('of a label that --options names, and several have, with the id that it may be: each with its pipeline', () => {
    const pipelines = [
      {...named('a', 'A'), stages: [named('1', 'Won')]},
      {...named('b', 'B'), stages: [named('2', 'Won'), named('won', 'Gained')]},
    ]
    expect(
      mapOne(
        ['D1', '', 'won'],
        {...csvRequest(['external_id', 'pipeline', 'dealstage']), options: 'label'},
        {...DEALS, pipelines},
      ),
    ).toBe(
      '[AMBIGUOUS_VALUE] "won" matches several stages (property dealstage (deals)): 1 (A), 2 (B). --options value reads it as won (B).',
    )
  })

  test.each([
    [
      'Sales',
      'Closed Won',
      '[INVALID_OPTION] "Sales" is not a pipeline (property pipeline (deals)). Did you mean "Sales Pipeline"?',
    ],
    [
      'x',
      '',
      '[INVALID_OPTION] "x" is not a pipeline (property pipeline (deals)). There are "Sales Pipeline", "Renewals".',
    ],
    [
      'Sales Pipeline',
      'Close Won',
      '[INVALID_OPTION] "Close Won" is not a stage of pipeline "Sales Pipeline" (property dealstage (deals)). Did you mean "Closed Won"?',
    ],
    [
      'Sales Pipeline',
      'Renewal Due',
      '[INVALID_OPTION] "Renewal Due" is not a stage of pipeline "Sales Pipeline" (property dealstage (deals)). It belongs to pipeline "Renewals".',
    ],
    [
      'Renewals',
      'WEG',
      '[INVALID_OPTION] "WEG" matches several stages of pipeline "Renewals" (property dealstage (deals)): 703 (Weg), 704 (weg ). Use one of these ids.',
    ],
    [
      '',
      'Closed Won',
      '[INVALID_OPTION] "Closed Won" matches several stages (property dealstage (deals)): closedwon (Sales Pipeline), 702 (Renewals). ' +
        "Use one of these ids, or give the row's pipeline in a column.",
    ],
    [
      '',
      'Nowhere',
      '[INVALID_OPTION] "Nowhere" is not a stage of any pipeline (property dealstage (deals)). ' +
        'There are "Appointment Scheduled", "Closed Won", "Lost", "Renewal Due", "Weg", "weg ".',
    ],
  ])('that cannot be told are refused with what there is: %j, %j', (pipeline, stage, refused) => {
    expect(mapOne(['D1', pipeline, stage])).toBe(refused)
  })

  test('fit together whatever the order of the columns or fields', () => {
    expect(mapOne(['Closed Won', 'Renewals', 'D1'], csvRequest(['Deal Stage', 'Pipeline', 'External ID']))).toEqual({
      pipeline: '77',
      dealstage: '702',
    })
    const jsonl: MappingRequest = {...csvRequest(['external_id', 'dealstage', 'pipeline']), format: 'jsonl'}
    expect(mapOne({dealstage: 'Closed Won', external_id: 'D1', pipeline: 77}, jsonl)).toEqual({
      pipeline: '77',
      dealstage: '702',
    })
  })

  test('keep what a mapping says of their columns', () => {
    const map = [{column: 'stage', property: 'dealstage', values: {'7 - done': 'Closed Won'}}]
    expect(mapOne(['D1', 'Renewals', '7 - done'], csvRequest(['external_id', 'pipeline', 'stage'], {map}))).toEqual({
      pipeline: '77',
      dealstage: '702',
    })
  })

  test('are left to HubSpot where they could not be read', () => {
    const {pipelines: _, ...target} = DEALS
    expect(mapOne(['D1', 'Sales', '98765'], undefined, target)).toEqual({pipeline: 'Sales', dealstage: '98765'})
    expect(mapOne(['D1', 'Sales', '98765'], undefined, {...target, pipelines: []})).toEqual({
      pipeline: 'Sales',
      dealstage: '98765',
    })
  })

  test('of tickets and custom objects have names of their own', () => {
    const target: MappingTarget = {
      ...DEALS,
      object: {...DEALS.object, name: 'tickets', objectTypeId: '0-5'},
      properties: [...DEALS.properties, property('hs_pipeline', external), property('hs_pipeline_stage', external)],
    }
    expect(
      mapOne(['D1', 'Renewals', 'Closed Won'], csvRequest(['external_id', 'hs_pipeline', 'hs_pipeline_stage']), target),
    ).toEqual({
      hs_pipeline: '77',
      hs_pipeline_stage: '702',
    })
  })
})

describe('a stage that every row gets', () => {
  const set = (property: string, value: string) => ({property, value})

  test("is that of the row's pipeline", () => {
    const request = csvRequest(['external_id', 'pipeline'], {set: [set('dealstage', 'Closed Won')]})
    expect(mapOne(['D1', 'Renewals'], request)).toEqual({pipeline: '77', dealstage: '702'})
    expect(mapOne(['D1', 'default'], request)).toEqual({pipeline: 'default', dealstage: 'closedwon'})
    expect(mapOne(['D1', ''], request)).toContain('matches several stages')
  })

  test('is that of the pipeline that every row gets, whichever is named first', () => {
    for (const both of [
      [set('dealstage', 'Closed Won'), set('pipeline', 'Renewals')],
      [set('pipeline', 'Renewals'), set('Deal Stage', 'Closed Won')],
    ]) {
      expect(mapOne(['D1'], csvRequest(['external_id'], {set: both}))).toEqual({pipeline: '77', dealstage: '702'})
    }
  })

  test('is refused before the first row where no row could have it', () => {
    const refused = (set: MappingRequest['set'], columns = ['external_id']) => {
      expect(() => compileMapping(csvRequest(columns, {...(set && {set})}), DEALS)).toThrow(
        expect.objectContaining({code: 'MAPPING_INVALID'}),
      )
    }
    refused([set('dealstage', 'Nowhere')])
    refused([set('dealstage', 'Lost'), set('pipeline', 'Renewals')])
    refused([set('dealstage', 'Lost'), set('Deal Stage', 'Lost')])
    refused([set('dealstage', 'Lost')], ['external_id', 'dealstage'])
  })

  test('may not come as a late field of JSONL as well', () => {
    const request: MappingRequest = {...csvRequest(['external_id'], {set: [set('dealstage', 'Lost')]}), format: 'jsonl'}
    expect(mapOne({external_id: 'D1', dealstage: 'Lost'}, request)).toContain('already sets property dealstage')
  })
})

test('a refused pipeline is told once, not as a refused stage too', () => {
  expect(mapOne(['D1', 'Sales', 'Nowhere'])).not.toContain('Nowhere')
})

test('a pipeline that is emptied leaves the stage to stand for itself', () => {
  const request = csvRequest(['external_id', 'pipeline', 'dealstage'], {empty: 'clear'})
  expect(mapOne(['D1', '', 'Lost'], request)).toEqual({pipeline: '', dealstage: 'lost'})
})

test('pipelines are read only where a column or a constant goes to one', () => {
  expect(neededLookups(csvRequest(['external_id']), DEALS)).toEqual({owners: false, pipelines: false})
  expect(neededLookups(csvRequest(['external_id', 'Deal Stage']), DEALS).pipelines).toBe(true)
  expect(neededLookups(csvRequest(['external_id'], {set: [{property: 'Pipeline', value: 'x'}]}), DEALS).pipelines).toBe(
    true,
  )
})
