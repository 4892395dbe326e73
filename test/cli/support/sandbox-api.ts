import type {SandboxProcess} from '../../support/sandbox-process.js'

type Properties = Readonly<Record<string, string>>

/** What somebody else does in the portal, by HubSpot's own routes. */
export async function createContact(sandbox: SandboxProcess, properties: Properties): Promise<string> {
  const {id} = (await ask(sandbox, 'POST', '/crm/v3/objects/contacts', {properties})) as {id: string}
  return id
}

export async function changeContact(sandbox: SandboxProcess, id: string, properties: Properties): Promise<void> {
  await ask(sandbox, 'PATCH', `/crm/v3/objects/contacts/${id}`, {properties})
}

export async function createTextProperty(sandbox: SandboxProcess, name: string): Promise<void> {
  const body = {name, label: name, groupName: 'contactinformation', type: 'string', fieldType: 'text'}
  await ask(sandbox, 'POST', '/crm/v3/properties/contacts', body)
}

async function ask({url, token}: SandboxProcess, method: string, path: string, body: unknown): Promise<unknown> {
  const headers = {authorization: `Bearer ${token}`, 'content-type': 'application/json'}
  const reply = await fetch(url + path, {method, headers, body: JSON.stringify(body)})
  const text = await reply.text()
  if (!reply.ok) throw new Error(`${method} ${path}: ${reply.status} ${text}`)
  return JSON.parse(text)
}
