#!/usr/bin/env bash
# n8n-nodes-base 2.41.2, HubSpot node 2.2: `engagement create` of a meeting sends the times that a user picks as seconds since 1970, and
# engagements v1 has milliseconds: the meeting lies in January 1970. Its tasks, calls and deals' dates are milliseconds. Seen 2026-11-29.
# Whoever tests such a flow against the sandbox finds the meeting there as HubSpot would keep it.
set -euo pipefail

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"
npm init --yes >/dev/null
{
  tar xzf "$(npm pack --silent n8n-nodes-base@2.41.2)"
  npm install --silent --no-audit --no-fund --ignore-scripts --legacy-peer-deps \
    n8n-workflow@2.41.0 change-case@5.4.4 moment-timezone@0.5.48 lodash@4.18.1
} >npm.log 2>&1 || { tail -n 5 npm.log; exit 2; }

cat >try.cjs <<'JS'
const {Hubspot} = require('./package/dist/nodes/Hubspot/Hubspot.node.js')

async function main() {
  const sent = []
  const parameters = {
    ...{authentication: 'appToken', resource: 'engagement', operation: 'create', type: 'meeting'},
    ...{'additionalFields.associations': undefined, additionalFields: {}},
    metadata: {title: 'Review', startTime: '2026-12-01T10:00:00Z', endTime: '2026-12-01T11:00:00Z'},
  }
  await new Hubspot().getNodeType(2.2).execute.call({
    getNode: () => ({type: 'n8n-nodes-base.hubspot', typeVersion: 2.2, name: 'HubSpot', parameters}),
    getInputData: () => [{json: {}}],
    getNodeParameter: (name, _item, fallback) => parameters[name] ?? fallback,
    continueOnFail: () => false,
    helpers: {
      requestWithAuthentication: async (_credential, {uri, body}) => sent.push({uri, ...body}) && {},
      returnJsonArray: data => [data].flat().map(json => ({json})),
      constructExecutionMetaData: items => items,
    },
  })
  const [{uri, metadata}] = sent
  const {startTime} = metadata
  console.log(`${uri}: startTime ${startTime}, in milliseconds ${new Date(startTime).toISOString()}`)
  const isAsSeen = uri.endsWith('/engagements/v1/engagements') && startTime === Date.UTC(2026, 11, 1, 10) / 1000
  if (!isAsSeen) console.log('changed')
  process.exitCode = isAsSeen ? 0 : 1
}

main()
JS
node try.cjs
