// Says in one line that this Node is too old, before anything is loaded that it cannot read or would fail in later.
// Written as Node 4 reads it. `node bin/check-node.js` by itself is for the scripts of package.json.
'use strict'

/** As in "engines" of package.json; a test compares the two. */
const OLDEST = [20, 19]

/** Undefined for a Node that will do, else what to tell. `version` is that of process.versions.node. */
function refusal(version) {
  const parts = version.split('.').map(Number)
  if (parts[0] > OLDEST[0] || (parts[0] === OLDEST[0] && parts[1] >= OLDEST[1])) return undefined
  return `hubspot-push needs Node ${OLDEST.join('.')} or newer, but this is Node ${version}. Nothing was done.`
}

/** As every error is told: on stderr, and under --json as one object on stdout, too. */
function tell(message, argv) {
  const end = argv.indexOf('--')
  const flags = end < 0 ? argv : argv.slice(0, end)
  const next = ['install Node 24, or 22, from https://nodejs.org/en/download']
  process.stderr.write(`Error: ${message}\n`)
  if (flags.indexOf('--json') < 0) return
  process.stdout.write(`${JSON.stringify({error: {code: 'USAGE', message: message, next: next}})}\n`)
}

/** Exit code 2 is set, and told why, where this Node is too old. */
function check() {
  const message = refusal(process.versions.node)
  if (message === undefined) return true
  process.exitCode = 2
  tell(message, process.argv.slice(2))
  return false
}

module.exports = {check: check, refusal: refusal}
if (require.main === module) check()
