import type {Settled, Totals} from '../../rows/rows.js'
import {named} from '../../shared/named.js'

interface TallyStart {
  readonly row: number
  readonly totals: Totals
  readonly byCode: Readonly<Record<string, number>>
  /** Default: none. */
  readonly notStored?: Readonly<Record<string, number>>
}

type Count = {-readonly [name in keyof Totals]: number}

/** Counts settled rows and insists that none is missing or counted twice: rows come in source order, without gaps. */
export class Tally {
  readonly #count: Count
  readonly #byCode: Record<string, number>
  readonly #notStored: Map<string, number>
  #row: number

  constructor(start: TallyStart) {
    this.#row = start.row
    this.#count = {...start.totals}
    this.#byCode = {...start.byCode}
    this.#notStored = new Map(Object.entries(start.notStored ?? {}))
  }

  /** Last settled row. */
  get row(): number {
    return this.#row
  }

  get totals(): Totals {
    return {...this.#count}
  }

  get byCode(): Readonly<Record<string, number>> {
    return {...this.#byCode}
  }

  /** By property: values of written rows that the records do not hold. Undefined when there are none. */
  get notStored(): Readonly<Record<string, number>> | undefined {
    return this.#notStored.size === 0 ? undefined : named(Object.fromEntries(this.#notStored))
  }

  add(settled: Settled): void {
    if (settled.row !== this.#row + 1)
      throw new Error(`Row ${settled.row} was settled after row ${this.#row}: this is a bug in hubspot-push.`)
    this.#row = settled.row
    this.#count.read += 1
    switch (settled.kind) {
      case 'ack':
        this.#count.written += 1
        this.#count[settled.deleted ? 'deleted' : settled.created ? 'created' : 'updated'] += 1
        for (const property of settled.notStored ?? [])
          this.#notStored.set(property, (this.#notStored.get(property) ?? 0) + 1)
        return
      case 'reject':
        this.#count.rejected += 1
        this.#byCode[settled.code] = (this.#byCode[settled.code] ?? 0) + 1
        return
      default:
        this.#count[settled.kind] += 1
    }
  }
}
