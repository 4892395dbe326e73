import {onTestFinished} from 'vitest'
import {startSandbox} from '../../../src/sandbox/sandbox.js'
import type {Sandbox, SandboxOptions} from '../../../src/sandbox/server/running-sandbox.js'

/** One request and its reply, as they crossed the socket. */
export interface Exchange {
  readonly method: string
  readonly path: string
  readonly sent: unknown
  readonly status: number
  readonly headers: Headers
  /** Parsed JSON; the text of anything else; undefined for none. */
  readonly body: unknown
}

/** A sandbox over its socket that remembers what passed. */
export interface Probe {
  readonly sandbox: Sandbox
  readonly exchanges: readonly Exchange[]
  /** JSON bodies; text is sent as it is. */
  call(method: string, pathAndQuery: string, body?: unknown, token?: string): Promise<Exchange>
  /** Any body, with these headers besides the token. */
  send(method: string, path: string, body: string, headers: Readonly<Record<string, string>>): Promise<Exchange>
  form(path: string, fields: Readonly<Record<string, string>>): Promise<Exchange>
}

export const NO_SCOPES = 'token-without-scopes'

/** Closed with the test. `NO_SCOPES` is a token that may do nothing. */
export async function startProbe(options: SandboxOptions = {}): Promise<Probe> {
  const sandbox = await startSandbox({limits: false, tokens: [{token: NO_SCOPES, scopes: []}], ...options})
  onTestFinished(() => sandbox.close())
  const exchanges: Exchange[] = []
  const exchange = async (path: string, init: RequestInit, sent: unknown): Promise<Exchange> => {
    const reply = await fetch(sandbox.url + path, {...init, redirect: 'manual'})
    const text = await reply.text()
    const isJson = reply.headers.get('content-type')?.startsWith('application/json') === true
    const body = text === '' ? undefined : isJson ? JSON.parse(text) : text
    const done = {
      method: init.method ?? 'GET',
      path: path.split('?')[0] ?? '',
      sent,
      status: reply.status,
      headers: reply.headers,
      body,
    }
    exchanges.push(done)
    return done
  }
  return {
    sandbox,
    exchanges,
    call: (method, path, body, token = sandbox.token) =>
      exchange(
        path,
        {
          method,
          headers: {authorization: `Bearer ${token}`, 'content-type': 'application/json'},
          ...(body === undefined ? {} : {body: typeof body === 'string' ? body : JSON.stringify(body)}),
        },
        body,
      ),
    send: (method, path, body, headers) =>
      exchange(path, {method, body, headers: {authorization: `Bearer ${sandbox.token}`, ...headers}}, body),
    form: (path, fields) => exchange(path, {method: 'POST', body: new URLSearchParams(fields)}, fields),
  }
}
