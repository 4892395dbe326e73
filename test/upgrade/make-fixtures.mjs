// usage: node test/upgrade/make-fixtures.mjs CHECKOUT COMMIT
// Makes test/upgrade/COMMIT: homes as a real run of an older version left them, one a directory. CHECKOUT is that
// version, built.
// Files are text: paths of the home are HOME, the address of its sandbox is not in them; databases are gzip as base64.
import {spawn} from 'node:child_process'
import {once} from 'node:events'
import {mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {dirname, join, relative} from 'node:path'
import {fileURLToPath} from 'node:url'
import {gzipSync} from 'node:zlib'

const [checkout, commit] = process.argv.slice(2)
const BIN = join(checkout, 'bin/run.js')
const TARGET = fileURLToPath(new URL(commit, import.meta.url))
const SLOW = [{path: '/crm/v3/objects/*/batch/upsert', fault: 'latency', ms: 700}]
const SPENT = [{path: '/crm/v3/objects/*/batch/upsert', fault: 'rate-limit', policy: 'DAILY', skip: 2}]

/**
 * What the defaults of newer versions may read differently is in it: words for null, blanks, figures with marks, labels
 * of options.
 */
const ODD = [
  'Ann,1,Lead',
  'NULL,"1,234",lead',
  '  ,1.5,Customer',
  '007,,subscriber',
  'Bob,2,lead',
  'Cid,3,lead',
  'Dan,x,lead',
  ...Array(13).fill('Eve,4,lead'),
]

function peopleCsv(count) {
  const rows = Array.from({length: count}, (_, at) => `p${at + 1}@example.com,${ODD[at % ODD.length]}`)
  return `email,firstname,loyalty_points,lifecyclestage\n${rows.join('\n')}\n`
}

function peopleJsonl(count) {
  return Array.from(
    {length: count},
    (_, at) => `${JSON.stringify({email: `p${at + 1}@example.com`, firstname: at % 50 === 7 ? null : `P${at + 1}`})}\n`,
  ).join('')
}

/**
 * Each in a home of its own: the file, the faults of the sandbox, the commands; `kill` is a signal once rows were
 * settled.
 */
const HOMES = [
  {
    name: 'killed',
    file: {'people.csv': peopleCsv(500)},
    faults: SLOW,
    kill: 'SIGKILL',
    push: ['people.csv', '--concurrency', '1', '--written', 'written.csv'],
  },
  {
    name: 'interrupted',
    file: {'people.csv': peopleCsv(800)},
    faults: SLOW,
    kill: 'SIGTERM',
    push: [
      'people.csv',
      '--concurrency',
      '1',
      '--empty',
      'clear',
      '--set',
      'city=Bern',
      '--map',
      'firstname=First Name',
    ],
  },
  {
    name: 'stopped',
    file: {'people.jsonl': peopleJsonl(400)},
    faults: SPENT,
    push: ['people.jsonl', '--concurrency', '1', '--duplicates', 'each'],
  },
  {
    name: 'unknown',
    file: {'people.csv': peopleCsv(400).replace('firstname', 'Vorname')},
    faults: SPENT,
    push: ['people.csv', '--ignore-unknown', '--concurrency', '1'],
  },
  {name: 'rejected', file: {'people.csv': peopleCsv(20)}, faults: [], push: ['people.csv']},
  {name: 'changes', file: {'people.csv': peopleCsv(60)}, faults: [], push: ['people.csv', '--only-changed']},
]

rmSync(TARGET, {recursive: true, force: true})
for (const home of HOMES) await make(home)

async function make({name, file, faults, push, kill}) {
  const place = mkdtempSync(join(tmpdir(), 'hubspot-push-upgrade-'))
  for (const [path, text] of Object.entries(file)) writeFileSync(join(place, path), text)
  writeFileSync(join(place, 'faults.json'), JSON.stringify(faults))
  const sandbox = start(place, [
    'sandbox',
    '--memory',
    '--no-limits',
    '--seed',
    '1',
    '--faults',
    'faults.json',
    '--json',
  ])
  const [line] = await once(sandbox.stdout, 'data')
  const {url, token} = JSON.parse(line)
  const env = {HUBSPOT_PUSH_API_URL: url, HUBSPOT_PUSH_APP_URL: url, HUBSPOT_ACCESS_TOKEN: token}
  const run = start(place, ['push', ...push, '--object', 'CONTACT', '--json'], env)
  const ended = once(run, 'exit')
  if (kill !== undefined) {
    while (settledRows(place) < 200) await new Promise(resolve => setTimeout(resolve, 20))
    run.kill(kill)
  }
  const [code, signal] = await ended
  sandbox.kill()
  await once(sandbox, 'exit')
  rmSync(join(place, 'faults.json'))
  keep(place, join(TARGET, name))
  process.stdout.write(`${name}: ${signal ?? code}\n`)
  rmSync(place, {recursive: true})
}

function start(place, args, env = {}) {
  const directories = Object.fromEntries(
    ['DATA', 'CONFIG', 'CACHE'].map(word => [`HUBSPOT_PUSH_${word}_DIR`, join(place, word.toLowerCase())]),
  )
  return spawn(process.execPath, [BIN, ...args], {
    cwd: place,
    env: {PATH: process.env.PATH, HOME: place, HUBSPOT_PUSH_KEYCHAIN: '0', ...directories, ...env},
    stdio: ['ignore', 'pipe', 'inherit'],
  })
}

function settledRows(place) {
  try {
    const runs = join(place, 'data/runs')
    const lines = readFileSync(join(runs, readdirSync(runs)[0], 'journal.jsonl'), 'utf8')
      .trim()
      .split('\n')
    return JSON.parse(lines.at(-1)).row
  } catch {
    return 0
  }
}

/** The file itself and the data; the cache is nobody's loss. */
function keep(place, target) {
  for (const entry of readdirSync(place, {recursive: true, withFileTypes: true})) {
    const path = join(entry.parentPath, entry.name)
    const name = relative(place, path)
    if (!entry.isFile() || name.startsWith('cache') || entry.name === 'lock.mdb') continue
    const bytes = readFileSync(path)
    mkdirSync(dirname(join(target, name)), {recursive: true})
    if (bytes.includes(0))
      writeFileSync(
        join(target, `${name}.gz.base64`),
        `${gzipSync(bytes, {level: 9})
          .toString('base64')
          .replaceAll(/.{120}/g, '$&\n')}\n`,
      )
    else writeFileSync(join(target, name), bytes.toString('utf8').replaceAll(place, 'HOME'))
  }
}
