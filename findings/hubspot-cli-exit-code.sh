#!/usr/bin/env bash
# @hubspot/cli 8.14.0: `hs custom-object` prints what HubSpot refused and exits 0, where `hs api` exits 1 on the same refusal: a script
# takes records that were not created for created. Seen 2026-11-29. test/sandbox/foreign reads its output for that reason.
set -euo pipefail

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts @hubspot/cli@8.14.0 >npm.log 2>&1 || { tail -n 5 npm.log; exit 2; }
openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=api.hubapi.com -addext subjectAltName=DNS:api.hubapi.com \
  -keyout key.pem -out cert.pem 2>/dev/null

cat >hs.yml <<'YAML'
defaultAccount: 123
allowUsageTracking: false
allowAutoUpdates: false
accounts:
  - accountId: 123
    name: test
    env: prod
    accountType: DEVELOPER_TEST
    authType: personalaccesskey
    personalAccessKey: none
    auth: {tokenInfo: {accessToken: none, expiresAt: '2099-01-01T00:00:00.000Z'}}
YAML
echo '{"inputs": [{"properties": {"hull": "DE-1"}}]}' >boats.json

cat >try.mjs <<'JS'
import {execFile} from 'node:child_process'
import {readFileSync} from 'node:fs'
import {createServer} from 'node:https'
import {connect, createServer as createProxy} from 'node:net'

const REFUSAL = {status: 'error', category: 'VALIDATION_ERROR', message: 'Property values were not valid', correlationId: 'a1'}
const asked = []
const server = createServer({key: readFileSync('key.pem'), cert: readFileSync('cert.pem')}, (request, response) => {
  asked.push(`${request.method} ${request.url}`)
  response.writeHead(400, {'content-type': 'application/json'}).end(JSON.stringify(REFUSAL))
})
// The host of the API is fixed: a proxy leads to the server here.
const proxy = createProxy(socket => {
  socket.on('error', () => {}).once('data', () => {
    const there = connect(server.address().port, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n')
      socket.pipe(there).pipe(socket)
    }).on('error', () => socket.destroy())
  })
})
await new Promise(resolve => server.listen(0, '127.0.0.1', resolve))
await new Promise(resolve => proxy.listen(0, '127.0.0.1', resolve))

const env = {
  PATH: process.env.PATH,
  HOME: process.cwd(),
  HTTPS_PROXY: `http://127.0.0.1:${proxy.address().port}`,
  NODE_EXTRA_CA_CERTS: 'cert.pem',
  HUBSPOT_CONFIG_PATH: `${process.cwd()}/hs.yml`,
  NO_UPDATE_NOTIFIER: '1',
}
const run = args =>
  new Promise(resolve => {
    const child = execFile(process.execPath, ['node_modules/@hubspot/cli/bin/hs.js', ...args], {env}, (error, out, err) =>
      resolve({code: error?.code ?? 0, isTold: (out + err).includes(REFUSAL.message), output: out + err}),
    )
    child.stdin.end()
  })
const custom = await run(['custom-object', 'create', 'boat', '--path', 'boats.json'])
const api = await run(['api', '/crm/v3/objects/boat', '--data', '{"properties": {"hull": "DE-1"}}'])
console.log(asked.filter(each => each.startsWith('POST')).join('\n'))
console.log(`hs custom-object create: exit code ${custom.code}, tells the refusal: ${custom.isTold}`)
console.log(`hs api: exit code ${api.code}, tells the refusal: ${api.isTold}`)
const isAsSeen = custom.code === 0 && custom.isTold && api.code === 1 && api.isTold
if (!isAsSeen) console.log(`changed\n${custom.output}\n${api.output}`)
process.exit(isAsSeen ? 0 : 1)
JS
node try.mjs
