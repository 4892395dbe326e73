// A memory limit for one process, by a memory cgroup made by hand: version 1 or 2, whichever can be written to.
import {mkdirSync, readFileSync, rmdirSync, writeFileSync} from 'node:fs'
import {dirname, join} from 'node:path'

const ROOT = '/sys/fs/cgroup'

/** `{path, chargedMb, delete}`; undefined where no cgroup can be made. */
export function openCgroup(megabytes) {
  for (const make of [makeFirst, makeSecond]) {
    try {
      return make(`hubspot-push-bench-${process.pid}`, megabytes * 2 ** 20)
    } catch {} // another version, or not allowed
  }
  return undefined
}

function makeFirst(name, bytes) {
  const path = join(ROOT, 'memory', ownPath(/^\d+:memory:(.*)$/m), name)
  mkdirSync(path)
  return limited(path, [['memory.limit_in_bytes', bytes]], 'memory.max_usage_in_bytes')
}

/** A group that has processes may not hand its controllers down: it is made beside this process's own. */
function makeSecond(name, bytes) {
  const path = join(ROOT, dirname(ownPath(/^0::(.*)$/m)), name)
  mkdirSync(path)
  return limited(
    path,
    [
      ['memory.max', bytes],
      ['memory.swap.max', 0],
    ],
    'memory.peak',
  )
}

function ownPath(pattern) {
  return pattern.exec(readFileSync('/proc/self/cgroup', 'utf8'))[1]
}

function limited(path, limits, peak) {
  try {
    for (const [name, value] of limits) writeFileSync(join(path, name), String(value))
  } catch (error) {
    rmdirSync(path)
    throw error
  }
  return {
    path,
    chargedMb: () => Number(readFileSync(join(path, peak), 'utf8')) / 2 ** 20,
    delete: () => rmdirSync(path),
  }
}
