import type {Client} from '@hubspot/api-client'
import {holds, type Judge} from './judge.js'
import {loose} from './sdk-definitions.js'

export async function callLists(judge: Judge, {crm}: Client, [a = '', b = '']: readonly string[]): Promise<void> {
  const [lists, members] = [loose(crm.lists.listsApi), loose(crm.lists.membershipsApi)]
  const run = (api: typeof lists, name: string, ...args: readonly unknown[]) =>
    api[name]?.(...args) ?? Promise.reject(new Error(`no method ${name}`))
  const list = (name: string) => ({name, objectTypeId: '0-1', processingType: 'MANUAL'})
  const idOf = (reply: object | undefined) => String(Reflect.get(Reflect.get(reply ?? {}, 'list') ?? {}, 'listId'))
  const one = idOf(
    await judge.call(
      'listsApi.create',
      () => run(lists, 'create', list('One')),
      reply => holds(reply['list'], {name: 'One'}),
    ),
  )
  const two = idOf(await run(lists, 'create', list('Two')))
  await judge.call(
    'listsApi.getById',
    () => run(lists, 'getById', one),
    reply => holds(reply['list'], {name: 'One'}),
  )
  await judge.call(
    'listsApi.getByName',
    () => run(lists, 'getByName', 'Two', '0-1'),
    reply => holds(reply['list'], {listId: two}),
  )
  await judge.call(
    'listsApi.getAll',
    () => run(lists, 'getAll', [one, two]),
    reply => JSON.stringify(reply['lists']).includes('Two'),
  )
  await judge.call(
    'listsApi.doSearch',
    () =>
      run(lists, 'doSearch', {
        query: 'tw',
        listIds: [],
        processingTypes: [],
        offset: 0,
        count: 10,
        additionalProperties: [],
      }),
    ({total}) => total === 1,
  )
  await judge.call(
    'listsApi.updateName',
    () => run(lists, 'updateName', one, 'Uno'),
    reply => holds(reply['updatedList'], {name: 'Uno'}),
  )
  const filterBranch = {filterBranchType: 'OR', filterBranchOperator: 'OR', filterBranches: [], filters: []}
  const snapshot = idOf(await run(lists, 'create', {...list('Three'), processingType: 'SNAPSHOT', filterBranch}))
  await judge.call(
    'listsApi.updateListFilters',
    () => run(lists, 'updateListFilters', snapshot, {filterBranch}),
    reply => holds(reply['updatedList'], {listId: snapshot}),
  )
  const inList = (id: string) => run(members, 'getPage', id)
  await judge.call(
    'membershipsApi.add',
    () => run(members, 'add', one, [a, b]),
    reply => holds(reply['recordsIdsAdded'], {length: 2}),
  )
  await judge.call(
    'membershipsApi.getPage',
    () => inList(one),
    ({results}) => results.length === 2,
  )
  await judge.call(
    'membershipsApi.getPageOrderedByAddedToListDate',
    () => run(members, 'getPageOrderedByAddedToListDate', one),
    ({results}) => results.length === 2,
  )
  await judge.call(
    'membershipsApi.getLists',
    () => run(members, 'getLists', '0-1', a),
    ({results}) => results[0]?.['listId'] === one,
  )
  await judge.call(
    'membershipsApi.addAllFromList',
    async () => {
      await run(members, 'addAllFromList', two, one)
      return inList(two)
    },
    ({results}) => results.length === 2,
  )
  await judge.call(
    'membershipsApi.remove',
    () => run(members, 'remove', two, [a]),
    reply => holds(reply['recordIdsRemoved'], {0: a}),
  )
  await judge.call(
    'membershipsApi.addAndRemove',
    () => run(members, 'addAndRemove', two, {recordIdsToAdd: [a], recordIdsToRemove: [b]}),
    reply => holds(reply['recordsIdsAdded'], {0: a}) && holds(reply['recordIdsRemoved'], {0: b}),
  )
  await judge.call(
    'membershipsApi.removeAll',
    async () => {
      await run(members, 'removeAll', two)
      return inList(two)
    },
    ({results}) => results.length === 0,
  )
  await judge.call(
    'listsApi.remove',
    async () => {
      await run(lists, 'remove', one)
      return run(lists, 'getAll', [one])
    },
    reply => holds(reply['lists'], {length: 0}),
  )
  await judge.call(
    'listsApi.restore',
    async () => {
      await run(lists, 'restore', one)
      return inList(one)
    },
    ({results}) => results.length === 2,
  )
}

export async function callImports(judge: Judge, {crm}: Client): Promise<void> {
  const [core, errors] = [loose(crm.imports.coreApi), loose(crm.imports.publicImportsApi)]
  const run = (api: typeof core, name: string, ...args: readonly unknown[]) =>
    api[name]?.(...args) ?? Promise.reject(new Error(`no method ${name}`))
  const column = (columnName: string, propertyName: string) => ({columnObjectTypeId: '0-1', columnName, propertyName})
  const fileImportPage = {
    hasHeader: true,
    columnMappings: [column('E-mail', 'email'), column('Since', 'customer_since')],
  }
  const request = {
    name: 'SDK',
    importOperations: {'0-1': 'UPSERT'},
    dateFormat: 'DAY_MONTH_YEAR',
    files: [{fileName: 'people.csv', fileFormat: 'CSV', fileImportPage}],
  }
  const csv = 'E-mail,Since\nimp1@example.com,31.12.2024\n"imp2@example.com",never\n'
  const file = {data: Buffer.from(csv), name: 'people.csv'}
  const started = await judge.call(
    'coreApi.create',
    () => run(core, 'create', file, JSON.stringify(request)),
    reply => reply['state'] === 'STARTED',
  )
  const id = Number(started?.id)
  await judge.call(
    'coreApi.getById',
    () => run(core, 'getById', id),
    reply => reply['state'] === 'DONE' && JSON.stringify(reply).includes('"CREATED_OBJECTS":2'),
  )
  await judge.call(
    'publicImportsApi.getErrors',
    () => run(errors, 'getErrors', id, undefined, undefined, true, true),
    ({results}) =>
      results.length === 1 &&
      results[0]?.['errorType'] === 'COULD_NOT_PARSE_DATE' &&
      results[0]?.['invalidValue'] === 'never',
  )
  await judge.call(
    'coreApi.getPage',
    () => run(core, 'getPage'),
    ({results}) => results.length === 1,
  )
  await judge.refused('coreApi.cancel', 400, () => run(core, 'cancel', id))
}
