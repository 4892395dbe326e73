import {join} from 'node:path'
import {describe, expect, test} from 'vitest'
import {findRoute} from '../../../src/sandbox/crm/routes.js'
import {sharedDir} from '../../support/shared-material.js'
import {importForm} from '../crm/import-form.js'
import {auditExchanges} from './audit.js'
import {type Contract, readContract} from './openapi-contract.js'
import {NO_SCOPES, type Probe, startProbe} from './probe.js'

const VERSIONS = ['v3', '2026-03', '2026-09']
const TYPES = [
  'contacts',
  'companies',
  'deals',
  'tickets',
  'products',
  'line_items',
  '2-40118201',
  'p48213907_subscription_plan',
]
const NEW_PROPERTY = {
  name: 'new_one',
  groupName: 'new_group',
  label: 'New',
  type: 'string',
  fieldType: 'text',
  hasUniqueValue: true,
}
const OPTIONS = [{label: 'A', value: 'a', hidden: false, displayOrder: 1, description: ''}]

/** What is asked of each document's routes; `base` is the path without its parameters. */
const EXERCISES: Record<string, (probe: Probe, base: string) => Promise<void>> = {
  async properties({call}, base) {
    for (const type of TYPES) {
      await call('GET', `${base}/${type}`)
      await call('GET', `${base}/${type}/hs_object_id`)
      await call('POST', `${base}/${type}/groups`, {name: 'new_group', label: 'New'})
      await call('POST', `${base}/${type}`, NEW_PROPERTY)
    }
    await exerciseGroups({call}, `${base}/contacts/groups`)
    await exerciseBatches({call}, `${base}/contacts/batch`)
    await call('PATCH', `${base}/contacts/new_one`, {label: 'Newer', displayOrder: 3})
    await call('PATCH', `${base}/contacts/nope`, {label: 'L'})
    await call('PATCH', `${base}/contacts/email`, {label: 'L'})
    await call('DELETE', `${base}/contacts/batch_one`)
    await call('DELETE', `${base}/contacts/email`)
    await call('GET', `${base}/contacts/batch_one?archived=true`)
    await call('GET', `${base}/contacts?archived=true`)
    await call('POST', `${base}/contacts`, {
      ...NEW_PROPERTY,
      name: 'choice',
      type: 'enumeration',
      fieldType: 'select',
      options: OPTIONS,
    })
    await call('GET', `${base}/contacts`)
    await call('GET', `${base}/contacts/nope`)
    await call('POST', `${base}/contacts`, NEW_PROPERTY)
    await call('POST', `${base}/contacts`, {...NEW_PROPERTY, name: 'Capital'})
    await call('POST', `${base}/contacts`, {})
    await call('GET', `${base}/butterflies`)
    await call('GET', `${base}/contacts`, undefined, NO_SCOPES)
    await call('POST', `${base}/contacts`, NEW_PROPERTY, NO_SCOPES)
  },
  async schemas({call}, base) {
    await call('GET', base)
    await call('GET', `${base}?archived=true`)
    for (const type of TYPES) await call('GET', `${base}/${type}`)
    await call('GET', `${base}/2-1`)
    await call('GET', base, undefined, NO_SCOPES)
    await exerciseSchemas({call}, base)
  },
  async crmOwners({call}, base) {
    await call('GET', base)
    await call('GET', `${base}?limit=1`)
    await call('GET', `${base}/81540217`)
    await call('GET', `${base}/61200431?idProperty=userId`)
    await call('GET', `${base}/1`)
    await call('GET', base, undefined, NO_SCOPES)
  },
  async pipelines({call}, base) {
    for (const type of TYPES) await call('GET', `${base}/${type}`)
    await call('GET', `${base}/deals/default`)
    await call('GET', `${base}/deals/nope`)
    await call('GET', `${base}/deals`, undefined, NO_SCOPES)
    await exercisePipelines({call}, `${base}/deals`)
  },
  async propertyValidations({call}, base) {
    await call('GET', `${base}/contacts`)
    for (const type of ['MAX_LENGTH', 'ALPHANUMERIC']) {
      const rule = `${base}/contacts/zip/rule-type/${type}`
      await call('PUT', rule, {ruleArguments: ['8'], shouldApplyNormalization: type === 'ALPHANUMERIC'})
      await call('GET', rule)
    }
    await call('GET', `${base}/contacts`)
    await call('GET', `${base}/contacts/zip`)
    await call('GET', `${base}/contacts/city`)
    await call('GET', `${base}/contacts/nope`)
    await call('GET', `${base}/contacts/zip/rule-type/MIN_LENGTH`)
    await call('PUT', `${base}/contacts/zip/rule-type/MIN_LENGTH`, {ruleArguments: 8})
    await call('GET', `${base}/contacts`, undefined, NO_SCOPES)
  },
  async limitsTracking({call}, base) {
    const limits = base.replace(/\/limits\/([^/]+).*/, '/limits/$1')
    for (const path of ['custom-properties', 'custom-object-types', 'records']) await call('GET', `${limits}/${path}`)
    await call('GET', `${limits}/records`, undefined, NO_SCOPES)
  },
  async accountInfo({call}, base) {
    await call('GET', `${base}/details`)
    await call('GET', `${base}/details`, undefined, 'unknown-token')
    await call('GET', `${base}/api-usage/daily/private-apps`)
  },
  async imports({call, send}, base) {
    const form = importForm('email,closedate\na@x.co,never\nb@x.co,\nc,\n', ['email', 'closedate'])
    const started = await send('POST', base, form.body, form.headers)
    const {id} = started.body as {id: string}
    await call('GET', `${base}/${id}`)
    await call('GET', `${base}/${id}/errors?limit=1&includeErrorMessage=true&includeRowData=true`)
    await call('GET', `${base}/${id}/errors`)
    await call('GET', base)
    await call('POST', `${base}/${id}/cancel`)
    await call('GET', `${base}/1`)
    await call('GET', base, undefined, NO_SCOPES)
    await send('POST', '/_sandbox/switches', '{"importTakesMs": 60000}', {})
    const waiting = await send('POST', base, form.body, form.headers)
    await call('POST', `${base}/${(waiting.body as {id: string}).id}/cancel`)
  },
}

async function exerciseSchemas({call}: Pick<Probe, 'call'>, base: string): Promise<void> {
  const boat = {
    name: 'boat',
    labels: {singular: 'Boat', plural: 'Boats'},
    description: 'What floats',
    requiredProperties: ['boat_name'],
    associatedObjects: ['CONTACT'],
    properties: [{name: 'boat_name', label: 'Name', type: 'string', fieldType: 'text'}],
  }
  const made = await call('POST', base, boat)
  const {objectTypeId} = made.body as {objectTypeId: string}
  await call('POST', base, boat)
  await call('POST', base, {name: 'ship'})
  await call('PATCH', `${base}/${objectTypeId}`, {labels: {singular: 'Ship', plural: 'Ships'}})
  await call('PATCH', `${base}/${objectTypeId}`, {requiredProperties: ['nope']})
  const pair = {fromObjectTypeId: objectTypeId, toObjectTypeId: '0-2', name: 'boat_to_company'}
  const link = await call('POST', `${base}/${objectTypeId}/associations`, pair)
  await call('POST', `${base}/${objectTypeId}/associations`, pair)
  await call('DELETE', `${base}/${objectTypeId}/associations/${(link.body as {id: string}).id}`)
  await call('GET', base)
  await call('DELETE', `${base}/${objectTypeId}`)
  await call('GET', `${base}?archived=true`)
  await call('DELETE', `${base}/${objectTypeId}?archived=true`)
  await call('DELETE', `${base}/${objectTypeId}`)
}

async function exercisePipelines({call}: Pick<Probe, 'call'>, deals: string): Promise<void> {
  const stage = {label: 'S', displayOrder: 0, metadata: {probability: '0.3'}}
  const made = await call('POST', deals, {label: 'P', displayOrder: 2, stages: [stage]})
  const pipeline = `${deals}/${(made.body as {id: string}).id}`
  await call('POST', deals, {label: 'P'})
  await call('POST', deals, {label: 'P', displayOrder: 0, stages: [{...stage, metadata: {}}]})
  await call('PATCH', pipeline, {label: 'Q'})
  await call('PUT', pipeline, {label: 'R', displayOrder: 2, stages: [stage, stage]})
  const added = await call('POST', `${pipeline}/stages`, stage)
  const one = `${pipeline}/stages/${(added.body as {id: string}).id}`
  await call('GET', `${pipeline}/stages`)
  await call('GET', one)
  await call('PATCH', one, {label: 'T', metadata: {probability: '0.5'}})
  await call('PUT', one, stage)
  await call('GET', `${one}/audit`)
  await call('GET', `${pipeline}/audit`)
  await call('DELETE', one)
  await call('GET', one)
  await call('DELETE', pipeline)
  await call('GET', pipeline)
  await call('PATCH', pipeline, {archived: false})
}

async function exerciseGroups({call}: Pick<Probe, 'call'>, groups: string): Promise<void> {
  await call('GET', groups)
  await call('POST', groups, {name: 'other', label: 'Other', displayOrder: 2})
  await call('POST', groups, {name: 'other', label: 'Other'})
  await call('POST', groups, {})
  await call('PATCH', `${groups}/other`, {label: 'Else'})
  await call('GET', `${groups}/other`)
  await call('DELETE', `${groups}/other`)
  await call('GET', `${groups}/other`)
  await call('DELETE', `${groups}/contactinformation`)
}

async function exerciseBatches({call}: Pick<Probe, 'call'>, batch: string): Promise<void> {
  const one = {...NEW_PROPERTY, hasUniqueValue: false, name: 'batch_one'}
  await call('POST', `${batch}/create`, {inputs: [one, {...one, name: 'batch_two'}]})
  await call('POST', `${batch}/create`, {inputs: [one, {...one, name: 'batch_three', groupName: 'nope'}]})
  await call('POST', `${batch}/create`, {})
  const read = {archived: false, dataSensitivity: 'non_sensitive'}
  await call('POST', `${batch}/read`, {...read, inputs: [{name: 'batch_one'}]})
  await call('POST', `${batch}/read`, {...read, inputs: [{name: 'batch_one'}, {name: 'nope'}]})
  await call('POST', `${batch}/archive`, {inputs: [{name: 'batch_two'}, {name: 'nope'}]})
}

/** Documents of these are published for some versions only. */
const versionsOf = (name: string) =>
  name === 'limitsTracking' ? ['2026-03'] : name === 'imports' ? ['v3', '2026-03'] : VERSIONS
const CASES = Object.keys(EXERCISES).flatMap(name => versionsOf(name).map(version => `${name}.${version}.json`))

describe('every reply about definitions and the portal is one that HubSpot’s documents declare', () => {
  test.skipIf(!sharedDir).each(CASES)('%s', async file => {
    const contract = readContract(join(sharedDir ?? '', 'hubspot', 'openapi'), file)
    const probe = await startProbe()
    await EXERCISES[file.split('.')[0] ?? '']?.(probe, baseOf(contract))
    const {problems, succeeded} = auditExchanges(contract, probe.exchanges)
    expect(problems).toEqual([])
    expect(servedOperations(contract).filter(name => !succeeded.has(name))).toEqual([])
  })
})

function baseOf({operations}: Contract): string {
  const details = operations.find(name => name.endsWith('/details'))
  if (details) return details.replace('GET ', '').replace('/details', '')
  return (operations.find(name => name.startsWith('GET ')) ?? '').replace('GET ', '').replace(/\/\{.*/, '')
}

function servedOperations({operations}: Contract): string[] {
  return operations.filter(name => findRoute(name.split(' ')[0] ?? '', name.split(' ')[1] ?? '') !== undefined)
}
