import {onTestFinished} from 'vitest'
import type {SandboxReply, SandboxRequest} from '../../src/sandbox/basics/messages.js'
import {answerOwn} from '../../src/sandbox/control/answer-own.js'
import {DEFAULT_PORTAL_ID} from '../../src/sandbox/crm/crm.js'
import type {OpenCrm} from '../../src/sandbox/server/open-portal.js'
import type {Sandbox, SandboxOptions} from '../../src/sandbox/server/running-sandbox.js'
import {serveSandbox} from '../../src/sandbox/server/serve-sandbox.js'

export const UPSERT = '/crm/v3/objects/contacts/batch/upsert'

/** A sandbox whose CRM only remembers the ids it was sent, for tests of what stands before it. Closed with the test. */
export async function startFrontOnly(options: SandboxOptions = {}): Promise<Sandbox> {
  const sandbox = await serveSandbox(options, openIdKeeper, answerOwn)
  onTestFinished(() => sandbox.close())
  return sandbox
}

const openIdKeeper: OpenCrm = () => {
  const ids: string[] = []
  return {
    handle: request => (request.path.startsWith('/crm/') ? answer(request, ids) : undefined),
    methodsAt: path => (path.startsWith('/crm/') ? ['GET', 'POST'] : []),
    records: () => ids.map(id => ({id, createdAtMs: 0, updatedAtMs: 0, properties: {}})),
    restore: () => undefined,
    associations: () => [],
    portalId: DEFAULT_PORTAL_ID,
    objects: () => [],
    record: () => undefined,
    seed: () => undefined,
    exportData: () => [],
    hasSeedData: () => false,
    runImports: () => false,
    clear: () => void ids.splice(0),
    snapshot: () => [],
    putBack: () => undefined,
    close: () => undefined,
  }
}

function answer({method, body}: SandboxRequest, ids: string[]): SandboxReply {
  if (method !== 'POST') return {status: 200, body: {results: []}}
  const parsed: {inputs?: {id: string}[]} = JSON.parse(body)
  const inputs = parsed.inputs ?? []
  ids.push(...inputs.map(({id}) => id))
  return {status: 200, body: {status: 'COMPLETE', results: inputs.map(({id}) => ({id, new: true, properties: {}}))}}
}

/** The ids that reached the CRM, in order. */
export function appliedIds(sandbox: Sandbox): unknown[] {
  return [...sandbox.records('contacts')].map(({id}) => id)
}

/** Upserts contacts with these ids; rejects as fetch does when no whole reply comes. */
export function upsert(
  sandbox: Pick<Sandbox, 'url' | 'token'>,
  ids: readonly string[],
  init: RequestInit = {},
): Promise<Response> {
  return call(sandbox, UPSERT, {
    method: 'POST',
    body: JSON.stringify({inputs: ids.map(id => ({id, properties: {}}))}),
    ...init,
  })
}

const JSON_TYPE = 'application/json'

/** Any request, with the sandbox's own token unless `headers` has another. */
export function call(
  {url, token}: Pick<Sandbox, 'url' | 'token'>,
  path: string,
  init: RequestInit = {},
): Promise<Response> {
  const usual = {authorization: `Bearer ${token}`, ...(typeof init.body === 'string' && {'content-type': JSON_TYPE})}
  return fetch(url + path, {redirect: 'manual', ...init, headers: {...usual, ...init.headers}})
}
