import type {Client} from '@hubspot/api-client'
import type {Judge} from './judge.js'
import {loose} from './sdk-definitions.js'

const EMPLOYER = {associationCategory: 'HUBSPOT_DEFINED', associationTypeId: 1}

/** Two contacts and two companies. */
interface World {
  readonly contacts: readonly string[]
  readonly companies: readonly string[]
}

export async function callLinks(judge: Judge, client: Client, {contacts, companies}: World): Promise<void> {
  const {associations} = client.crm
  const [basic, batch] = [loose(associations.v4.basicApi), loose(associations.v4.batchApi)]
  const [a = '', b = ''] = contacts
  const [x = '', y = ''] = companies
  const run = (api: typeof basic, name: string, ...args: readonly unknown[]) =>
    api[name]?.(...args) ?? Promise.reject(new Error(`no method ${name}`))
  const linked = () => run(basic, 'getPage', 'contacts', a, 'companies')
  const types = [EMPLOYER]
  await judge.call(
    'v4.basicApi.createDefault',
    async () => {
      await run(basic, 'createDefault', 'contacts', a, 'companies', x)
      return linked()
    },
    ({results}) => results.length === 1,
  )
  await judge.call(
    'v4.basicApi.create',
    async () => {
      await run(basic, 'create', 'contacts', a, 'companies', y, types)
      return linked()
    },
    ({results}) => results.length === 2,
  )
  await judge.call('v4.basicApi.getPage', linked, ({results}) =>
    results.every(each => Array.isArray(each['associationTypes'])),
  )
  await judge.call(
    'v4.basicApi.archive',
    async () => {
      await run(basic, 'archive', 'contacts', a, 'companies', y)
      return linked()
    },
    ({results}) => results.length === 1,
  )
  const pair = {_from: {id: b}, to: {id: x}}
  const between = () => run(batch, 'getPage', 'contacts', 'companies', {inputs: [{id: b}]})
  await judge.call(
    'v4.batchApi.createDefault',
    () => run(batch, 'createDefault', 'contacts', 'companies', {inputs: [pair]}),
    ({results}) => results.length === 1,
  )
  await judge.call(
    'v4.batchApi.create',
    () => run(batch, 'create', 'contacts', 'companies', {inputs: [{...pair, types}]}),
    ({results}) => results.length === 1,
  )
  await judge.call('v4.batchApi.getPage', between, ({results}) => Array.isArray(results[0]?.['to']))
  await judge.call(
    'v4.batchApi.archiveLabels',
    async () => {
      await run(batch, 'archiveLabels', 'contacts', 'companies', {inputs: [{...pair, types}]})
      return between()
    },
    reply => !JSON.stringify(reply).includes('"typeId":1,'),
  )
  await judge.call(
    'v4.batchApi.archive',
    async () => {
      await run(batch, 'archive', 'contacts', 'companies', {inputs: [{_from: {id: b}, to: [{id: x}]}]})
      return between()
    },
    ({results}) => results.length === 0,
  )
  await callLabels(judge, client)
  await callNamedLinks(judge, client, {_from: {id: b}, to: {id: y}, type: 'contact_to_company_unlabeled'})
}

async function callLabels(judge: Judge, {crm}: Client): Promise<void> {
  const {definitionsApi} = crm.associations.v4.schema
  const labels = () => definitionsApi.getAll('contacts', 'companies')
  const made = await judge.call(
    'v4.schema.definitionsApi.create',
    () => definitionsApi.create('contacts', 'companies', {label: 'SDK', name: 'sdk_label', inverseLabel: 'KDS'}),
    ({results}) => results.length === 2,
  )
  const associationTypeId = made?.results[0]?.typeId ?? 0
  await judge.call('v4.schema.definitionsApi.getAll', labels, ({results}) => results.some(({label}) => label === 'SDK'))
  await judge.call(
    'v4.schema.definitionsApi.update',
    async () => {
      await definitionsApi.update('contacts', 'companies', {associationTypeId, label: 'SDK 2'})
      return labels()
    },
    ({results}) => results.some(({label}) => label === 'SDK 2'),
  )
  await judge.call(
    'v4.schema.definitionsApi.remove',
    async () => {
      await definitionsApi.remove('contacts', 'companies', associationTypeId)
      return labels()
    },
    ({results}) => !results.some(({label}) => label === 'SDK 2'),
  )
}

async function callNamedLinks(
  judge: Judge,
  {crm}: Client,
  pair: {_from: {id: string}; to: {id: string}; type: string},
): Promise<void> {
  const {batchApi, schema} = crm.associations
  const read = () => batchApi.read('contacts', 'companies', {inputs: [pair._from]})
  await judge.call(
    'schema.typesApi.getAll',
    () => schema.typesApi.getAll('contacts', 'companies'),
    ({results}) => results.some(({name}) => name === 'contact_to_company'),
  )
  await judge.call(
    'batchApi.create',
    () => batchApi.create('contacts', 'companies', {inputs: [pair]}),
    ({results}) => results.some(({type}) => type === pair.type),
  )
  await judge.call('batchApi.read', read, ({results}) => results[0]?.to.some(({id}) => id === pair.to.id) === true)
  await judge.call(
    'batchApi.archive',
    async () => {
      await batchApi.archive('contacts', 'companies', {inputs: [pair]})
      return read()
    },
    ({results}) => results.length === 0,
  )
}
