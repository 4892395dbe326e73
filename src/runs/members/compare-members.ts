import {join} from 'node:path'
import {AppendFile} from '../journal/append-file.js'
import {bucketsFor, KeyBuckets} from './key-buckets.js'
import {keyOf, memberLine, signOf} from './member-line.js'

/** A list beside what a run held, in lines of member files. */
export interface BucketComparison {
  /** What the next list certainly has: the run's keys, and those that are marked and did not come back. */
  readonly next: readonly string[]
  /** How many of `next` are members, and how many are marked. */
  readonly members: number
  readonly marked: number
  /** Members that the run does not hold. */
  readonly left: readonly string[]
  /** Marked keys that the run holds. */
  readonly returned: readonly string[]
}

/**
 * Keys are one where their order keys are: of look-alikes (`A1`, `a1`) only HubSpot knows whether they are one record,
 * so an old spelling stays on the list for as long as the file holds another one.
 */
export function compareBucket(
  list: readonly string[],
  log: readonly string[],
  orderKeyOf: (key: string) => string,
): BucketComparison {
  const held = heldKeys(log, orderKeyOf)
  const next: string[] = []
  const left: string[] = []
  const returned = new Map<string, string>()
  const marks = new Map<string, string>()
  let members = 0
  for (const line of list) {
    const key = keyOf(line)
    const now = held.get(orderKeyOf(key))
    if (signOf(line) === '#') {
      if (now === undefined || now.spellings.size === 0) marks.set(key, line)
      else if (!now.isOwn) returned.set(key, line)
    } else if (now === undefined) left.push(line)
    else if (!now.spellings.has(key)) {
      next.push(line)
      members += 1
    }
  }
  for (const {spellings} of held.values()) {
    for (const key of spellings) next.push(memberLine('+', key))
    members += spellings.size
  }
  next.push(...marks.values())
  return {next, members, marked: marks.size, left, returned: [...returned.values()]}
}

interface HeldKey {
  /** Of rows that were not rejected. */
  readonly spellings: Set<string>
  isOwn: boolean
}

function heldKeys(log: readonly string[], orderKeyOf: (key: string) => string): ReadonlyMap<string, HeldKey> {
  const held = new Map<string, HeldKey>()
  for (const line of log) {
    const key = keyOf(line)
    const orderKey = orderKeyOf(key)
    const known = held.get(orderKey) ?? {spellings: new Set(), isOwn: false}
    if (!held.has(orderKey)) held.set(orderKey, known)
    const sign = signOf(line)
    if (sign !== '-') known.spellings.add(key)
    if (sign === '=') known.isOwn = true
  }
  return held
}

interface CompareOptions {
  /** Member files; one that is not there is empty. */
  readonly list: readonly string[]
  readonly log: readonly string[]
  /** For what is not needed after it; the three files that are the result are in it, too. */
  readonly directory: string
  readonly orderKeyOf: (key: string) => string
}

/** The same of lists of any length, as files. */
export interface Comparison {
  readonly next: string
  readonly left: string
  readonly returned: string
  readonly counts: {readonly members: number; readonly marked: number; readonly left: number; readonly returned: number}
}

/** Reads both once, and holds no more than one bucket in memory. Throws AppError DISK_FULL. */
export async function compareMembers({list, log, directory, orderKeyOf}: CompareOptions): Promise<Comparison> {
  const count = await bucketsFor([...list, ...log])
  const before = await KeyBuckets.divide(list, {directory: join(directory, 'list'), count, orderKeyOf})
  const now = await KeyBuckets.divide(log, {directory: join(directory, 'log'), count, orderKeyOf})
  const paths = {next: join(directory, 'next'), left: join(directory, 'left'), returned: join(directory, 'returned')}
  const files = {
    next: await AppendFile.open(paths.next, 0),
    left: await AppendFile.open(paths.left, 0),
    returned: await AppendFile.open(paths.returned, 0),
  }
  const counts = {members: 0, marked: 0, left: 0, returned: 0}
  try {
    for (let bucket = 0; bucket < count; bucket += 1) {
      const found = compareBucket(await before.linesOf(bucket), await now.linesOf(bucket), orderKeyOf)
      counts.members += found.members
      counts.marked += found.marked
      for (const name of ['next', 'left', 'returned'] as const) {
        if (found[name].length > 0) files[name].append(`${found[name].join('\n')}\n`)
        await files[name].flush(false)
      }
      counts.left += found.left.length
      counts.returned += found.returned.length
    }
  } finally {
    for (const file of Object.values(files)) await file.close()
  }
  return {...paths, counts}
}
