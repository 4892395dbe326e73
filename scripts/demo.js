// The first thing a newcomer runs: a push into the built-in sandbox, its refused rows, and the same push again.
// Exits 0 only if every step ended as expected; needs no login and no network, and leaves nothing behind.
import {spawn} from 'node:child_process'
import {once} from 'node:events'
import {mkdtemp, rm} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {fileURLToPath} from 'node:url'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const PUSH = ['push', 'examples/contacts.csv', '--profile', 'sandbox', '--object', 'CONTACT', '--yes']

/** 300 rows of 286 people: 8 rows say something new of a person further up, 6 cannot be written. */
const STEPS = [
  {
    title: 'Push 300 rows into the built-in sandbox',
    args: PUSH,
    exitCode: 3,
    shows: ['286 created, 8 updated', 'INVALID_EMAIL'],
  },
  {
    title: 'Look at the rejected rows',
    args: ['rejects'],
    exitCode: 0,
    shows: ['example.con', 'fax', 'INVALID_DATE', 'KEY_MISSING'],
  },
  {
    title: 'Push the same file again: nothing is created twice',
    args: PUSH,
    exitCode: 3,
    shows: ['0 created, 294 updated'],
  },
]

const home = await mkdtemp(join(tmpdir(), 'hubspot-push-demo-'))
try {
  for (const step of STEPS) await run(step, home)
  print('That was hubspot-push. Next: install it as the README says, and then hubspot-push login\n')
} catch (error) {
  process.stderr.write(`\nThe demo did not end as expected: ${error.message}\n`)
  process.exitCode = 1
} finally {
  await rm(home, {recursive: true, force: true})
}

async function run({title, args, exitCode, shows}, directory) {
  print(`\n${title}\n$ hubspot-push ${args.join(' ')}\n\n`)
  const child = spawn(process.execPath, ['bin/run.js', ...args], {
    cwd: ROOT,
    env: demoEnv(directory),
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let stdout = ''
  child.stdout.setEncoding('utf8').on('data', piece => {
    stdout += piece
    print(piece)
  })
  const [code] = await once(child, 'close')
  if (code !== exitCode) throw new Error(`"${args[0]}" ended with exit code ${code} instead of ${exitCode}.`)
  const missing = shows.find(text => !stdout.includes(text))
  if (missing !== undefined) throw new Error(`"${args[0]}" did not show "${missing}".`)
}

/** The caller's environment without anything that could lead to a real portal. */
function demoEnv(directory) {
  const own = Object.entries(process.env).filter(([name]) => !name.startsWith('HUBSPOT_'))
  return {
    ...Object.fromEntries(own),
    HUBSPOT_PUSH_DATA_DIR: join(directory, 'data'),
    HUBSPOT_PUSH_CONFIG_DIR: join(directory, 'config'),
    HUBSPOT_PUSH_CACHE_DIR: join(directory, 'cache'),
  }
}

function print(text) {
  process.stdout.write(text)
}
