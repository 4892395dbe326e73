import {join} from 'node:path'
import fc from 'fast-check'
import {describe, expect, test} from 'vitest'
import {findRoute} from '../../../src/sandbox/crm/routes.js'
import {sharedDir} from '../../support/shared-material.js'
import {openCaller} from '../crm/crm-caller.js'
import {type Contract, type JsonSchema, readContract} from './openapi-contract.js'

const FILES = ['contacts.v3', 'companies.2026-03', 'customObjects.2026-09', 'properties.v3', 'properties.2026-09']
const WORDS = ['x', '1', '404', 'a@b.co', 'email', 'external_id', 'hs_object_id', 'lastname', 'vin', 'ä"\n\\']

/** What the sandbox says it does not do. */
const NOT_SERVED = /not supported by the sandbox/

describe('no body that HubSpot’s documents allow is refused for its shape', () => {
  test.skipIf(!sharedDir).each(FILES)('%s', file => {
    const contract = readContract(join(sharedDir ?? '', 'hubspot', 'openapi'), `${file}.json`)
    const type = file.startsWith('custom') ? '2-40118201' : 'contacts'
    const operations = contract.operations.filter(name => isServedWithBody(contract, name))
    expect(operations.length).toBeGreaterThan(0)
    for (const operation of operations) {
      const [method = '', template = ''] = operation.split(' ')
      const path = template.replace('{objectType}', type).replace(/\{\w+\}/, '1')
      const bodies = bodiesOf(contract, contract.requestSchema(operation) ?? {})
      const {call} = openCaller()
      fc.assert(
        fc.property(bodies, body => {
          expect(contract.requestProblems(operation, body)).toEqual([])
          const {status, text} = call(method, path, body)
          expect(status).toBeLessThan(500)
          if (!NOT_SERVED.test(text))
            expect(`${operation} ${text}`).not.toMatch(/Invalid input JSON|required fields|must be a list/)
        }),
        {numRuns: 60},
      )
    }
  })
})

function isServedWithBody(contract: Contract, name: string): boolean {
  const [method = '', path = ''] = name.split(' ')
  return findRoute(method, path) !== undefined && contract.requestSchema(name) !== undefined
}

/** Bodies that follow a schema, with words in them that mean something to the sandbox. */
function bodiesOf(contract: Contract, schema: JsonSchema): fc.Arbitrary<unknown> {
  if (schema.$ref !== undefined) return bodiesOf(contract, contract.schemaOf(schema.$ref))
  if (schema.enum) return fc.constantFrom(...schema.enum)
  if (schema.items) return fc.array(bodiesOf(contract, schema.items), {maxLength: 3})
  if (schema.properties) return recordsOf(contract, schema.properties, schema.required ?? [])
  if (schema.additionalProperties) {
    return fc.dictionary(fc.constantFrom(...WORDS), bodiesOf(contract, schema.additionalProperties), {
      maxKeys: 3,
      noNullPrototype: true,
    })
  }
  if (schema.type === 'integer') return fc.integer({min: 1, max: 100})
  if (schema.type === 'number') return fc.integer()
  if (schema.type === 'boolean') return fc.boolean()
  return fc.constantFrom(...WORDS)
}

function recordsOf(
  contract: Contract,
  properties: Readonly<Record<string, JsonSchema>>,
  required: readonly string[],
): fc.Arbitrary<unknown> {
  const members = Object.fromEntries(
    Object.entries(properties).map(([name, schema]) => [name, bodiesOf(contract, schema)]),
  )
  return fc.record(members, {requiredKeys: [...required], noNullPrototype: true})
}
