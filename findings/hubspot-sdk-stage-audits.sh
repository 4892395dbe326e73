#!/usr/bin/env bash
# @hubspot/api-client 13.5.0 and 14.0.1: `crm.pipelines.pipelineStageAuditsApi.getAudit(objectType, stageId)` has no parameter for the
# pipeline, and sends its path with the placeholder itself, so that no portal can answer it. Seen 2026-11-29. The sandbox answers the
# path without a placeholder; test/sandbox/foreign expects the 404 of this one.
set -euo pipefail

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund sdk13@npm:@hubspot/api-client@13.5.0 sdk14@npm:@hubspot/api-client@14.0.1 >npm.log 2>&1 ||
  { tail -n 5 npm.log; exit 2; }

cat >try.cjs <<'JS'
const {once} = require('node:events')
const {createServer} = require('node:http')

async function main() {
  const paths = []
  const server = createServer((request, reply) => {
    paths.push(decodeURI(request.url))
    reply.setHeader('content-type', 'application/json')
    reply.end('{"results": []}')
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const basePath = `http://127.0.0.1:${server.address().port}`
  for (const name of ['sdk13', 'sdk14']) {
    const {Client} = require(name)
    const {crm} = new Client({accessToken: 'none', basePath})
    await crm.pipelines.pipelineStageAuditsApi.getAudit('deals', 'stage-1')
    const {version} = require(`./node_modules/${name}/package.json`)
    console.log(`@hubspot/api-client ${version} asked for ${paths.at(-1)}`)
  }
  server.close()
  const isAsSeen = paths.every(path => path === '/crm/v3/pipelines/deals/{pipelineId}/stages/stage-1/audit')
  if (!isAsSeen) console.log('changed')
  process.exitCode = isAsSeen && paths.length === 2 ? 0 : 1
}

main()
JS
node try.cjs
