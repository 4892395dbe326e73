import {Ajv} from 'ajv'
import addFormats from 'ajv-formats'
import {expect, test} from 'vitest'
import {specMessage} from '../../../src/engines/airbyte/protocol/messages.js'
import {readConfig} from '../../../src/engines/airbyte/settings/airbyte-config.js'
import {connectorSpec} from '../../../src/engines/airbyte/settings/connector-spec.js'
import {sharedDir} from '../../support/shared-material.js'
import {problemsOf} from './protocol-schema.js'

interface Field {
  readonly type: unknown
  readonly title?: string
  readonly description?: string
  readonly order?: number
  readonly airbyte_secret?: boolean
  readonly additionalProperties?: unknown
  readonly properties?: Readonly<Record<string, Field>>
  readonly items?: Field
}

const spec = connectorSpec()
const form = spec.connectionSpecification as Field
const fields = [
  ...Object.entries(form.properties ?? {}),
  ...Object.entries(form.properties?.['streams']?.items?.properties ?? {}),
]

test.skipIf(!sharedDir)('is a message of the protocol', () => {
  expect(problemsOf(`${JSON.stringify(specMessage(spec))}\n`)).toEqual([])
})

test('says the version of the protocol and the modes, without any that removes records', () => {
  expect(spec).toMatchObject({
    protocol_version: '0.18.0',
    supported_destination_sync_modes: ['append', 'append_dedup', 'update'],
  })
  expect(new URL(spec.documentationUrl).protocol).toBe('https:')
})

test('each field has what a form shows, and secrets are hidden', () => {
  expect(fields.filter(([, {title, description, order}]) => !title || !description || order === undefined)).toEqual([])
  expect(fields.filter(([, field]) => field.airbyte_secret).map(([name]) => name)).toEqual([
    'access_token',
    'client_secret',
    'refresh_token',
  ])
})

/** What the platform's own test of connectors asks of a form. */
test('each field has one type, and no object forbids more fields', () => {
  expect(fields.filter(([, {type}]) => typeof type !== 'string')).toEqual([])
  const objects = [form, ...fields.map(([, field]) => field)].filter(({type}) => type === 'object')
  expect(objects.every(each => each.additionalProperties === true)).toBe(true)
})

const ajv = new Ajv({strict: false})
addFormats.default(ajv)
const accepts = ajv.compile(form)

test.each([
  ['a token', {access_token: 't'}],
  ['an app', {client_id: 'c', client_secret: 's', refresh_token: 'r', data_dir: '/d', on_reject: 'fail'}],
  [
    'streams',
    {
      access_token: 't',
      streams: [
        {
          stream: 'people',
          object: 'CONTACT',
          key: 'email',
          map: {mail: 'email'},
          set: {a: 'b'},
          null: ['NULL'],
          associate: [],
        },
        {
          stream: 'firms',
          columns: ['a=b'],
          constants: ['c=d'],
          deleted: 'archive',
          max_deletes: 5,
          mode: 'update',
          empty: 'clear',
        },
      ],
    },
  ],
])('a configuration with %s fits the form, and is read', (_, config) => {
  expect([accepts(config), accepts.errors]).toEqual([true, null])
  expect(() => readConfig(JSON.stringify(config))).not.toThrow()
})

test.each([
  [{streams: [{object: 'CONTACT'}]}],
  [{streams: [{stream: 'a', columns: ['b']}]}],
  [{streams: {people: {}}}],
  [{on_reject: 'maybe'}],
])('%j does not fit the form', config => {
  expect(accepts(config)).toBe(false)
})
