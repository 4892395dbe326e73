import type {LinkTotals, ListTotals} from '../../rows/part-totals.js'
import {
  type Ack,
  type Linked,
  lastRowOf,
  outcomeOfPair,
  type RowLinkOutcome,
  type Settled,
  type Skip,
  type Totals,
} from '../../rows/rows.js'
import {named} from '../../shared/named.js'

interface TallyStart {
  readonly row: number
  readonly totals: Totals
  readonly byCode: Readonly<Record<string, number>>
  /** Default: none. */
  readonly notStored?: Readonly<Record<string, number>>
  /** Default: none. */
  readonly links?: LinkTotals | undefined
  /** Default: none. */
  readonly list?: ListTotals | undefined
}

type LinkCount = {-readonly [name in keyof LinkTotals]: number}
type ListCount = {-readonly [name in keyof ListTotals]: number}
type Count = {-readonly [name in keyof Totals]: number}

/** Counts settled rows and insists that none is missing or counted twice: rows come in source order, without gaps. */
export class Tally {
  readonly #count: Count
  readonly #byCode: Record<string, number>
  readonly #notStored: Map<string, number>
  #links: LinkCount | undefined
  #list: ListCount | undefined
  #row: number

  constructor(start: TallyStart) {
    this.#row = start.row
    this.#count = {...start.totals}
    this.#byCode = {...start.byCode}
    this.#links = start.links && {...start.links}
    this.#list = start.list && {...start.list}
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

  /** Undefined where no row has links. */
  get links(): LinkTotals | undefined {
    return this.#links && {...this.#links}
  }

  /** Undefined where rows join no list. */
  get list(): ListTotals | undefined {
    return this.#list && {...this.#list}
  }

  add(settled: Settled): void {
    if (settled.row !== this.#row + 1)
      throw new Error(`Row ${settled.row} was settled after row ${this.#row}: this is a bug in hubspot-push.`)
    this.#row = lastRowOf(settled)
    const rows = this.#row - settled.row + 1
    this.#count.read += rows
    if (settled.kind !== 'reject') this.#addParts(settled)
    switch (settled.kind) {
      case 'ack':
        this.#count.written += 1
        this.#count[settled.deleted ? 'deleted' : settled.created ? 'created' : 'updated'] += 1
        for (const property of settled.notStored ?? [])
          this.#notStored.set(property, (this.#notStored.get(property) ?? 0) + 1)
        return
      case 'linked':
        this.#count[outcomeOfPair(settled)] += 1
        return
      case 'reject':
        this.#count.rejected += 1
        this.#byCode[settled.code] = (this.#byCode[settled.code] ?? 0) + 1
        return
      default:
        this.#count[settled.kind] += rows
    }
  }

  #addParts(settled: Ack | Linked | Skip): void {
    const {links} = settled
    if (links !== undefined) this.#addLinks(links, settled.kind === 'linked' ? 'rejected' : 'written')
    const list = settled.kind === 'linked' ? undefined : settled.list
    if (list === undefined) return
    this.#list ??= {added: 0, unchanged: 0, rejected: 0, rows: 0}
    if (typeof list === 'string') this.#list[list] += 1
    else {
      this.#list.rejected += 1
      if (links === undefined || links.rejects.length === 0) this.#list.rows += 1
      this.#byCode[list.code] = (this.#byCode[list.code] ?? 0) + 1
    }
  }

  /** `row`: what a row of which a link was rejected counts as itself. */
  #addLinks({made, unchanged, removed, rejects}: RowLinkOutcome, row: 'written' | 'rejected'): void {
    this.#links ??= {made: 0, unchanged: 0, removed: 0, rejected: 0, rows: 0}
    this.#links.made += made
    this.#links.unchanged += unchanged
    this.#links.removed += removed
    this.#links.rejected += rejects.length
    if (rejects.length > 0 && row === 'written') this.#links.rows += 1
    for (const {code} of rejects) this.#byCode[code] = (this.#byCode[code] ?? 0) + 1
  }
}
