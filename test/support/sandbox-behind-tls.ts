import {execFile} from 'node:child_process'
import {readFile} from 'node:fs/promises'
import {request} from 'node:http'
import {createServer} from 'node:https'
import type {AddressInfo} from 'node:net'
import {join} from 'node:path'
import {promisify} from 'node:util'
import {onTestFinished} from 'vitest'
import {startSandbox} from '../../src/sandbox/sandbox.js'
import type {Sandbox, SandboxOptions} from '../../src/sandbox/server/running-sandbox.js'
import {findProgram} from './find-program.js'
import {tempDir} from './temp-dir.js'

interface BehindTls {
  readonly sandbox: Sandbox
  /** A file that makes a program trust it, as NODE_EXTRA_CA_CERTS. */
  readonly certificate: string
  readonly port: number
}

/** A sandbox behind TLS under a name that only a proxy can reach, with a certificate of a company's own. */
export async function sandboxBehindTls(host: string, options: SandboxOptions = {}): Promise<BehindTls> {
  const {key, certificate} = await certified(host)
  const sandbox = await startSandbox(options)
  const server = createServer({key: await readFile(key), cert: await readFile(certificate)}, (incoming, response) => {
    const {method, headers, url} = incoming
    const outgoing = request(`${sandbox.url}${url}`, {method, headers}, reply => {
      response.writeHead(reply.statusCode ?? 502, reply.headers)
      reply.pipe(response)
    })
    incoming.pipe(outgoing)
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(async () => {
    server.closeAllConnections()
    server.close()
    await sandbox.close()
  })
  return {sandbox, certificate, port: (server.address() as AddressInfo).port}
}

async function certified(host: string): Promise<{key: string; certificate: string}> {
  const openssl = findProgram('openssl')
  if (openssl === undefined) throw new Error('CI needs openssl: apt-get install openssl')
  const directory = await tempDir()
  const [key, certificate] = [join(directory, 'key.pem'), join(directory, 'ca.pem')]
  const made = ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2']
  const names = ['-subj', `/CN=${host}`, '-addext', `subjectAltName=DNS:${host}`]
  await promisify(execFile)(openssl, [...made, ...names, '-keyout', key, '-out', certificate])
  return {key, certificate}
}
