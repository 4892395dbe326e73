#!/usr/bin/env bash
# n8n-nodes-base 2.41.2, HubSpot node: what is asked of a read is lost. Version 2.2: `deal get` with one property chosen sends no query,
# and gets every property. Version 1: `contact getAll` with "return all" collects a field called `propertyName`, which no reply has:
# none of the contacts comes out, without an error. Seen 2026-11-29. test/sandbox/foreign runs version 1 without "return all" for that
# reason.
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

async function run(typeVersion, chosen, reply) {
  const queries = []
  const parameters = {authentication: 'appToken', ...chosen}
  const request = async (_credential, {qs}) => queries.push({...qs}) && reply
  const [items] = await new Hubspot().getNodeType(typeVersion).execute.call({
    getNode: () => ({type: 'n8n-nodes-base.hubspot', typeVersion, name: 'HubSpot', parameters}),
    getInputData: () => [{json: {}}],
    getNodeParameter: (name, _item, fallback) => parameters[name] ?? fallback,
    continueOnFail: () => false,
    getCredentials: async () => ({appToken: 'none'}),
    helpers: {
      request: options => request('', options),
      requestWithAuthentication: request,
      returnJsonArray: data => [data].flat().map(json => ({json})),
      constructExecutionMetaData: made => made,
    },
  })
  return {queries, items}
}

async function main() {
  const propertiesCollection = {propertiesValues: {properties: ['amount'], propertyMode: 'valueOnly'}}
  const deal = await run(
    2.2,
    {resource: 'deal', operation: 'get', dealId: '7', filters: {propertiesCollection}},
    {dealId: 7, properties: {}},
  )
  console.log(`2.2, deal get, one property chosen: the query is ${JSON.stringify(deal.queries[0])}`)
  const contacts = await run(
    1,
    {resource: 'contact', operation: 'getAll', returnAll: true, additionalFields: {}},
    {contacts: [{vid: 1}, {vid: 2}], 'has-more': false, 'vid-offset': 2},
  )
  console.log(`1, contact getAll, return all: 2 contacts in the reply, ${contacts.items.length} items`)
  const isAsSeen = Object.keys(deal.queries[0]).length === 0 && contacts.items.length === 0
  if (!isAsSeen) console.log('changed')
  process.exitCode = isAsSeen ? 0 : 1
}

main()
JS
node try.cjs
