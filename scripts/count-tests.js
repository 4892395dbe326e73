// usage: count-tests.js RESULT.json... [-- FAILED STEP...]
// Reads the JSON results of several runs of vitest, such as one per version of Node, named by their files, and prints
// `N passed, N failed, N skipped` of all of them as its last line. Of a failed test it prints the beginning of its
// message: the seed and counterexample of a property are nowhere else, and of a long log only the end may be kept.
// Exits 1 when a test or a step failed, a run is without a result, or a test was skipped although the shared material
// is there.
import {existsSync, readFileSync} from 'node:fs'
import {basename} from 'node:path'
import {stripVTControlCharacters} from 'node:util'

const given = process.argv.slice(2)
const end = given.includes('--') ? given.indexOf('--') : given.length
const failedSteps = given.slice(end + 1)
const hasMaterial = (process.env.HUBSPOT_PUSH_SHARED ?? '') !== ''

const runs = given.slice(0, end).map(countsOf)
for (const step of failedSteps) print(`failed step: ${step}`)

const [passed, failed, skipped] = ['passed', 'failed', 'skipped'].map(name =>
  runs.reduce((sum, run) => sum + run[name], 0),
)
const isFine =
  runs.length > 0 && runs.every(run => run.isFine) && failedSteps.length === 0 && !(hasMaterial && skipped > 0)
print(`${passed} passed, ${failed} failed, ${skipped} skipped`)
process.exitCode = isFine ? 0 : 1

/** Tells what went wrong in a run, and counts it. */
function countsOf(path) {
  const run = basename(path, '.json')
  if (!existsSync(path)) print(`${run}: no result`)
  const {success, testResults} = existsSync(path)
    ? JSON.parse(readFileSync(path, 'utf8'))
    : {success: false, testResults: []}
  const tests = testResults.flatMap(file => file.assertionResults)
  const broken = testResults.filter(
    file => file.status === 'failed' && file.assertionResults.every(test => test.status !== 'failed'),
  )
  const passed = tests.filter(test => test.status === 'passed')
  const failed = tests.filter(test => test.status === 'failed')
  const skipped = tests.filter(test => test.status !== 'passed' && test.status !== 'failed')
  const why = hasMaterial ? ', though its material is there' : ' for want of the shared material or of a program'
  for (const test of failed) print(`${run}: failed: ${test.fullName}${reasonOf(test)}`)
  for (const file of broken) print(`${run}: failed to load: ${file.name}`)
  for (const test of skipped) print(`${run}: skipped${why}: ${test.fullName}`)
  const bad = failed.length + broken.length
  return {
    passed: passed.length,
    failed: bad,
    skipped: skipped.length,
    isFine: success && passed.length > 0 && bad === 0,
  }
}

function reasonOf({failureMessages = []}) {
  const message = stripVTControlCharacters(failureMessages.join('\n')).trim()
  if (message === '') return ''
  const lines = message.slice(0, 2000).split('\n').slice(0, 12)
  return `\n${lines.map(line => `  ${line}`).join('\n')}`
}

function print(line) {
  process.stdout.write(`${line}\n`)
}
