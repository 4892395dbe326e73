import type {Skip} from '../../rows/rows.js'
import {type Batch, type BatchLimits, type BatchRow, PAUSE} from './batch.js'
import {ValueClaims, wantedValue} from './rival-values.js'
import {PredecessorIndex} from './same-key-order.js'

export interface BatchOrder {
  /** Names of properties whose values no two records share, but for the key. Default: none. */
  readonly unique?: readonly string[] | undefined
  /**
   * The last batch of those whose outcomes are there. Default: mapConcurrent reads no further than a window behind the
   * oldest that is not.
   */
  readonly settled?: () => number
  /**
   * Whether unchanged rows behind each other may become one that stands for all of them: nothing else is to be done
   * for them, and nothing will ask for their keys, unless a row before them was rejected. Default: no.
   */
  readonly merges?: () => boolean
}

/**
 * Cuts the row stream into batches. Alone in charge of the order of equal keys between batches: for each of a batch's
 * keys, `after` names the newest earlier batch of the window that holds it (which waits for the one before it, and so
 * on), and so for its values of `unique` properties, but that most batches of one value do not wait for each other
 * (MOST_TURNS). A key that repeats inside a batch does not close it; sendBatch keeps their order. A PAUSE closes it.
 */
export async function* batchRows(
  chunks: AsyncIterable<readonly BatchRow[]>,
  limits: BatchLimits,
  {unique = [], settled = () => -1, merges = () => false}: BatchOrder = {},
): AsyncGenerator<Batch, void, undefined> {
  const predecessors = new PredecessorIndex()
  const claims = new ValueClaims(limits.window)
  let open = new OpenBatch(unique)
  let seq = 0
  let hasReject = false
  const close = (): Batch => {
    const last = Math.max(settled(), seq - limits.window)
    const after = new Set([...predecessors.claim(open.keys, seq, last), ...claims.claim(open.values, seq)])
    const batch: Batch = {seq, rows: open.rows, after: [...after].sort((a, b) => a - b)}
    seq += 1
    open = new OpenBatch(unique)
    return batch
  }
  for await (const chunk of chunks) {
    for (const row of chunk) {
      if (open.isFullFor(row, limits)) yield close()
      hasReject ||= row.kind === 'reject'
      if (row.kind === 'unchanged' && !hasReject && merges()) open.addToRun(row)
      else open.add(row)
    }
    if (chunk === PAUSE && open.rows.length > 0) yield close()
  }
  if (open.rows.length > 0) yield close()
}

/** One row that stands for those behind it, as far as they are there. */
interface UnchangedRun extends Skip {
  lastRow: number
}

/** The batch being filled. */
class OpenBatch {
  readonly rows: BatchRow[] = []
  readonly keys = new Set<string>()
  /** Unique values that its rows want, each with its property. */
  readonly values = new Set<string>()
  readonly #unique: readonly string[]
  /** Rows of the source. */
  #count = 0
  /** The last of `rows`, if it stands for unchanged rows. */
  #run: UnchangedRun | undefined
  #chars = 0
  /** Rows of which more is kept than that they are left out. */
  #kept = 0

  constructor(unique: readonly string[]) {
    this.#unique = unique
  }

  isFullFor(row: BatchRow, limits: BatchLimits): boolean {
    if (this.rows.length === 0) return false
    const {maxRows, maxSpan = maxRows, maxChars} = limits
    // Rows that are all left out wait for none that is sent: the sooner they are settled, the less is held of them.
    const span = this.#kept === 0 ? maxRows : maxSpan
    if (this.#count >= span || this.#kept >= maxRows || this.#chars >= maxChars) return true
    return row.kind === 'mapped' && this.keys.size >= limits.maxKeys && !this.keys.has(row.orderKey)
  }

  /** An unchanged row whose key nothing will ask for: one entry for all that come behind each other. */
  addToRun({row, line, key}: Skip): void {
    this.#count += 1
    if (this.#run === undefined) {
      this.#run = {kind: 'unchanged', row, line, key, lastRow: row}
      this.rows.push(this.#run)
    } else this.#run.lastRow = row
  }

  add(row: BatchRow): void {
    this.rows.push(row)
    this.#run = undefined
    this.#count += 1
    if (row.kind === 'mapped' || row.kind === 'reject' || row.toLink !== undefined) this.#kept += 1
    if (row.kind !== 'mapped') return
    this.keys.add(row.orderKey)
    for (const property of this.#unique) {
      const value = wantedValue(row, property)
      if (value !== undefined) this.values.add(`${property}=${value}`)
    }
    for (const name in row.properties) this.#chars += row.properties[name]?.length ?? 0
  }
}
