import {expect, onTestFinished, test} from 'vitest'
import {startSandbox} from '../../../src/sandbox/sandbox.js'

test('POST /_sandbox/restore/TYPE/ID takes a record back, or says why not', async () => {
  const sandbox = await startSandbox({})
  onTestFinished(() => sandbox.close())
  const headers = {authorization: `Bearer ${sandbox.token}`, 'content-type': 'application/json'}
  const call = (method: string, path: string, body?: unknown) =>
    fetch(`${sandbox.url}${path}`, {method, headers, ...(body !== undefined && {body: JSON.stringify(body)})})
  const created = await call('POST', '/crm/v3/objects/contacts', {properties: {email: 'ann@x.co'}, associations: []})
  const {id} = (await created.json()) as {id: string}
  const restore = async (path: string) => (await call('POST', `/_sandbox/restore/${path}`)).status
  expect(await restore(`contacts/${id}`)).toBe(400)
  await call('DELETE', `/crm/v3/objects/contacts/${id}`)
  expect([await restore('nothing/1'), await restore('contacts/x'), await restore(`contacts/${id}`)]).toEqual([
    400, 404, 204,
  ])
  expect((await call('GET', `/crm/v3/objects/contacts/${id}`)).status).toBe(200)
})
