// usage: npm run bench -- [--quick] [--only CASE]... [--output FILE]
// Measures hubspot-push beside the floor, HubSpot's SDK and Airbyte's way, and writes the table to docs/performance.md
// (not with --only).
// Exits 1 when a bar is missed.
import {writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import {fileURLToPath} from 'node:url'
import {parseArgs} from 'node:util'
import {acknowledged} from './cases/acknowledged.js'
import {dryRun} from './cases/dry-run.js'
import {engine} from './cases/engine.js'
import {gone} from './cases/gone.js'
import {limited} from './cases/limited.js'
import {links} from './cases/links.js'
import {memory} from './cases/memory.js'
import {memoryLimit} from './cases/memory-limit.js'
import {requests} from './cases/requests.js'
import {resume} from './cases/resume.js'
import {startUp} from './cases/start-up.js'
import {throughput} from './cases/throughput.js'
import {twoMachines} from './cases/two-machines.js'
import {unchanged} from './cases/unchanged.js'
import {isMissed, lineOf, reportOf} from './report.js'
import {openStage} from './stage.js'

const CASES = {
  ...{throughput, requests, unchanged, acknowledged, gone, limited, 'two-machines': twoMachines, links},
  ...{memory, engine, 'dry-run': dryRun, 'memory-limit': memoryLimit, resume, 'start-up': startUp},
}
const FULL = {
  rows: 200_000,
  rounds: 5,
  seconds: 60,
  fewRows: 10_000,
  manyRows: 1_000_000,
  resumedRows: 10_000_000,
  pairs: 30,
}
const QUICK = {rows: 20_000, rounds: 3, seconds: 25, fewRows: 10_000, manyRows: 100_000, resumedRows: 200_000, pairs: 9}

const {values} = parseArgs({
  options: {quick: {type: 'boolean', default: false}, only: {type: 'string', multiple: true}, output: {type: 'string'}},
})
const chosen = values.only ?? Object.keys(CASES)
const stranger = chosen.find(name => CASES[name] === undefined)
if (stranger !== undefined)
  throw new Error(`There is no case "${stranger}"; there are ${Object.keys(CASES).join(', ')}.`)

const stage = await openStage()
const rows = []
try {
  for (const name of chosen) {
    process.stderr.write(`${name} …\n`)
    const measured = await CASES[name](stage, values.quick ? QUICK : FULL)
    for (const row of measured) process.stdout.write(`${lineOf(row)}\n`)
    rows.push(...measured)
  }
} finally {
  await stage.close()
}
const output =
  values.output ??
  (values.only === undefined ? join(fileURLToPath(new URL('..', import.meta.url)), 'docs/performance.md') : undefined)
if (output !== undefined)
  await writeFile(output, reportOf(rows, {quick: values.quick, date: new Date().toISOString().slice(0, 10)}))
if (rows.some(isMissed)) process.exitCode = 1
