import {spawn} from 'node:child_process'
import {once} from 'node:events'
import {createInterface} from 'node:readline'
import {expect, onTestFinished, test} from 'vitest'
import {startSandbox} from '../../../src/sandbox/sandbox.js'
import type {Sandbox} from '../../../src/sandbox/server/running-sandbox.js'
import {installed} from './installed.js'

interface ToolReply {
  readonly result?: {readonly isError?: boolean; readonly content?: readonly {readonly text?: string}[]}
  readonly error?: {readonly message: string}
}

/** HubSpot's MCP server over its pipes: a call is a tool and its arguments. */
async function openServer(sandbox: Sandbox) {
  const program = installed('@hubspot/mcp-server', '0.4.0').resolve('@hubspot/mcp-server/dist/index.js')
  const env = {...process.env, BASE_URL_OVERRIDE: sandbox.url, PRIVATE_APP_ACCESS_TOKEN: sandbox.token}
  const server = spawn(process.execPath, [program], {env, stdio: ['pipe', 'pipe', 'ignore']})
  onTestFinished(async () => {
    server.kill()
    await once(server, 'close')
  })
  const waiting = new Map<number, (reply: ToolReply) => void>()
  createInterface({input: server.stdout}).on('line', line => {
    const reply = JSON.parse(line) as ToolReply & {id: number}
    waiting.get(reply.id)?.(reply)
  })
  let last = 0
  const send = (method: string, params: object): Promise<ToolReply> => {
    last += 1
    const id = last
    server.stdin.write(`${JSON.stringify({jsonrpc: '2.0', id, method, params})}\n`)
    return new Promise(resolve => waiting.set(id, resolve))
  }
  await send('initialize', {protocolVersion: '2024-11-05', capabilities: {}, clientInfo: {name: 't', version: '1'}})
  return {
    tools: async () => JSON.stringify(await send('tools/list', {})),
    async call(name: string, args: object): Promise<{ok: boolean; text: string}> {
      const {result, error} = await send('tools/call', {name: `hubspot-${name}`, arguments: args})
      const text = result?.content?.map(each => each.text ?? '').join('\n') ?? error?.message ?? ''
      return {ok: error === undefined && result?.isError !== true && !/HubSpot API Error|^Error/.test(text), text}
    },
  }
}

test('HubSpot’s MCP server: every tool about the CRM works, workflows are refused aloud', {
  timeout: 120_000,
}, async () => {
  const sandbox = await startSandbox({limits: false, onNotServed: () => {}})
  onTestFinished(() => sandbox.close())
  const {call, tools} = await openServer(sandbox)
  const used = new Set<string>()
  const works = async (name: string, args: object, shows: string | RegExp) => {
    used.add(name)
    const {ok, text} = await call(name, args)
    expect({name, ok, text}).toEqual({name, ok: true, text: expect.stringMatching(shows)})
    return text
  }
  await works('get-user-details', {}, String(sandbox.portalId))
  const inputs = [{properties: {email: 'a@x.co', lastname: 'L'}}, {properties: {email: 'b@x.co'}}]
  const made = await works('batch-create-objects', {objectType: 'contacts', inputs}, /a@x\.co/)
  const [a = '', b = ''] = [...made.matchAll(/"id":\s*"(\d+)"/g)].map(([, id]) => id ?? '')
  await works('list-objects', {objectType: 'contacts', properties: ['email']}, /b@x\.co/)
  await works('batch-read-objects', {objectType: 'contacts', inputs: [{id: a}], properties: ['lastname']}, /"L"/)
  await works('batch-update-objects', {objectType: 'contacts', inputs: [{id: a, properties: {city: 'Bern'}}]}, /Bern/)
  const filters = [{propertyName: 'city', operator: 'EQ', value: 'Bern'}]
  await works('search-objects', {objectType: 'contacts', filterGroups: [{filters}], properties: ['city']}, /Bern/)
  await works('get-schemas', {}, /subscription_plan/)
  await works('list-properties', {objectType: 'companies'}, /industry/)
  await works('get-property', {objectType: 'companies', propertyName: 'industry'}, /ACCOUNTING/)
  const property = {name: 'mcp', label: 'M', groupName: 'contactinformation', type: 'string', fieldType: 'text'}
  await works('create-property', {objectType: 'contacts', ...property}, /mcp/)
  await works('update-property', {objectType: 'contacts', propertyName: 'mcp', label: 'Changed'}, /Changed/)
  await works('get-association-definitions', {fromObjectType: 'contacts', toObjectType: 'companies'}, /279/)
  const types = [{associationCategory: 'HUBSPOT_DEFINED', associationTypeId: 449}]
  const link = {fromObjectType: 'contacts', toObjectType: 'contacts', types, inputs: [{from: {id: a}, to: {id: b}}]}
  await works('batch-create-associations', link, new RegExp(b))
  await works('list-associations', {objectType: 'contacts', objectId: a, toObjectType: 'contacts'}, new RegExp(b))
  const note = {type: 'NOTE', ownerId: 81540217, associations: {contactIds: [Number(a)]}, metadata: {body: 'called'}}
  const engaged = await works('create-engagement', note, /called/)
  const engagementId = Number(/"id":\s*(\d+)/.exec(engaged)?.[1])
  await works('get-engagement', {engagementId}, new RegExp(`"contactIds":[^\\]]*${a}`))
  const changes = {ownerId: 81540302, associations: {contactIds: [Number(b)]}, metadata: {body: 'written'}}
  await works('update-engagement', {engagementId, ...changes}, /written/)
  const refused = [
    ['list-workflows', {}],
    ['get-workflow', {flowId: '1'}],
  ] as const
  for (const [name, args] of refused) {
    used.add(name)
    const {ok, text} = await call(name, args)
    expect({name, ok, text}).toEqual({name, ok: false, text: expect.stringContaining('501')})
  }
  const links = ['get-link', 'generate-feedback-link'] // pages for people, without a request
  const all = [...(await tools()).matchAll(/"name":"hubspot-([\w-]+)"/g)].map(([, name]) => name ?? '')
  expect(all.filter(name => !used.has(name) && !links.includes(name))).toEqual([])
})
