// usage: node worker.js QUEUE-URL NAME
// One machine: takes a job, runs the real program for it, renews the lease while it runs, and gives the job up (kills
// the program) as soon as the lease is lost. Ends when the queue has nothing for a while.
import {spawn} from 'node:child_process'
import {once} from 'node:events'
import {fileURLToPath} from 'node:url'

const BIN = fileURLToPath(new URL('../../bin/run.js', import.meta.url))
const [, , queue, worker] = process.argv

async function ask(route, said) {
  const reply = await fetch(`${queue}/${route}`, {method: 'POST', body: JSON.stringify({worker, ...said})})
  return reply.status === 204 ? undefined : reply.json()
}

async function work(job) {
  const {file, portalId, token, url, home, flags, attempt, leaseMs} = job
  const args = ['push', file, '--object', 'CONTACT', '--portal', String(portalId), '--quiet', '--json', ...flags]
  const child = spawn(process.execPath, [BIN, ...args], {
    env: {
      PATH: process.env.PATH,
      HOME: home,
      NODE_ENV: 'production',
      HUBSPOT_PUSH_DATA_DIR: `${home}/data`,
      HUBSPOT_PUSH_CONFIG_DIR: `${home}/config`,
      HUBSPOT_PUSH_CACHE_DIR: `${home}/cache`,
      HUBSPOT_PUSH_KEYCHAIN: '0',
      HUBSPOT_PUSH_API_URL: url,
      HUBSPOT_ACCESS_TOKEN: token,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let stdout = ''
  child.stdout.setEncoding('utf8').on('data', piece => {
    stdout += piece
  })
  const renewing = setInterval(async () => {
    const {isYours} = await ask('renew', {attempt}).catch(() => ({isYours: false}))
    if (!isYours) child.kill('SIGKILL') // at once: what it sends from now on may meet another worker's
  }, leaseMs / 3)
  const [code] = await once(child, 'close')
  clearInterval(renewing)
  await ask('done', {attempt, code, summary: parsed(stdout)}).catch(() => {})
}

function parsed(text) {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

for (let idle = 0; idle < 50; ) {
  const job = await ask('lease').catch(() => process.exit()) // the queue has been closed
  if (job === undefined) {
    idle += 1
    await new Promise(resolve => setTimeout(resolve, 100))
    continue
  }
  idle = 0
  await work(job)
}
