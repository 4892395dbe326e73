import {createHash} from 'node:crypto'
import {cp, readdir, readFile, rename, rm, writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import {fileURLToPath} from 'node:url'
import {gunzipSync} from 'node:zlib'
import {onTestFinished} from 'vitest'
import {startSandbox} from '../../../src/sandbox/sandbox.js'
import type {Sandbox} from '../../../src/sandbox/server/running-sandbox.js'
import {type CliResult, runCli, startCli} from '../../support/run-cli.js'
import {envOf} from '../../support/shared-sandbox.js'
import {tempDir} from '../../support/temp-dir.js'

const PACKED = '.gz.base64'
const DAY_MS = 24 * 60 * 60_000

/**
 * A home as version 2c24bab left it (make-fixtures.mjs), and a sandbox without records for this version to go on with.
 */
export interface OldHome {
  readonly home: string
  readonly sandbox: Sandbox
  /** Rows of the file. */
  readonly rows: number
  /** The last row that the old version had settled. */
  readonly settled: number
  run(args: readonly string[]): Promise<CliResult>
  start(args: readonly string[]): ReturnType<typeof startCli>
  /** Rows of `p1@example.com` and so on that this sandbox was sent and keeps. */
  received(): number[]
  /** Rows in the rejects of the old run. */
  rejected(): Promise<number[]>
}

export async function restoreHome(name: string): Promise<OldHome> {
  const home = await tempDir()
  await cp(fileURLToPath(new URL(`../2c24bab/${name}`, import.meta.url)), home, {recursive: true})
  const shift = await shiftOf(home)
  for (const path of await filesBelow(home)) await restoreFile(path, {home, shift})
  const directory = join(home, 'data', 'runs')
  for (const name of await readdir(directory))
    await rename(join(directory, name), join(directory, shifted(name, shift)))
  const sandbox = await startSandbox({limits: false, seed: 1})
  onTestFinished(() => sandbox.close())
  await moveChanges(join(home, 'data', 'changes'), sandbox.url)
  const runs = join(home, 'data', 'runs')
  const run = join(runs, (await readdir(runs))[0] ?? '')
  const journal = (await readFile(join(run, 'journal.jsonl'), 'utf8')).trimEnd().split('\n')
  const file = (await readdir(home)).find(path => /^people\./.test(path)) ?? ''
  const lines = (await readFile(join(home, file), 'utf8')).trimEnd().split('\n')
  return {
    ...{
      home,
      sandbox,
      rows: lines.length - (file.endsWith('.csv') ? 1 : 0),
      settled: JSON.parse(journal.at(-1) ?? '').row,
    },
    run: args => runCli(args, {home, env: envOf(sandbox)}),
    start: args => startCli(args, {home, env: envOf(sandbox)}),
    received: () => [...sandbox.records('contacts')].map(rowOf).sort((a, b) => a - b),
    rejected: async () => {
      const text = await readFile(join(run, 'rejects.jsonl'), 'utf8')
      return text.split('\n').flatMap(line => (line === '' ? [] : JSON.parse(line).row))
    },
  }
}

function rowOf(record: unknown): number {
  const {properties} = record as {properties: Record<string, string>}
  return Number(/^p(\d+)@/.exec(properties['email'] ?? '')?.[1])
}

async function filesBelow(directory: string): Promise<string[]> {
  const entries = await readdir(directory, {recursive: true, withFileTypes: true})
  return entries.filter(entry => entry.isFile()).map(entry => join(entry.parentPath, entry.name))
}

async function restoreFile(
  path: string,
  {home, shift}: {readonly home: string; readonly shift: number},
): Promise<void> {
  const text = await readFile(path, 'utf8')
  if (!path.endsWith(PACKED)) return writeFile(path, shifted(text, shift).replaceAll('"HOME/', `"${home}/`))
  await writeFile(path.slice(0, -PACKED.length), gunzipSync(Buffer.from(text, 'base64')))
  await rm(path)
}

/**
 * Milliseconds to add to the times of a home so that all of it happened yesterday, whatever this machine's clock says.
 */
async function shiftOf(home: string): Promise<number> {
  const directory = join(home, 'data', 'runs')
  const [run = ''] = await readdir(directory)
  const {createdAt} = JSON.parse(await readFile(join(directory, run, 'run.json'), 'utf8'))
  return Math.round((Date.now() - DAY_MS - Date.parse(createdAt)) / 1000) * 1000
}

/** Times of day as text, in the names of runs, and as milliseconds. */
function shifted(text: string, shift: number): string {
  const moved = (iso: string): string => new Date(Date.parse(iso) + shift).toISOString()
  return text
    .replaceAll(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/g, moved)
    .replaceAll(
      /(\d{4})(\d\d)(\d\d)-(\d\d)(\d\d)(\d\d)(?=-[a-z0-9]{4})/g,
      (_, ...[year, month, day, hour, minute, second]) =>
        moved(`${year}-${month}-${day}T${hour}:${minute}:${second}.000Z`)
          .slice(0, 19)
          .replaceAll(/[-:]/g, '')
          .replace('T', '-'),
    )
    .replaceAll(/\b\d{13}\b/g, ms => String(Number(ms) + shift))
}

/** What was acknowledged by a server that is not HubSpot lies under its address. */
async function moveChanges(directory: string, url: string): Promise<void> {
  const hash = createHash('sha256').update(url).digest('hex').slice(0, 12)
  for (const name of await readdir(directory).catch(() => [])) {
    await rename(join(directory, name), join(directory, name.replace(/-[0-9a-f]{12}$/, `-${hash}`)))
  }
}
