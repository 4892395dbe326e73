import {holds, type Judge} from './judge.js'

/** What the SDK's discoveries of every kind of record have in common. */
export interface RecordsApi {
  readonly basicApi: Methods
  readonly batchApi: Methods
  readonly searchApi: Methods
}

export type Methods = Readonly<Record<string, (...args: readonly unknown[]) => Promise<Reply>>>

/** As loosely as a caller in JavaScript sees it. */
export interface Reply {
  readonly id: string
  readonly properties: Readonly<Record<string, string | null>>
  readonly results: readonly Reply[]
  readonly archived: boolean
  readonly total: number
  readonly paging?: {readonly next?: {readonly after: string}}
  readonly propertiesWithHistory?: Readonly<Record<string, readonly unknown[]>>
  readonly associations?: Readonly<Record<string, {readonly results: readonly Reply[]}>>
  readonly [other: string]: unknown
}

export interface RecordsPlan {
  /** What a record needs. */
  readonly required: Readonly<Record<string, string>>
  /** A property of text and values that it takes. */
  readonly changed: readonly [property: string, first: string, second: string]
  /** Unique. */
  readonly key: string
  /** Leading arguments of every call (the kind of record, for the generic API). */
  readonly lead?: readonly string[]
}

/** Every method about records, in ways that HubSpot answers with success; each looks at what came back. */
export async function callRecords(judge: Judge, api: RecordsApi, plan: RecordsPlan): Promise<void> {
  const {lead = [], changed} = plan
  const basic = bound(api.basicApi, lead)
  const [property, first, second] = changed
  const made = await judge.call(
    'basicApi.create',
    () => basic('create', {properties: {...plan.required, [property]: first}, associations: []}),
    ({id, properties}) => /^\d+$/.test(id) && holds(properties, {...plan.required, [property]: first}),
  )
  const id = made?.id ?? ''
  await judge.call(
    'basicApi.update',
    () => basic('update', id, {properties: {[property]: second}}),
    reply => reply.id === id && reply.properties[property] === second,
  )
  await judge.call(
    'basicApi.getById',
    () => basic('getById', id, [property], [property], []),
    reply => reply.properties[property] === second && reply.propertiesWithHistory?.[property]?.length === 2,
  )
  const other = await basic('create', {properties: plan.required, associations: []})
  await judge.call(
    'basicApi.getPage',
    async () => {
      const page = await basic('getPage', 1, undefined, [property])
      const next = await basic('getPage', 1, page.paging?.next?.after, [property])
      return {...page, results: [...page.results, ...next.results]}
    },
    ({results}) => results.length === 2 && results[0]?.id !== results[1]?.id,
  )
  const filter = {propertyName: property, operator: 'EQ', value: second}
  await judge.call(
    'searchApi.doSearch',
    () =>
      bound(api.searchApi, lead)('doSearch', {
        filterGroups: [{filters: [filter]}],
        sorts: ['hs_object_id'],
        properties: [property],
        limit: 5,
        after: '0',
      }),
    ({total, results}) => total === 1 && results[0]?.id === id && results[0]?.properties[property] === second,
  )
  await callBatches(judge, api, plan)
  await judge.call(
    'basicApi.archive',
    async () => {
      await basic('archive', other.id)
      return basic('getById', other.id, undefined, undefined, undefined, true)
    },
    ({archived}) => archived,
  )
}

async function callBatches(
  judge: Judge,
  api: RecordsApi,
  {required, changed, key, lead = []}: RecordsPlan,
): Promise<void> {
  const batch = bound(api.batchApi, lead)
  const [property, first, second] = changed
  const inputs = [0, 1].map(n => ({properties: {...required, [property]: first, [key]: `b${n}`}, associations: []}))
  const made = await judge.call(
    'batchApi.create',
    () => batch('create', {inputs}),
    ({results}) => results.length === 2 && results.every(({properties}) => properties[property] === first),
  )
  const ids = made?.results.map(({id}) => ({id})) ?? []
  await judge.call(
    'batchApi.update',
    () => batch('update', {inputs: ids.map(each => ({...each, properties: {[property]: second}}))}),
    ({results}) => results.length === 2 && results.every(({properties}) => properties[property] === second),
  )
  await judge.call(
    'batchApi.read',
    () => batch('read', {inputs: ids, properties: [property], propertiesWithHistory: [property]}),
    ({results}) => results.length === 2 && results.every(each => each.propertiesWithHistory?.[property]?.length === 2),
  )
  await judge.call(
    'batchApi.upsert',
    () =>
      batch('upsert', {
        inputs: ['b0', 'u1'].map(each => ({id: each, idProperty: key, properties: {...required, [property]: first}})),
      }),
    ({results}) => results.length === 2 && results.filter(each => each['_new'] === true).length === 1,
  )
  await judge.call(
    'batchApi.archive',
    async () => {
      await batch('archive', {inputs: ids})
      return batch('read', {inputs: ids, properties: [], propertiesWithHistory: []}, true)
    },
    ({results}) => results.length === 2 && results.every(({archived}) => archived),
  )
}

/** Calls by name, after the leading arguments. */
export function bound(methods: Methods, lead: readonly string[]) {
  return (name: string, ...args: readonly unknown[]): Promise<Reply> => {
    const method = methods[name]
    if (method === undefined) return Promise.reject(new Error(`no method ${name}`))
    return method.call(methods, ...lead, ...args)
  }
}
