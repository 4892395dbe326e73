import {readFileSync} from 'node:fs'
import {join} from 'node:path'
import {expect, test} from 'vitest'
import {sharedDir} from '../../support/shared-material.js'
import {playSinger, recordsBy, shareEngineSandbox} from '../../support/try-singer.js'

const sharedSandbox = shareEngineSandbox()
const STREAMS = join(sharedDir ?? '', 'engines/singer')

interface Expected {
  readonly states?: readonly string[]
  readonly exitCode?: number
  /** Cars in the end, by their key, with some of their values. */
  readonly holds?: Readonly<Record<string, Record<string, string>>>
  /** How many there are. */
  readonly count?: number
  /** The field that is the key; default: id. */
  readonly id?: string
  /** Field → property, besides. */
  readonly map?: Readonly<Record<string, string>>
}

const EXPECTED: Readonly<Record<string, Expected>> = {
  array_data: {states: ['{"test_array_data":4}'], holds: {1: {fruits: '["apple","orange","pear"]'}}, count: 4},
  camelcase: {id: 'Id', map: {clientName: 'client'}, holds: {1: {client: 'Gitter Windows Desktop App'}}, count: 2},
  camelcase_complex_schema: {id: 'Id', count: 0},
  duplicate_records: {
    states: ['{"test_duplicate_records":2}'],
    holds: {1: {metric: '100'}, 2: {metric: '20'}},
    count: 2,
  },
  encoded_string_data: {
    states: ['{"test_strings":11,"test_strings_in_objects":11,"test_strings_in_arrays":6}'],
    count: 11,
  },
  invalid_schema: {exitCode: 5},
  multiple_state_messages: {
    states: [
      '{"test_multiple_state_messages_a":1,"test_multiple_state_messages_b":0}',
      '{"test_multiple_state_messages_a":2,"test_multiple_state_messages_b":1}',
      '{"test_multiple_state_messages_a":3,"test_multiple_state_messages_b":2}',
      '{"test_multiple_state_messages_a":5,"test_multiple_state_messages_b":3}',
      '{"test_multiple_state_messages_a":5,"test_multiple_state_messages_b":6}',
    ],
    holds: {6: {metric: '600'}},
    count: 6,
  },
  no_primary_keys: {states: ['{"test_no_pk":3}'], holds: {3: {metric: '33'}}, count: 3},
  no_primary_keys_append: {states: ['{"test_no_pk":5}'], holds: {5: {metric: '505'}}, count: 5},
  optional_attributes: {
    states: ['{"test_optional_attributes":4}'],
    holds: {1: {optional: 'This is optional'}, 3: {optional: 'Also optional'}},
    count: 4,
  },
  pk_updates: {count: 2},
  record_before_schema: {exitCode: 5},
  record_missing_fields: {states: ['{}'], holds: {1: {optional: 'now you see me'}}, count: 2},
  record_missing_key_property: {exitCode: 3},
  record_missing_required_property: {exitCode: 3},
  schema_no_properties: {exitCode: 3},
  schema_updates: {states: ['{"test_schema_updates":6}'], holds: {1: {a1: '101'}, 6: {a1: '106', a6: '341'}}, count: 6},
  special_chars_in_attributes: {
    id: '_id',
    holds: {a2e98886: {d: '{"env":"prod","agent:type":"desktop","agent:os:version":"10.13.1"}'}},
    count: 1,
  },
  user_location_data: {states: ['{"test_users":5,"test_locations":3,"test_user_in_location":3}'], count: 5},
  user_location_upsert_data: {states: ['{"test_users":13,"test_locations":8,"test_user_in_location":14}'], count: 9},
}

test.skipIf(!sharedDir).each(Object.keys(EXPECTED))('%s', async name => {
  const {states = [], exitCode = 0, holds = {}, count, id = 'id', map = {}} = EXPECTED[name] ?? {}
  const sandbox = sharedSandbox()
  const text = readFileSync(join(STREAMS, `${name}.singer`), 'utf8')
  const played = await playSinger(text, {sandbox, config: configFor(text, {[id]: 'vin', ...map})})
  expect(played.states).toEqual(states)
  expect(played.exitCode).toBe(exitCode)
  const records = recordsBy(sandbox, '2-40118201', 'vin')
  expect(Object.fromEntries([...records].filter(([key]) => Object.hasOwn(holds, key)))).toMatchObject(holds)
  if (count !== undefined) expect(records.size).toBe(count)
})

/** Every stream goes to cars, matched on a property of its own. */
function configFor(text: string, map: Readonly<Record<string, string>>): Record<string, unknown> {
  const names = [...text.matchAll(/"stream": "([^"]+)"/g)].map(([, stream = '']) => stream)
  const settings = {object: 'car', key: 'vin', ignore_unknown: true, map}
  return {streams: Object.fromEntries(names.map(stream => [stream, settings]))}
}
