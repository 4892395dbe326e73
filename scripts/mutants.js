// usage: npm run mutants [-- NAME...]
// Breaks one rule after the other in a copy of the tree (test/mutants/*.json: see test/mutants/mutant.mjs) and runs the
// tests and the chaos seeds that should notice.
// Prints who noticed; exits 1 when nobody did, for then a rule is not tested.
import {execFile} from 'node:child_process'
import {cp, mkdtemp, rm, symlink} from 'node:fs/promises'
import {availableParallelism, tmpdir} from 'node:os'
import {join} from 'node:path'
import {fileURLToPath} from 'node:url'
import {seedsWith} from '../test/chaos/traits.mjs'
import {breakRule, mendRule, readMutants} from '../test/mutants/mutant.mjs'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
/** What the tests of mutants need of the tree. */
const PARTS = [
  'src',
  'test',
  'scripts',
  'bin',
  'docs',
  'examples',
  'package.json',
  'oclif.manifest.json',
  'tsconfig.json',
  'vitest.config.ts',
]
/** Seeds of a mutant's kind that are played. */
const SEEDS = 12

const wanted = process.argv.slice(2)
const mutants = (await readMutants(join(ROOT, 'test', 'mutants'))).filter(
  ({name}) => wanted.length === 0 || wanted.includes(name),
)
const tree = await mkdtemp(join(tmpdir(), 'hubspot-push-mutants-'))
try {
  await copyTree()
  await mustPassUnbroken()
  const survivors = []
  for (const mutant of mutants) if (!(await isCaught(mutant))) survivors.push(mutant.name)
  print(survivors.length === 0 ? `${mutants.length} mutants, all caught` : `survived: ${survivors.join(', ')}`)
  if (survivors.length > 0) process.exitCode = 1
} finally {
  await rm(tree, {recursive: true, force: true})
}

/** Without node_modules, which are the same for all, and without what was built. */
async function copyTree() {
  for (const part of PARTS) await cp(join(ROOT, part), join(tree, part), {recursive: true})
  await symlink(join(ROOT, 'node_modules'), join(tree, 'node_modules'))
}

/** Else everything would seem caught. */
async function mustPassUnbroken() {
  await must('npm', ['run', '--silent', 'build'])
  await must('npx', ['vitest', 'run', ...new Set(mutants.flatMap(({tests}) => tests))])
}

async function isCaught({name, what, tests, seeds: trait, edits}) {
  await breakRule(tree, edits)
  await run('npx', ['tsc', '-p', 'tsconfig.json']) // writes what it can: a broken rule may break a type as well
  await must('node', ['scripts/bundle.js'])
  const byTests = await run('npx', ['vitest', 'run', ...tests])
  const byChaos = trait === undefined ? undefined : await run('node', ['scripts/chaos.js', ...chaosArgs(trait)])
  await mendRule(tree, edits)
  print(
    `${name}: ${what}\n    tests ${verdictOf(byTests)}${byChaos === undefined ? '' : `; chaos ${verdictOf(byChaos)}`}`,
  )
  for (const line of [...firstOf(byTests, /^ *(?:FAIL|×) .*/m), ...firstOf(byChaos, /^seed \d+: \d+ rows.*/m)])
    print(`    ${line.trim()}`)
  return byTests.code !== 0 || (byChaos !== undefined && byChaos.code !== 0)
}

function chaosArgs(trait) {
  return [
    '--lanes',
    String(2 * availableParallelism()),
    ...seedsWith(trait, SEEDS).flatMap(seed => ['--seed', String(seed)]),
  ]
}

function verdictOf({code}) {
  return code === 0 ? 'saw nothing' : 'caught it'
}

function firstOf(result, pattern) {
  return pattern.exec(result?.output ?? '')?.slice(0, 1) ?? []
}

function run(command, args) {
  return new Promise(resolve => {
    execFile(command, args, {cwd: tree, maxBuffer: 64 * 1024 * 1024}, (error, stdout, stderr) => {
      resolve({code: error === null ? 0 : 1, output: `${stdout}${stderr}`})
    })
  })
}

async function must(command, args) {
  const {code, output} = await run(command, args)
  if (code !== 0) throw new Error(`${command} ${args.join(' ')} failed:\n${output}`)
}

function print(line) {
  process.stdout.write(`${line}\n`)
}
