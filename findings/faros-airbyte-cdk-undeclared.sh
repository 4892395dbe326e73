#!/usr/bin/env bash
# faros-airbyte-cdk 0.23.19, a CDK of Airbyte for Node: its package does not name all that it requires, so that a plain installation of it
# cannot be loaded. Seen 2026-11-29: commander, lodash and faros-js-client had to be installed beside it; then its reader took our output.
set -euo pipefail

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts faros-airbyte-cdk@0.23.19 >npm.log 2>&1 || { tail -n 5 npm.log; exit 2; }

cat >try.cjs <<'JS'
const {dependencies} = require('faros-airbyte-cdk/package.json')
let missing
try {
  require('faros-airbyte-cdk')
} catch (error) {
  missing = /Cannot find module '([^']+)'/.exec(error.message)?.[1]
}
console.log(`faros-airbyte-cdk 0.23.19 ${missing === undefined ? 'loads' : `requires ${missing}`}`)
const isAsSeen = missing === 'commander' && !Object.hasOwn(dependencies, 'commander')
if (!isAsSeen) console.log('changed')
process.exitCode = isAsSeen ? 0 : 1
JS
node try.cjs
