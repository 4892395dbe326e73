import {spawn} from 'node:child_process'
import {once} from 'node:events'
import {readFile} from 'node:fs/promises'
import {join} from 'node:path'
import {fileURLToPath} from 'node:url'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const USAGE = fileURLToPath(new URL('usage.cjs', import.meta.url))

/**
 * Runs a Node program to its end: wall time from the start of its process, processor time and peak memory.
 * `cgroup`: the path of a memory cgroup that it enters first. Throws when its exit code is none of `codes`.
 */
export async function measure({args, env = {}, directory, codes = [0], cgroup}) {
  const usageFile = join(directory, `usage-${process.hrtime.bigint()}.json`)
  const startMs = performance.now()
  const [program, ...before] = cgroup === undefined ? [process.execPath] : within(cgroup)
  const child = spawn(program, [...before, '--require', USAGE, ...args], {
    cwd: ROOT,
    env: {
      PATH: process.env.PATH,
      HOME: directory,
      NODE_ENV: 'production',
      NO_COLOR: '1',
      BENCH_USAGE_FILE: usageFile,
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const text = {stdout: '', stderr: ''}
  for (const name of ['stdout', 'stderr']) {
    child[name].setEncoding('utf8').on('data', piece => {
      text[name] += piece
    })
  }
  const [code] = await once(child, 'close')
  const wallMs = performance.now() - startMs
  if (!codes.includes(code)) throw new Error(`${args.join(' ')} ended with ${code}:\n${text.stdout}\n${text.stderr}`)
  return {wallMs, code, ...text, ...JSON.parse(await readFile(usageFile, 'utf8'))}
}

function within(cgroup) {
  return ['sh', '-c', 'echo $$ > "$0/cgroup.procs" && exec "$@"', cgroup, process.execPath]
}

/** Wall time of a start-up, without the hook that `measure` loads. */
export async function startUpMs({args, env = {}, directory}) {
  const startMs = performance.now()
  const child = spawn(process.execPath, args, {
    cwd: ROOT,
    env: {PATH: process.env.PATH, HOME: directory, NODE_ENV: 'production', NO_COLOR: '1', ...env},
    stdio: 'ignore',
  })
  const [code] = await once(child, 'close')
  if (code !== 0) throw new Error(`${args.join(' ')} ended with ${code}.`)
  return performance.now() - startMs
}

/** Takes turns, so that a change of the machine's mood meets all alike: `rounds` times each program once. */
export async function interleaved(rounds, programs) {
  const results = Object.fromEntries(Object.keys(programs).map(name => [name, []]))
  for (let round = 0; round < rounds; round++)
    for (const [name, run] of Object.entries(programs)) results[name].push(await run())
  return results
}

export function median(values) {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
}
