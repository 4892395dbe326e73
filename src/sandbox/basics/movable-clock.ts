import {AppError} from '../../errors/app-error.js'
import {type Clock, monotonicNow} from '../../shared/clock.js'
import {isObject} from '../../shared/json.js'

/** What a test makes of the time; several at once apply in this order. */
export interface ClockChange {
  /** An ISO date and time, or milliseconds since 1970. */
  readonly now?: string | number
  readonly advanceMs?: number
  /** True: it stands still between requests. */
  readonly standing?: boolean
  /** So far a standing clock moves with each request. */
  readonly stepMs?: number
}

export interface ClockState {
  readonly now: string
  readonly standing: boolean
  readonly stepMs: number
}

/**
 * A clock that tests can move. Whoever sleeps wakes when it has been moved far enough, or when the time has really
 * passed.
 */
export interface MovableClock extends Clock {
  move(change: ClockChange): void
  /** A request has come: a standing clock moves by its step. */
  step(): void
  state(): ClockState
  /** Runs as the one it began from. */
  restore(): void
}

export function movableClock(base: Clock): MovableClock {
  const began = {offsetMs: 0, skippedMs: 0, stoodAt: undefined as number | undefined, stepMs: 0}
  const at = {...began}
  const sleepers = new Set<() => void>()
  const now = () => at.stoodAt ?? base.now() + at.offsetMs
  /** Real time and what was skipped: waits end by it even while the clock stands. */
  const passed = () => monotonicNow(base) + at.skippedMs
  const advance = (ms: number) => {
    at.skippedMs += Math.max(0, ms)
    if (at.stoodAt === undefined) at.offsetMs += ms
    else at.stoodAt += ms
    if (ms > 0) for (const wake of sleepers) wake()
  }
  return {
    now,
    // A standing clock moves nobody's rate limit either.
    monotonic: () => (at.stoodAt === undefined ? passed() : at.skippedMs + at.stoodAt),
    ...(base.boot && {boot: base.boot}),
    sleep: (ms, signal) => sleepUntil({due: passed() + ms, passed, base, sleepers}, signal),
    move({now: wanted, advanceMs = 0, standing, stepMs}) {
      const before = now()
      const target = (wanted === undefined ? before : new Date(wanted).getTime()) + advanceMs
      if (!isUsual(target)) throw new AppError('USAGE', 'A clock shows times of the years 1970 to 9999.')
      if (wanted !== undefined) advance(new Date(wanted).getTime() - before)
      advance(advanceMs)
      if (standing === true) at.stoodAt = target // not a moment later
      if (standing === false && at.stoodAt !== undefined) {
        at.offsetMs = at.stoodAt - base.now()
        at.stoodAt = undefined
      }
      if (stepMs !== undefined) at.stepMs = stepMs
    },
    step: () => (at.stoodAt === undefined || at.stepMs === 0 ? undefined : advance(at.stepMs)),
    state: () => ({now: new Date(now()).toISOString(), standing: at.stoodAt !== undefined, stepMs: at.stepMs}),
    restore: () => void Object.assign(at, {...began, skippedMs: at.skippedMs}),
  }
}

interface Sleep {
  readonly due: number
  readonly passed: () => number
  readonly base: Clock
  /** To be called when the clock was moved. */
  readonly sleepers: Set<() => void>
}

async function sleepUntil({due, passed, base, sleepers}: Sleep, signal: AbortSignal | undefined): Promise<void> {
  do {
    const early = new AbortController()
    const wake = () => early.abort()
    sleepers.add(wake)
    try {
      await base.sleep(due - passed(), signal ? AbortSignal.any([signal, early.signal]) : early.signal)
    } catch (error) {
      if (signal?.aborted || !early.signal.aborted) throw error
    } finally {
      sleepers.delete(wake)
    }
    // Timers may fire a moment early; less than a millisecond is not worth another wait.
  } while (due - passed() >= 1)
}

const FIELDS: Readonly<Record<keyof ClockChange, (value: unknown) => boolean>> = {
  now: value => (typeof value === 'string' || typeof value === 'number') && !Number.isNaN(new Date(value).getTime()),
  advanceMs: value => typeof value === 'number' && Number.isFinite(value) && value >= 0,
  standing: value => typeof value === 'boolean',
  stepMs: value => typeof value === 'number' && value >= 0 && value <= LONGEST_STEP_MS,
}

/** A day: a clock that leaps further each time is soon beyond what can be shown. */
const LONGEST_STEP_MS = 86_400_000
const LATEST_MS = Date.UTC(10_000, 0)

/** A time that replies can carry, whatever happens next. */
function isUsual(ms: number): boolean {
  return ms >= 0 && ms < LATEST_MS
}

/** Checks what a control request sent. Throws USAGE naming the field. */
export function parseClockChange(parsed: unknown): ClockChange {
  if (!isObject(parsed)) throw new AppError('USAGE', 'A change of the clock is one JSON object.')
  for (const [name, value] of Object.entries(parsed)) {
    if (!isField(name))
      throw new AppError('USAGE', `A clock has no "${name}"; it has ${Object.keys(FIELDS).join(', ')}.`)
    if (!FIELDS[name](value)) throw new AppError('USAGE', `"${name}" of a clock cannot be ${JSON.stringify(value)}.`)
  }
  return parsed
}

function isField(name: string): name is keyof ClockChange {
  return Object.hasOwn(FIELDS, name)
}
