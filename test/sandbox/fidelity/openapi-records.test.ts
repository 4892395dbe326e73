import {join} from 'node:path'
import {describe, expect, test} from 'vitest'
import {findRoute} from '../../../src/sandbox/crm/routes.js'
import {sharedDir} from '../../support/shared-material.js'
import {auditExchanges} from './audit.js'
import {exerciseRecords, RECORD_PLANS} from './exercise-records.js'
import {type Contract, readContract} from './openapi-contract.js'
import {startProbe} from './probe.js'

/** The name of each document, and a type of record it is about. */
const DOCUMENTS: Readonly<Record<string, string>> = {
  contacts: 'contacts',
  companies: 'companies',
  deals: 'deals',
  tickets: 'tickets',
  products: 'products',
  lineItems: 'line_items',
  customObjects: '2-40118201',
  objects: 'deals',
}
/** Betas were published of the main objects only; the lesser ones are the same document in each version. */
const VERSIONS: Readonly<Record<string, readonly string[]>> = {
  v3: Object.keys(DOCUMENTS),
  '2026-03': ['contacts', 'companies', 'deals', 'tickets', 'customObjects'],
  '2026-09-beta': ['contacts', 'companies', 'deals', 'tickets', 'customObjects'],
  '2026-09': ['contacts', 'companies', 'deals', 'tickets', 'customObjects', 'lineItems'],
}
const CASES = Object.entries(VERSIONS).flatMap(([version, names]) =>
  names.map(name => [`${name}.${version}.json`, DOCUMENTS[name] ?? ''] as const),
)

/** `/crm/v3/objects/0-3`: where the document has the records of a type. */
function baseOf(contract: Contract, type: string): string {
  const upsert = contract.operations.find(name => name.endsWith('/batch/upsert')) ?? ''
  return upsert.replace('POST ', '').replace('/batch/upsert', '').replace('{objectType}', type)
}

function servedOperations({operations}: Contract): string[] {
  return operations.filter(
    name =>
      !name.includes('/associations/') && // openapi-associations.test.ts
      findRoute(name.split(' ')[0] ?? '', (name.split(' ')[1] ?? '').replace('-beta', '')) !== undefined,
  )
}

describe('every reply about records is one that HubSpot’s documents declare', () => {
  test.skipIf(!sharedDir).each(CASES)('%s: %s', async (file, type) => {
    const contract = readContract(join(sharedDir ?? '', 'hubspot', 'openapi'), file)
    const plan = RECORD_PLANS.find(each => each.type === type)
    if (!plan) throw new Error(`no plan for ${type}`)
    // The documents of 2026-09 know no 207: there, and there alone, errors come with the status of success.
    const probe = await startProbe({switches: {partialStatus: file.includes('.2026-09.') ? 'success' : '207'}})
    const base = baseOf(contract, type)
    await exerciseRecords(probe, base.replace('-beta', ''), plan)
    const audit = auditExchanges(contract, probe.exchanges, path =>
      base.includes('-beta') ? path.replace('2026-09', '2026-09-beta') : path,
    )
    expect(audit.problems).toEqual([])
    const untried = servedOperations(contract).filter(name => !audit.succeeded.has(name))
    expect(untried.filter(name => plan.key !== undefined || !name.endsWith('/upsert'))).toEqual([])
  })
})

test.skipIf(!sharedDir)('a key too many, one too few, another kind and an undeclared status are noticed', () => {
  const contract = readContract(join(sharedDir ?? '', 'hubspot', 'openapi'), 'contacts.v3.json')
  const operation = 'POST /crm/v3/objects/contacts/batch/upsert'
  const result = {
    id: '1',
    new: true,
    archived: false,
    properties: {},
    createdAt: '2026-01-01T00:00:00Z',
    updatedAt: '2026-01-01T00:00:00Z',
  }
  const body = {status: 'COMPLETE', startedAt: result.createdAt, completedAt: result.createdAt, results: [result]}
  expect(contract.replyProblems(operation, 200, body)).toEqual([])
  expect(contract.replyProblems(operation, 200, {...body, results: [{...result, isNew: true}]})).toHaveLength(1)
  expect(contract.replyProblems(operation, 200, {...body, results: [{...result, new: undefined}]})).toHaveLength(1)
  expect(
    contract.replyProblems(operation, 200, {...body, results: [{...result, createdAt: 'yesterday'}]}),
  ).toHaveLength(1)
  expect(contract.replyProblems(operation, 201, body)).toEqual([`${operation}: status 201 is not declared`])
})
