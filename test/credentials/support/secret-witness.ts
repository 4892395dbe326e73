import {createServer} from 'node:http'
import type {AddressInfo} from 'node:net'
import {text} from 'node:stream/consumers'
import {onTestFinished} from 'vitest'

/** Stands between the program and a sandbox, passes everything on, and knows every secret that went by. */
export interface SecretWitness {
  readonly url: string
  /** Tokens, codes, verifiers and client secrets, of both directions. */
  secrets(): ReadonlySet<string>
}

const SECRET_FIELDS = new Set([
  'access_token',
  'refresh_token',
  'client_secret',
  'code',
  'code_verifier',
  'token',
  'tokenKey',
])

export async function startWitness(sandboxUrl: string): Promise<SecretWitness> {
  const seen = new Set<string>()
  const learn = (fields: Iterable<readonly [string, unknown]>) => {
    for (const [name, value] of fields) if (SECRET_FIELDS.has(name) && typeof value === 'string') seen.add(value)
  }
  const server = createServer(async (request, response) => {
    const body = await text(request)
    const {authorization, 'content-type': contentType = ''} = request.headers
    if (authorization !== undefined) seen.add(authorization.replace('Bearer ', ''))
    if (contentType.includes('form')) learn(new URLSearchParams(body))
    const headers = {'content-type': contentType, ...(authorization !== undefined && {authorization})}
    const reply = await fetch(sandboxUrl + (request.url ?? '/'), {
      method: request.method ?? 'GET',
      headers,
      redirect: 'manual',
      ...(body !== '' && {body}),
    })
    const answer = await reply.text()
    learn(Object.entries(parseObject(answer)))
    const location = reply.headers.get('location')
    if (location !== null) learn(new URL(location).searchParams)
    const type = reply.headers.get('content-type') ?? 'text/plain'
    response.writeHead(reply.status, {'content-type': type, ...(location !== null && {location})}).end(answer)
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.close()
    server.closeAllConnections()
  })
  return {url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, secrets: () => seen}
}

function parseObject(answer: string): object {
  try {
    return Object(JSON.parse(answer))
  } catch {
    return {}
  }
}
