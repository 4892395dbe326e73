import {once} from 'node:events'
import {writeFile} from 'node:fs/promises'
import {createServer, type ServerResponse} from 'node:http'
import type {AddressInfo} from 'node:net'
import {join} from 'node:path'
import {expect, onTestFinished, test} from 'vitest'
import {openPush} from '../../../src/services/open/open-push.js'
import {withCleanup} from '../../../src/shared/with-cleanup.js'
import {tempDir} from '../../support/temp-dir.js'

const EMAIL = {name: 'email', label: 'Email', type: 'string', fieldType: 'text', hasUniqueValue: true}
const REPLIES = new Map<string, object>([
  ['/crm-object-schemas/v3/schemas', {results: []}],
  ['/crm/v3/properties/0-1', {results: [EMAIL]}],
])

/** It says who it is once it was asked for its objects as well. */
async function startPortal(account: {readonly status: number; readonly body: object}) {
  const asked: string[] = []
  const waiting: (() => void)[] = []
  const server = createServer(({url = ''}, response) => {
    const path = new URL(url, 'http://localhost').pathname
    asked.push(path)
    if (path.startsWith('/account-info')) waiting.push(() => reply(response, account.status, account.body))
    else reply(response, REPLIES.has(path) ? 200 : 404, REPLIES.get(path) ?? {})
    if (asked.includes('/crm-object-schemas/v3/schemas')) for (const answer of waiting.splice(0)) answer()
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => void server.close())
  return {asked, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`}
}

function reply(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, {'content-type': 'application/json'}).end(JSON.stringify(body))
}

async function open(apiUrl: string): Promise<string> {
  const home = await tempDir()
  await writeFile(join(home, 'people.csv'), 'email\nann@example.com\n')
  const request = {
    env: {
      HUBSPOT_ACCESS_TOKEN: 'pat-na1-00000000-0000-4000-8000-000000000000',
      HUBSPOT_PUSH_API_URL: apiUrl,
      HUBSPOT_PUSH_KEYCHAIN: '0',
    },
    dirs: {data: home, config: home, cache: home},
    file: join(home, 'people.csv'),
    object: 'CONTACT',
    duplicates: 'apply',
    map: [],
    ignore: [],
    ignoreUnknown: false,
  } as const
  return withCleanup(async defer => {
    const {plan} = await openPush(request, {stop: new AbortController().signal, onEvent: () => {}}, defer)
    return plan.object.name
  })
}

test('the objects of a portal are asked for, once, while it is looked which portal this is', async () => {
  const {asked, url} = await startPortal({status: 200, body: {portalId: 7}})
  expect(await open(url)).toBe('contacts')
  expect(asked.map(path => path.split('/')[1]).sort()).toEqual(['account-info', 'crm', 'crm', 'crm-object-schemas'])
})

test('a token that is refused is told as such, whatever became of the objects', async () => {
  const {url} = await startPortal({status: 401, body: {category: 'INVALID_AUTHENTICATION', message: 'no'}})
  await expect(open(url)).rejects.toMatchObject({code: 'TOKEN_INVALID'})
})
