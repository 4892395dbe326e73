import {AppError} from '../../errors/app-error.js'
import {say} from '../../errors/next-step.js'
import {MAX_INPUTS} from '../../hubspot/batch/batch-write.js'
import type {Refusal} from '../../hubspot/refusals/refusal-types.js'
import {type Clock, monotonicNow} from '../../shared/clock.js'
import {named} from '../../shared/named.js'
import {type HoldsValue, holdsValues} from '../modes/holds-values.js'
import {LOOKS} from '../modes/read-persistently.js'
import type {WritePort} from '../modes/write-port.js'
import type {PendingInput} from '../send/fold.js'
import {firstRow} from '../send/outcomes.js'
import type {SendInputs} from '../send/send-inputs.js'
import {contestedValues, type Doubt, type DoubtBook, otherSpellings} from './doubt-book.js'

export interface ResolveDoubtsPorts {
  readonly book: DoubtBook
  readonly api: Pick<WritePort, 'read'>
  readonly sendInputs: SendInputs
  /** Default: letter for letter. */
  readonly holds?: HoldsValue
  readonly clock: Clock
  /** Ends the wait; the doubts then stay in the book, and in the journal. */
  readonly stop: AbortSignal
  readonly onWaiting: (delayMs: number) => void
  readonly warn: (message: string) => void
}

/** Sending again may itself end in doubt. */
const ROUNDS = 5

/**
 * Before a run ends: waits until no attempt that was given up can commit any more, reads the records of keys that later
 * rows changed meanwhile, and sends again what an older row has overwritten. True when nothing is left to look at.
 * Throws AppError
 * UNREACHABLE when there is no end of it; when stopped (false), or on any error, the doubts are in the book again.
 */
export async function resolveDoubts(ports: ResolveDoubtsPorts): Promise<boolean> {
  for (let round = 0; round < ROUNDS; round += 1) {
    const doubts = ports.book.takeContested()
    if (doubts.length === 0) return true
    try {
      await waitUntil(Math.max(...doubts.map(doubt => doubt.untilMs)), ports)
      const unanswered = new Set<string>()
      for (const repairs of inRequests(await repairsOf(doubts, ports)))
        for (const key of await setRight(repairs, ports)) unanswered.add(key)
      ports.book.restore(doubts.filter(({key}) => unanswered.has(key)))
    } catch (error) {
      ports.book.restore(doubts)
      if (ports.stop.aborted) return false
      throw error
    }
  }
  throw new AppError(
    'UNREACHABLE',
    'HubSpot repeatedly interrupted requests with the same rows, or did not mention them: their records may have older values.',
    {
      next: [say('the same command with --resume', 'checks those rows again')],
    },
  )
}

async function waitUntil(untilMs: number, {clock, stop, onWaiting}: ResolveDoubtsPorts): Promise<void> {
  const delayMs = untilMs - monotonicNow(clock)
  if (delayMs <= 0) return
  onWaiting(delayMs)
  await clock.sleep(delayMs, stop)
}

/** Returns the keys of which HubSpot did not say, and does not show, whether they are right now. */
async function setRight(
  repairs: readonly PendingInput[],
  {api, sendInputs, holds, stop, warn}: ResolveDoubtsPorts,
): Promise<string[]> {
  stop.throwIfAborted()
  const properties = new Set(repairs.flatMap(repair => Object.keys(repair.properties)))
  const found = await api.read(
    repairs.map(repair => repair.key),
    [...properties],
  )
  const spoiled = repairs.filter(
    repair => !holdsValues(found.get(repair.key)?.properties ?? {}, repair.properties, holds),
  )
  const unanswered: string[] = []
  for (let open = spoiled; open.length > 0; ) {
    const lesser: PendingInput[] = []
    for (const outcome of await sendInputs(open)) {
      if (outcome.kind === 'written') continue
      const {input, refusal} = outcome
      if (refusal.code === 'UNACCOUNTED') unanswered.push(input.key)
      else {
        warn(refusedNow(input.key, refusal.message))
        lesser.push(...withoutRefused(outcome))
      }
    }
    open = lesser
  }
  return unanswered
}

function refusedNow(key: string, reason: string): string {
  return `An earlier, interrupted request overwrote newer values of "${key}", and HubSpot now rejects them: ${reason}`
}

/**
 * What is left when the properties that HubSpot names are given up: a stage of another pipeline must not hold back the
 * other values.
 */
function withoutRefused({input, refusal}: {readonly input: PendingInput; readonly refusal: Refusal}): PendingInput[] {
  const refused = new Set(refusal.problems.map(({property}) => property))
  const left = Object.entries(input.properties).filter(([property]) => !refused.has(property))
  const isLess = left.length > 0 && left.length < Object.keys(input.properties).length
  return isLess ? [{...input, properties: named(Object.fromEntries(left))}] : []
}

/**
 * What must be true of each contested key. Of several doubts about it the earliest knows most: all later rows are in
 * what it expects.
 */
async function repairsOf(doubts: readonly Doubt[], {api, book}: ResolveDoubtsPorts): Promise<readonly PendingInput[]> {
  const byKey = new Map<string, PendingInput>()
  const idOf = oncePerKey(key => recordIdOf(key, api))
  for (const doubt of doubts.toSorted((a, b) => firstRow(a) - firstRow(b))) {
    const {key, orderKey, rows, values} = doubt
    const expected = book.expected(doubt, await othersOfRecord(doubt, idOf))
    const properties = named(contestedValues(values, expected), byKey.get(key)?.properties ?? {})
    if (Object.keys(properties).length > 0) byKey.set(key, {key, orderKey, properties, rows})
  }
  return [...byKey.values()]
}

type RecordIdOf = (key: string) => Promise<string | undefined>

/**
 * The other spellings that HubSpot takes for the record of the key: some of them may be records of their own. Read one
 * by one, since one request takes no two of them.
 */
async function othersOfRecord(doubt: Doubt, idOf: RecordIdOf): Promise<readonly string[]> {
  const found: string[] = []
  for (const other of otherSpellings(doubt)) {
    const id = await idOf(doubt.key)
    if (id !== undefined && (await idOf(other)) === id) found.push(other)
  }
  return found
}

function oncePerKey(idOf: RecordIdOf): RecordIdOf {
  const ids = new Map<string, Promise<string | undefined>>()
  return key => {
    const id = ids.get(key) ?? idOf(key)
    ids.set(key, id)
    return id
  }
}

/**
 * Rows of the key were written, so a read that finds nothing is not an answer yet: HubSpot may be silent
 * (docs/hubspot-api.md#silent-replies) or behind.
 */
async function recordIdOf(key: string, api: Pick<WritePort, 'read'>): Promise<string | undefined> {
  for (let look = 0; look < LOOKS; look += 1) {
    const recordId = (await api.read([key], [])).get(key)?.recordId
    if (recordId !== undefined) return recordId
  }
  return undefined
}

/** At most `MAX_INPUTS` keys a request, and no two spellings of one. */
function inRequests(repairs: readonly PendingInput[]): PendingInput[][] {
  const requests: Map<string, PendingInput>[] = []
  for (const repair of repairs) {
    const open = requests.find(request => request.size < MAX_INPUTS && !request.has(repair.orderKey))
    if (open === undefined) requests.push(new Map([[repair.orderKey, repair]]))
    else open.set(repair.orderKey, repair)
  }
  return requests.map(request => [...request.values()])
}
