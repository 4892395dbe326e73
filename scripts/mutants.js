// usage: npm run mutants [-- NAME...]
// Breaks one rule after the other in a copy of the tree (test/mutants/*.patch) and runs the tests and the chaos seeds that should notice.
// Prints who noticed; exits 1 when nobody did, for then a rule is not tested.
import {execFile} from 'node:child_process'
import {cp, mkdtemp, readdir, readFile, rm, symlink} from 'node:fs/promises'
import {availableParallelism, tmpdir} from 'node:os'
import {basename, join} from 'node:path'
import {fileURLToPath} from 'node:url'
import {seedsWith} from '../test/chaos/traits.mjs'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const PATCHES = join(ROOT, 'test', 'mutants')
/** Seeds of a mutant's kind that are played. */
const SEEDS = 12

const wanted = process.argv.slice(2)
const names = (await readdir(PATCHES)).map(file => basename(file, '.patch')).filter(name => wanted.length === 0 || wanted.includes(name))
const tree = await mkdtemp(join(tmpdir(), 'hubspot-push-mutants-'))
try {
  await copyTree()
  await mustPassUnbroken()
  const survivors = []
  for (const name of names) if (!(await isCaught(name))) survivors.push(name)
  print(survivors.length === 0 ? `${names.length} mutants, all caught` : `survived: ${survivors.join(', ')}`)
  if (survivors.length > 0) process.exitCode = 1
} finally {
  await rm(tree, {recursive: true, force: true})
}

/** Without node_modules, which are the same for all, and without what was built. */
async function copyTree() {
  for (const part of ['src', 'test', 'scripts', 'bin', 'examples', 'package.json', 'tsconfig.json', 'vitest.config.ts'])
    await cp(join(ROOT, part), join(tree, part), {recursive: true})
  await symlink(join(ROOT, 'node_modules'), join(tree, 'node_modules'))
}

/** Else everything would seem caught. */
async function mustPassUnbroken() {
  const headers = await Promise.all(names.map(async name => readHeader(await readFile(join(PATCHES, `${name}.patch`), 'utf8'))))
  await must('npm', ['run', '--silent', 'build'])
  await must('npx', ['vitest', 'run', ...new Set(headers.flatMap(({tests}) => tests))])
}

async function isCaught(name) {
  const path = join(PATCHES, `${name}.patch`)
  const {what, tests, trait} = readHeader(await readFile(path, 'utf8'))
  await must('git', ['apply', path])
  await run('npx', ['tsc', '-p', 'tsconfig.json']) // writes what it can: a broken rule may break a type as well
  await must('node', ['scripts/bundle.js'])
  const byTests = await run('npx', ['vitest', 'run', ...tests])
  const byChaos = trait === undefined ? undefined : await run('node', ['scripts/chaos.js', ...chaosArgs(trait)])
  await must('git', ['apply', '-R', path])
  print(`${name}: ${what}\n    tests ${verdictOf(byTests)}${byChaos === undefined ? '' : `; chaos ${verdictOf(byChaos)}`}`)
  for (const line of [...firstOf(byTests, /^ *(?:FAIL|×) .*/m), ...firstOf(byChaos, /^seed \d+: \d+ rows.*/m)]) print(`    ${line.trim()}`)
  return byTests.code !== 0 || (byChaos !== undefined && byChaos.code !== 0)
}

/** First line: the rule that is broken. Then `tests:` files of vitest, and `seeds:` the trait of the scenarios that show it. */
function readHeader(patch) {
  const [what] = patch.split('\n')
  const tests = /^tests: (.+)$/m.exec(patch)?.[1]?.split(' ') ?? []
  const trait = /^seeds: (\S+)$/m.exec(patch)?.[1]
  return {what, tests, trait}
}

function chaosArgs(trait) {
  return ['--lanes', String(2 * availableParallelism()), ...seedsWith(trait, SEEDS).flatMap(seed => ['--seed', String(seed)])]
}

function verdictOf({code}) {
  return code === 0 ? 'saw nothing' : 'caught it'
}

function firstOf(result, pattern) {
  return pattern.exec(result?.output ?? '')?.slice(0, 1) ?? []
}

function run(command, args) {
  return new Promise(resolve => {
    const env = {...process.env, GIT_CEILING_DIRECTORIES: tmpdir()}
    execFile(command, args, {cwd: tree, env, maxBuffer: 64 * 1024 * 1024}, (error, stdout, stderr) => {
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
