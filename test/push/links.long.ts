import {subscribe, unsubscribe} from 'node:diagnostics_channel'
import {writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import {expect, onTestFinished, test} from 'vitest'
import {startSandbox} from '../../src/sandbox/sandbox.js'
import type {Sandbox} from '../../src/sandbox/server/running-sandbox.js'
import {startCli} from '../support/run-cli.js'
import {tempDir} from '../support/temp-dir.js'

/**
 * Links at the size that they are made for: 10,000 contacts of 400 companies, then 5,000 deals with up to three contacts
 * and two labels, 2 % of the rows with a name that no record has. The client is the built program; a signal ends it at
 * chosen requests, and it is started again until it is done. Then 100,000 plain links, by their requests.
 */
const CONTACTS = 10_000
const COMPANIES = 400
const DEALS = 5000
const LABELS = ['Buyer', 'Champion'] as const
const LABEL_IDS = [41, 43] as const

const isMissing = (at: number): boolean => at % 50 === 7
const accountOf = (at: number): string => (isMissing(at) ? `NONE-${at}` : `C-${at % COMPANIES}`)
const emailOf = (at: number): string => `person${at}@example.com`
const peopleOf = (at: number): string[] =>
  Array.from({length: at % 4}, (_, of) =>
    of === 0 && isMissing(at) ? `none${at}@example.com` : emailOf((at * 7 + of * 13) % CONTACTS),
  )
const bitsOf = (at: number): boolean[] => LABELS.map((_, of) => (at >> (of + 2)) % 2 === 1)

test.each([
  ['in one go', []],
  ['killed at random', [0.31, 0.72, 0.11, 0.55, 0.93]],
  ['killed at other points, early and often', [0.02, 0.09, 0.17, 0.26, 0.38, 0.44, 0.61]],
])(
  'every link is right, and every missing name rejected: %s',
  async (_, kills) => {
    const stage = await openStage(COMPANIES)
    const contacts = await stage.file(
      'contacts.csv',
      'email,account',
      CONTACTS,
      at => `${emailOf(at)},${accountOf(at)}`,
    )
    const pushed = await stage.push(
      ['push', contacts, '--object', 'contacts', '--associate', 'account=companies.external_id'],
      kills,
    )
    const missing = numbers(CONTACTS).filter(isMissing)
    expect(pushed).toMatchObject({
      status: 'finished',
      exitCode: 3,
      rows: {read: CONTACTS, written: CONTACTS, rejected: 0},
    })
    expect(pushed.links.made + pushed.links.unchanged).toBe(CONTACTS - missing.length)
    expect(pushed.links).toMatchObject({removed: 0, rejected: missing.length})
    expect(await stage.rejects()).toEqual(
      missing.map(at => `${at + 1} ${emailOf(at)} ASSOCIATION_NOT_FOUND ${accountOf(at)}`),
    )
    expect(stage.links('contacts', 'companies')).toEqual(
      numbers(CONTACTS)
        .filter(at => !isMissing(at))
        .map(at => `${emailOf(at)} → ${accountOf(at)}: 1, 279`)
        .sort(),
    )

    const rows = (at: number): string =>
      `D-${at},Deal ${at},default,contractsent,${peopleOf(at).join(';')},${LABELS.filter((_l, of) => bitsOf(at)[of]).join(';')}`
    const deals = await stage.file('deals.csv', 'external_id,dealname,pipeline,dealstage,people,role', DEALS, rows)
    const sold = await stage.push(['push', deals, '--mapping', await stage.dealMapping()], kills)
    const none = numbers(DEALS).filter(at => isMissing(at) && peopleOf(at).length > 0)
    expect(sold).toMatchObject({status: 'finished', exitCode: 3, rows: {read: DEALS, written: DEALS, rejected: 0}})
    expect(await stage.rejects()).toEqual(none.map(at => `${at + 1} D-${at} ASSOCIATION_NOT_FOUND ${peopleOf(at)[0]}`))
    expect(stage.links('deals', 'contacts')).toEqual(numbers(DEALS).flatMap(dealLinks).sort())
  },
  600_000,
)

function dealLinks(at: number): string[] {
  const types = [3, ...LABEL_IDS.filter((_, of) => bitsOf(at)[of])].join(', ')
  return peopleOf(at)
    .filter(email => !email.startsWith('none'))
    .map(email => `D-${at} → ${email}: ${types}`)
}

const MANY = 100_000

test('100,000 plain links cost a tenth of the requests of a hundred each; nothing is read of what the run made', async () => {
  const stage = await openStage(COMPANIES)
  const file = await stage.file('many.csv', 'email,account', MANY, at => `${emailOf(at)},C-${at % COMPANIES}`)
  const push = ['push', file, '--object', 'contacts', '--associate', 'account=companies.external_id', '--only-changed']
  const first = await stage.push(push, [])
  expect(first).toMatchObject({exitCode: 0, links: {made: MANY, rejected: 0}})
  const counts = stage.counts()
  stage.tell(`first push: ${JSON.stringify(counts)} in ${first.durationMs} ms`)
  expect(counts.reads).toBe(0)
  expect(counts.writes).toBeLessThanOrEqual(MANY / 1000)

  expect(await stage.push(push, [])).toMatchObject({rows: {unchanged: MANY}, links: {made: 0, unchanged: 0}})
  stage.tell(`with --only-changed: ${JSON.stringify(stage.counts())}`)
  expect(stage.counts()).toEqual({writes: 0, reads: 0})

  expect(await stage.push(push.slice(0, -1), [])).toMatchObject({links: {made: 0, unchanged: MANY}})
  stage.tell(`without: ${JSON.stringify(stage.counts())}`)
  expect(stage.counts().writes).toBe(0)
  // One a thousand records, and two that are not full: where the first names are looked up, and at the end of the file.
  expect(stage.counts().reads).toBeLessThanOrEqual(MANY / 1000 + 2)
}, 600_000)

interface Pushed {
  readonly status: string
  readonly exitCode: number
  readonly durationMs: number
  readonly links: {
    readonly made: number
    readonly unchanged: number
    readonly removed: number
    readonly rejected: number
  }
}

async function openStage(companies: number) {
  const sandbox = await startSandbox({limits: false, seed: 1})
  onTestFinished(() => sandbox.close())
  await fill(sandbox, companies)
  const home = await tempDir()
  const env = {HUBSPOT_PUSH_API_URL: sandbox.url, HUBSPOT_ACCESS_TOKEN: sandbox.token}
  const cli = async (args: readonly string[], killAt = Number.POSITIVE_INFINITY) => {
    const running = await startCli([...args, '--json'], {home, env})
    const stop = afterRequests(killAt, () => running.kill('SIGKILL'))
    return running.result.finally(stop)
  }
  return {
    file: async (name: string, header: string, count: number, rowOf: (at: number) => string) => {
      await writeFile(join(home, name), `${[header, ...numbers(count).map(rowOf)].join('\n')}\n`)
      return name
    },
    dealMapping: async () => {
      await writeFile(join(home, 'deals.json'), JSON.stringify(DEAL_MAPPING))
      return 'deals.json'
    },
    /** `kills`: shares of the requests that such a push takes, after each of which it is killed. */
    async push(args: readonly string[], kills: readonly number[]): Promise<Pushed> {
      sandbox.reset(['records', 'switches'])
      for (const share of kills) {
        const {code, stdout} = await cli([...args, '--yes', '--resume'], 8 + Math.ceil(share * 120))
        if (code !== null) return JSON.parse(stdout) as Pushed // it was faster than the kill
      }
      const {stdout, stderr} = await cli([...args, '--yes', ...(kills.length > 0 ? ['--resume'] : [])])
      if (stdout === '') throw new Error(stderr)
      return JSON.parse(stdout) as Pushed
    },
    async rejects(): Promise<string[]> {
      const {stdout} = await cli(['rejects', '--all'])
      const {rejects} = JSON.parse(stdout) as {
        rejects: readonly {row: number; key: string; code: string; value: string}[]
      }
      return rejects.map(({row, key, code, value}) => `${row} ${key} ${code} ${value}`)
    },
    links: (from: string, to: string) => linksBetween(sandbox, from, to),
    counts: () => ({
      writes: countOf(sandbox, /\/batch\/(associate\/default|create|archive)$/),
      reads: countOf(sandbox, /\/batch\/read$/),
    }),
    tell: (text: string) => void process.stderr.write(`${text}\n`),
  }
}

const DEAL_MAPPING = {
  version: 1,
  object: 'deals',
  key: 'external_id',
  columns: [
    ...['external_id', 'dealname', 'pipeline', 'dealstage'].map(name => ({column: name, property: name})),
    {column: 'people', associate: 'contacts', by: 'email', labelColumn: 'role'},
  ],
}

function numbers(count: number): number[] {
  return Array.from({length: count}, (_, at) => at)
}

/** Calls `act` when so many requests more have come in; call what it returns to forget it. */
function afterRequests(count: number, act: () => void): () => void {
  let seen = 0
  const look = (): void => {
    seen += 1
    if (seen === count) act()
  }
  subscribe('http.server.request.start', look)
  return () => void unsubscribe('http.server.request.start', look)
}

/** Requests about links. */
function countOf(sandbox: Sandbox, path: RegExp): number {
  const found = sandbox.requests().filter(each => each.path.startsWith('/crm/associations/') && path.test(each.path))
  return found.reduce((sum, {count}) => sum + count, 0)
}

async function fill({url, token}: Sandbox, companies: number): Promise<void> {
  const headers = {authorization: `Bearer ${token}`, 'content-type': 'application/json'}
  for (let start = 0; start < companies; start += 100) {
    const inputs = numbers(100).map(at => {
      const key = `C-${start + at}`
      return {id: key, idProperty: 'external_id', properties: {external_id: key, name: key}}
    })
    const init = {method: 'POST', headers, body: JSON.stringify({inputs})}
    expect((await fetch(`${url}/crm/v3/objects/companies/batch/upsert`, init)).ok).toBe(true)
  }
}

interface LinkFact {
  readonly from: {readonly type: string; readonly id: string}
  readonly to: {readonly type: string; readonly id: string}
  readonly types: readonly {readonly typeId: number}[]
  readonly inverseTypes: readonly {readonly typeId: number}[]
}

/** `key → key: type ids` as the first side sees them, sorted; each pair once. */
function linksBetween(sandbox: Sandbox, from: string, to: string): string[] {
  const keys = new Map<string, string>()
  for (const type of [from, to])
    for (const record of sandbox.records(type)) {
      const {id, properties} = record as {id: string; properties: Record<string, string>}
      keys.set(`${type} ${id}`, properties['email'] ?? properties['external_id'] ?? id)
    }
  const shown: string[] = []
  for (const fact of sandbox.associations()) {
    const link = fact as LinkFact
    const isTurned = link.from.type !== from
    const [one, other] = isTurned ? [link.to, link.from] : [link.from, link.to]
    if (one.type !== from || other.type !== to) continue
    const types = (isTurned ? link.inverseTypes : link.types).map(({typeId}) => typeId).sort((a, b) => a - b)
    shown.push(`${keys.get(`${one.type} ${one.id}`)} → ${keys.get(`${other.type} ${other.id}`)}: ${types.join(', ')}`)
  }
  return shown.sort()
}
