import {chmod, readdir, readFile, stat, writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import {fileURLToPath} from 'node:url'
import {expect, test} from 'vitest'
import {type CliOptions, type CliResult, runCli} from '../support/run-cli.js'
import {tempDir} from '../support/temp-dir.js'

/** Newer versions of Node keep compiled code themselves; with this they do as Node 20, by src/start-up. */
const ours = {NODE_OPTIONS: `--require "${fileURLToPath(new URL('support/older-node.cjs', import.meta.url))}"`}

test('a command that worked leaves its compiled code to the next start, for its owner alone', async () => {
  const home = await tempDir()
  const first = await help(home)
  const directory = join(home, 'cache', 'compiled')
  expect((await stat(directory)).mode & 0o777).toBe(0o700)
  expect((await readdir(directory)).length).toBeGreaterThan(0)
  expect(await help(home)).toEqual(first)
})

test('compiled code that was damaged is passed over and made anew', async () => {
  const home = await tempDir()
  const first = await help(home, ours)
  const before = await contents(home)
  const damaged = new Map(
    [...before].map(([path, bytes]) => [path, Buffer.from(bytes.map((byte, at) => (at < 8 ? byte : byte ^ 0x55)))]),
  )
  for (const [path, bytes] of damaged) await writeFile(path, bytes)
  expect(await help(home, ours)).toEqual(first)
  const after = await contents(home)
  expect([...after.keys()]).toEqual([...before.keys()])
  for (const [path, bytes] of after) expect(bytes.equals(damaged.get(path) ?? bytes), path).toBe(false)
})

test.each([
  ['the directory', (home: string) => join(home, 'cache', 'compiled')],
  ['one above it', (home: string) => join(home, 'cache')],
  ['one further up', (home: string) => home],
])('where others may write to %s it is not used: what lies there would be run', async (_, open) => {
  const home = await tempDir()
  await help(home)
  const directory = join(home, 'cache', 'compiled')
  const traps = await filesBelow(directory)
  for (const path of traps) await writeFile(path, 'a trap')
  await chmod(open(home), 0o777)
  expect((await help(home)).code).toBe(0)
  expect(await filesBelow(directory)).toEqual(traps)
  for (const path of traps) expect(await readFile(path, 'utf8')).toBe('a trap')
})

test('files of an earlier version go, and a command that failed leaves nothing', async () => {
  const home = await tempDir()
  await runAlone(['rejects', 'no-such-run'], {home, env: ours})
  const directory = join(home, 'cache', 'compiled')
  expect(await readdir(directory)).toEqual([])
  await writeFile(join(directory, 'help-0ld.js.push'), '')
  await help(home, ours)
  expect((await readdir(directory)).filter(name => name.includes('0ld'))).toEqual([])
})

test('a push, which changes how V8 works, finds what it left', async () => {
  const home = await tempDir()
  const push = async (): Promise<CliResult> =>
    runAlone(['push', '-', '--object', 'CONTACT', '--profile', 'sandbox', '--quiet'], {
      ...{home, env: ours},
      stdin: 'email\nann@example.com\n',
    })
  await push()
  const before = await contents(home)
  expect([...before.keys()].some(path => path.endsWith('push.js.push'))).toBe(true)
  expect([...before.keys()].filter(path => path.includes('later-'))).toEqual([]) // what a plain push does without
  for (const path of before.keys()) await chmod(path, 0o400)
  await push()
  for (const path of (await contents(home)).keys()) expect((await stat(path)).mode & 0o777, path).toBe(0o400)
})

test('what was compiled with other flags of V8 is made anew, and not passed over at every start', async () => {
  const home = await tempDir()
  await runAlone(['push', '--help'], {home, env: {NODE_OPTIONS: `${ours.NODE_OPTIONS} --stack-trace-limit=20`}})
  const before = await contents(home)
  await help(home, ours)
  const after = await contents(home)
  expect([...after.keys()]).toEqual([...before.keys()])
  for (const [path, bytes] of after) expect(bytes.equals(before.get(path) ?? bytes), path).toBe(false)
  for (const path of after.keys()) await chmod(path, 0o400)
  await help(home, ours)
  for (const path of after.keys()) expect((await stat(path)).mode & 0o777, path).toBe(0o400)
})

test('a Node that can neither keep code nor sum it up (21, 22.0) starts without', async () => {
  const home = await tempDir()
  const older = join(home, 'older-node.cjs')
  await writeFile(older, "delete require('node:zlib').crc32\ndelete require('node:module').enableCompileCache\n")
  const {code, stderr} = await runAlone(['push', '--help'], {home, env: {NODE_OPTIONS: `--require ${older}`}})
  expect({code, stderr}).toEqual({code: 0, stderr: ''})
})

test('it is left alone where Node is told to', async () => {
  const home = await tempDir()
  const {code} = await runAlone(['push', '--help'], {home, env: {NODE_DISABLE_COMPILE_CACHE: '1'}})
  expect(code).toBe(0)
  await expect(stat(join(home, 'cache', 'compiled'))).rejects.toThrow('ENOENT')
})

function runAlone(args: readonly string[], options: CliOptions): Promise<CliResult> {
  return runCli(args, {...options, compilesItself: true})
}

function help(home: string, env: Readonly<Record<string, string>> = {}): Promise<CliResult> {
  return runAlone(['push', '--help'], {home, env})
}

/** In what form Node itself keeps it, and in how many directories, is its own affair. */
async function filesBelow(directory: string): Promise<string[]> {
  const entries = await readdir(directory, {recursive: true, withFileTypes: true})
  return entries
    .filter(entry => entry.isFile())
    .map(entry => join(entry.parentPath, entry.name))
    .sort()
}

async function contents(home: string): Promise<Map<string, Buffer>> {
  const directory = join(home, 'cache', 'compiled')
  const paths = (await readdir(directory)).sort().map(name => join(directory, name))
  return new Map(await Promise.all(paths.map(async path => [path, await readFile(path)] as const)))
}
