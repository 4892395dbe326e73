// usage: count-tests.js RESULT.json [FAILED STEP]...
// Reads vitest's JSON result and prints `N passed, N failed, N skipped` as its last line.
// Exits 1 when a test or a step failed, and when a test was skipped although the shared material is there.
import {existsSync, readFileSync} from 'node:fs'

const [path, ...failedSteps] = process.argv.slice(2)
const hasMaterial = (process.env.HUBSPOT_PUSH_SHARED ?? '') !== ''

const result = existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : {success: false, testResults: []}
const tests = result.testResults.flatMap(file => file.assertionResults)
const brokenFiles = result.testResults.filter(
  file => file.status === 'failed' && file.assertionResults.every(test => test.status !== 'failed'),
)
const passed = tests.filter(test => test.status === 'passed')
const failed = tests.filter(test => test.status === 'failed')
const skipped = tests.filter(test => test.status !== 'passed' && test.status !== 'failed')

for (const test of failed) print(`failed: ${test.fullName}`)
for (const file of brokenFiles) print(`failed to load: ${file.name}`)
for (const test of skipped)
  print(`skipped${hasMaterial ? ', though its material is there' : ' for want of the shared material or of a program'}: ${test.fullName}`)
for (const step of failedSteps) print(`failed step: ${step}`)

const bad = failed.length + brokenFiles.length
const isFine = result.success && passed.length > 0 && bad === 0 && failedSteps.length === 0 && !(hasMaterial && skipped.length > 0)
print(`${passed.length} passed, ${bad} failed, ${skipped.length} skipped`)
process.exitCode = isFine ? 0 : 1

function print(line) {
  process.stdout.write(`${line}\n`)
}
