// usage: node bench/fleet/run.js [--portals 200] [--workers 8] [--kills 20] [--batches 110] [--lease-ms 3000] [--no-leases] [--json]
// Many portals on many machines, in small: one queue, workers that share no disk, workers that are killed in the middle.
// --no-leases delivers every job twice, to show that the referee sees what leases prevent.
// Exits 1 if a key was under way in two attempts at once, a portal does not hold its file, or a wrong token wrote a row.
import {spawn} from 'node:child_process'
import {mkdir, mkdtemp, readFile, rm} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {fileURLToPath} from 'node:url'
import {parseArgs} from 'node:util'
import {cannedReplies} from '../canned-replies.js'
import {writeContacts} from '../files.js'
import {Portal} from './portals.js'
import {Queue} from './queue.js'

const WORKER = fileURLToPath(new URL('worker.js', import.meta.url))
const {values} = parseArgs({
  options: {
    portals: {type: 'string', default: '200'},
    workers: {type: 'string', default: '8'},
    kills: {type: 'string', default: '20'},
    batches: {type: 'string', default: '110'},
    'lease-ms': {type: 'string', default: '3000'},
    'no-leases': {type: 'boolean', default: false},
    json: {type: 'boolean', default: false},
  },
})
const [count, workers, kills, batches, leaseMs] = ['portals', 'workers', 'kills', 'batches', 'lease-ms'].map(name =>
  Number(values[name]),
)

// Twice delivered, the two are in the middle of the same batch: replies that take their time show it for certain.
const LIMIT = {max: 100, intervalMs: 10_000, latencyMs: values['no-leases'] ? [2000, 2500] : [50, 250]}

const directory = await mkdtemp(join(tmpdir(), 'hubspot-push-fleet-'))
const running = new Map()
let nextWorker = 1
let killed = 0
let queue
let portals = []
try {
  const report = await play()
  process.stdout.write(values.json ? `${JSON.stringify(report)}\n` : textOf(report))
  if (report.collisions > 0 || report.wrong.length > 0 || report.strangers > 0) process.exitCode = 1
} finally {
  for (const {child} of running.values()) endGroup(child)
  queue?.close()
  for (const portal of portals) portal.close()
  await rm(directory, {recursive: true, force: true, maxRetries: 5})
}

async function play() {
  const replies = await cannedReplies(directory)
  const file = await writeContacts(directory, {name: 'people', rows: batches * 100})
  portals = Array.from({length: count}, (_, index) => new Portal({id: 1001 + index, limit: LIMIT, replies}))
  const jobs = portals.map((portal, index) => ({
    id: portal.id,
    portal,
    keepsDisk: index % 2 === 0 && !values['no-leases'],
  }))
  // One job more whose token was put in the place of another portal's.
  jobs.push({id: 'misplaced', portal: portals[1], claims: portals[0], keepsDisk: false})
  queue = new Queue({jobs, leaseMs, isExclusive: !values['no-leases'], describe: describeWith(file)})
  await queue.listen()
  const startedMs = performance.now()
  for (let index = 0; index < workers; index++) startWorker()
  const killing = killSome()
  await queue.finished()
  const seconds = (performance.now() - startedMs) / 1000
  await killing
  return reportOf({seconds, rows: await addressesOf(file)})
}

/** Jobs of even portals have a volume that follows them from machine to machine; the others start from nothing. */
function describeWith(file) {
  return async ({id, portal, claims, keepsDisk}, attempt) => {
    const home = join(directory, keepsDisk ? `volume-${id}` : `attempt-${attempt}`)
    await mkdir(home, {recursive: true})
    return {
      file,
      home,
      portalId: (claims ?? portal).id,
      token: portal.token,
      url: await portal.openDoor(attempt, {isStranger: claims !== undefined}),
      flags: keepsDisk ? ['--resume'] : [],
    }
  }
}

function startWorker() {
  const name = `worker-${nextWorker++}`
  const child = spawn(process.execPath, [WORKER, queue.url, name], {
    stdio: ['ignore', 'inherit', 'inherit'],
    detached: true,
  })
  running.set(name, {child})
  child.on('close', () => running.delete(name))
}

/** The machine is gone: the worker and the program that it runs. */
function endGroup(child) {
  try {
    process.kill(-child.pid, 'SIGKILL')
  } catch {}
}

/** Ends workers whose job has written about half of its rows, and puts a new machine in the place of each. */
async function killSome() {
  while (killed < kills && queue.done.length < queue.total - workers) {
    await new Promise(resolve => setTimeout(resolve, 150))
    const victim = [...running].find(([name]) => isHalfWay(queue.leaseOf(name)))
    if (victim === undefined) continue
    const [name, {child}] = victim
    const [, {job}] = queue.leaseOf(name)
    job.wasKilled = true
    endGroup(child)
    running.delete(name)
    startWorker()
    killed += 1
  }
}

function isHalfWay(lease) {
  if (lease === undefined) return false
  const [, {job}] = lease
  return job.wasKilled !== true && job.claims === undefined && job.portal.records.size > (batches * 100) / 3
}

async function addressesOf(file) {
  const [, ...lines] = (await readFile(file, 'utf8')).trim().split('\n')
  return new Map(lines.map(line => [line.split(',')[0], line.split(',').at(-1)]))
}

function reportOf({seconds, rows}) {
  const shares = portals.flatMap(shareOf).sort((a, b) => a - b)
  const sum = name => portals.reduce((total, portal) => total + portal[name], 0)
  const codes = {}
  for (const {code} of queue.done) codes[code] = (codes[code] ?? 0) + 1
  return {
    portals: count,
    workers,
    rows: count * rows.size,
    seconds: Math.round(seconds * 10) / 10,
    deliveries: queue.deliveries,
    killed,
    leasesExpired: queue.expired,
    exitCodes: codes,
    collisions: sum('collisions'),
    strangers: sum('strangers'),
    throttled: sum('throttled'),
    requests: sum('requests'),
    wrong: portals.filter(portal => !holdsAll(portal, rows)).map(({id}) => id),
    shareOfLimit: {least: rounded(shares[0]), median: rounded(shares[Math.floor(shares.length / 2)])},
  }
}

function holdsAll({records}, rows) {
  return records.size === rows.size && [...rows].every(([key, address]) => records.get(key) === address)
}

/** Of the limit while the portal's job ran, without a pause from the lease of a killed worker. */
function shareOf({acceptedAtMs, limit}) {
  const gaps = acceptedAtMs.slice(1).map((atMs, index) => atMs - acceptedAtMs[index])
  if (gaps.some(gap => gap > 2 * limit.intervalMs)) return []
  const seconds = (acceptedAtMs.at(-1) - acceptedAtMs[0]) / 1000
  return [(acceptedAtMs.length - 1) / seconds / (limit.max / (limit.intervalMs / 1000))]
}

function rounded(value) {
  return value === undefined ? undefined : Math.round(value * 1000) / 1000
}

function textOf(report) {
  return `${Object.entries(report)
    .map(([name, value]) => `${name}: ${JSON.stringify(value)}`)
    .join('\n')}\n`
}
