import type {Client} from '@hubspot/api-client'
import {holds, type Judge} from './judge.js'
import type {Methods, Reply} from './sdk-records.js'

const OPTIONS = [{label: 'A', value: 'a', hidden: false, displayOrder: 1, description: ''}]

/** An API of the SDK, as a caller in JavaScript sees it. */
export function loose(api: object): Methods {
  return api as unknown as Methods
}

export async function callProperties(judge: Judge, {crm}: Client): Promise<void> {
  const [core, batch, groups] = [
    loose(crm.properties.coreApi),
    loose(crm.properties.batchApi),
    loose(crm.properties.groupsApi),
  ]
  const make = (name: string) => ({name, label: 'L', groupName: 'sdk', type: 'string', fieldType: 'text'})
  const named = (name: string) => (reply: Reply) => reply['name'] === name
  const call = (method: string, run: () => Promise<Reply> | undefined, looks?: (reply: Reply) => boolean) =>
    judge.call(method, async () => (await run()) ?? ({} as Reply), looks)
  await call(
    'groupsApi.create',
    () => groups['create']?.('deals', {name: 'sdk', label: 'SDK', displayOrder: 3}),
    named('sdk'),
  )
  await call(
    'groupsApi.update',
    () => groups['update']?.('deals', 'sdk', {label: 'S'}),
    reply => reply['label'] === 'S',
  )
  await call(
    'groupsApi.getByName',
    () => groups['getByName']?.('deals', 'sdk'),
    reply => reply['label'] === 'S',
  )
  await call(
    'groupsApi.getAll',
    () => groups['getAll']?.('deals'),
    ({results}) => results.some(named('sdk')),
  )
  await call('coreApi.create', () => core['create']?.('deals', make('sdk_one')), named('sdk_one'))
  const enumeration = {...make('sdk_two'), type: 'enumeration', fieldType: 'select', options: OPTIONS}
  await call(
    'batchApi.create',
    () => batch['create']?.('deals', {inputs: [enumeration]}),
    ({results}) => results.length === 1,
  )
  await call(
    'coreApi.update',
    () => core['update']?.('deals', 'sdk_one', {label: 'M'}),
    reply => reply['label'] === 'M',
  )
  await call(
    'coreApi.getByName',
    () => core['getByName']?.('deals', 'sdk_two'),
    reply => holds(reply, {options: OPTIONS}),
  )
  await call(
    'coreApi.getAll',
    () => core['getAll']?.('deals'),
    ({results}) => results.some(named('sdk_two')),
  )
  const both = {archived: false, inputs: [{name: 'sdk_one'}, {name: 'sdk_two'}]}
  await call(
    'batchApi.read',
    () => batch['read']?.('deals', both),
    ({results}) => results.length === 2,
  )
  await call(
    'coreApi.archive',
    async () => {
      await core['archive']?.('deals', 'sdk_one')
      return (await core['getByName']?.('deals', 'sdk_one', true)) ?? ({} as Reply)
    },
    ({archived}) => archived,
  )
  await call(
    'batchApi.archive',
    async () => {
      await batch['archive']?.('deals', {inputs: [{name: 'sdk_two'}]})
      return (await core['getAll']?.('deals', true)) ?? ({} as Reply)
    },
    ({results}) => results.length === 2,
  )
  await call(
    'groupsApi.archive',
    async () => {
      await groups['archive']?.('deals', 'sdk')
      return (await groups['getAll']?.('deals')) ?? ({} as Reply)
    },
    ({results}) => !results.some(named('sdk')),
  )
}

export async function callPipelines(judge: Judge, {crm}: Client): Promise<void> {
  const {pipelinesApi, pipelineStagesApi, pipelineAuditsApi, pipelineStageAuditsApi} = crm.pipelines
  const stage = (label: string) => ({label, displayOrder: 0, metadata: {ticketState: 'OPEN'}})
  const body = {label: 'SDK', displayOrder: 1, stages: [stage('One'), stage('Two')]}
  const made = await judge.call(
    'pipelinesApi.create',
    () => pipelinesApi.create('tickets', body),
    ({label, stages}) => label === 'SDK' && stages.length === 2,
  )
  const id = made?.id ?? ''
  await judge.call(
    'pipelinesApi.update',
    () => pipelinesApi.update('tickets', id, {label: 'S'}),
    ({label}) => label === 'S',
  )
  await judge.call(
    'pipelinesApi.replace',
    () => pipelinesApi.replace('tickets', id, {...body, label: 'R'}),
    ({label, stages}) => label === 'R' && stages.length === 2,
  )
  await judge.call(
    'pipelinesApi.getById',
    () => pipelinesApi.getById('tickets', id),
    ({label}) => label === 'R',
  )
  await judge.call(
    'pipelinesApi.getAll',
    () => pipelinesApi.getAll('tickets'),
    ({results}) => results.some(each => each.id === id),
  )
  const added = await judge.call(
    'pipelineStagesApi.create',
    () => pipelineStagesApi.create('tickets', id, stage('Three')),
    ({label}) => label === 'Three',
  )
  const stageId = added?.id ?? ''
  await judge.call(
    'pipelineStagesApi.update',
    () => pipelineStagesApi.update('tickets', id, stageId, {label: 'Four', metadata: {ticketState: 'CLOSED'}}),
    ({label, metadata}) => label === 'Four' && metadata?.['ticketState'] === 'CLOSED',
  )
  await judge.call(
    'pipelineStagesApi.replace',
    () => pipelineStagesApi.replace('tickets', id, stageId, stage('Five')),
    ({label, metadata}) => label === 'Five' && metadata?.['ticketState'] === 'OPEN',
  )
  await judge.call(
    'pipelineStagesApi.getById',
    () => pipelineStagesApi.getById('tickets', id, stageId),
    ({label}) => label === 'Five',
  )
  await judge.call(
    'pipelineStagesApi.getAll',
    () => pipelineStagesApi.getAll('tickets', id),
    ({results}) => results.length === 3,
  )
  // It takes no pipeline, and sends the path with `{pipelineId}` in it.
  await judge.refused('pipelineStageAuditsApi.getAudit', 404, () => pipelineStageAuditsApi.getAudit('tickets', stageId))
  await judge.call(
    'pipelineAuditsApi.getAudit',
    () => pipelineAuditsApi.getAudit('tickets', id),
    ({results}) => results.at(-1)?.action === 'CREATE',
  )
  await judge.call(
    'pipelineStagesApi.archive',
    async () => {
      await pipelineStagesApi.archive('tickets', id, stageId)
      return pipelineStagesApi.getAll('tickets', id)
    },
    ({results}) => results.length === 2,
  )
  await judge.call(
    'pipelinesApi.archive',
    async () => {
      await pipelinesApi.archive('tickets', id)
      return pipelinesApi.getAll('tickets')
    },
    ({results}) => !results.some(each => each.id === id),
  )
}

export async function callSchemas(judge: Judge, client: Client): Promise<void> {
  const {coreApi} = client.crm.schemas
  const body = {
    name: 'boat',
    labels: {singular: 'Boat', plural: 'Boats'},
    primaryDisplayProperty: 'boat_name',
    requiredProperties: ['boat_name'],
    searchableProperties: ['boat_name'],
    secondaryDisplayProperties: [],
    associatedObjects: ['CONTACT'],
    properties: [{name: 'boat_name', label: 'Name', type: 'string', fieldType: 'text', hasUniqueValue: true}],
  }
  const schemas = loose(coreApi)
  const create = () => schemas['create']?.(body) ?? Promise.reject(new Error('no create'))
  const made = await judge.call('coreApi.create', create, reply =>
    holds(reply, {name: 'boat', labels: body.labels, requiredProperties: ['boat_name']}),
  )
  const id = String(made?.['objectTypeId'])
  const boat = await client.crm.objects.basicApi.create(id, {properties: {boat_name: 'Argo'}, associations: []})
  await judge.call(
    'coreApi.getById',
    () => coreApi.getById(id),
    ({properties}) => properties.some(({name}) => name === 'boat_name'),
  )
  await judge.call(
    'coreApi.getAll',
    () => coreApi.getAll(),
    ({results}) => results.some(({name}) => name === 'boat'),
  )
  await judge.call(
    'coreApi.update',
    () => coreApi.update(id, {labels: {singular: 'Ship', plural: 'Ships'}}),
    ({labels}) => labels.singular === 'Ship',
  )
  const pair = {fromObjectTypeId: id, toObjectTypeId: '0-2', name: 'boat_to_company'}
  const link = await judge.call(
    'coreApi.createAssociation',
    () => coreApi.createAssociation(id, pair),
    reply => holds(reply, pair),
  )
  await judge.call(
    'coreApi.archiveAssociation',
    async () => {
      await coreApi.archiveAssociation(id, link?.id ?? '')
      return coreApi.getById(id)
    },
    ({associations}) => !associations.some(({name}) => name === 'boat_to_company'),
  )
  await judge.call(
    'coreApi.archive',
    async () => {
      await client.crm.objects.basicApi.archive(id, boat.id)
      await coreApi.archive(id)
      return coreApi.getAll()
    },
    ({results}) => !results.some(({name}) => name === 'boat'),
  )
}
