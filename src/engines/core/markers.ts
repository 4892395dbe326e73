import type {MarkerCounts, Release} from './engine.js'
import {Line} from './line.js'

interface Marker {
  readonly release: Release
  records: number
  rejected: number
  /** Streams whose records before it are not all confirmed. */
  waitsFor: number
}

/** Where a marker stands among the records of a stream: behind so many. */
interface Mark {
  readonly records: number
  readonly marker: Marker
}

/** What one stream knows of the markers of one scope. */
class Marks {
  /** Records of the stream before the last marker. */
  last = 0
  /** Rejected since the last marker that all settled records were before. */
  rejected = 0
  readonly unsettled = new Line<Mark>()
  readonly unconfirmed = new Line<Mark>()
}

interface Stream {
  taken: number
  settled: number
  confirmed: number
  readonly own: Marks
  readonly all: Marks
}

/**
 * Releases markers in order, each once all records before it are settled and confirmed: beyond being undone. A record
 * costs nothing here but a count, a marker an entry until it is released.
 */
export class Markers {
  readonly #streams = new Map<string, Stream>()
  /** Markers by scope: a stream, or all of them (undefined). */
  readonly #waiting = new Map<string | undefined, Line<Marker>>()
  /** Streams with records since the last marker of all. */
  readonly #touched = new Set<Stream>()
  readonly #onRelease: () => void
  #open = 0

  /** `onRelease`: some were released. */
  constructor(onRelease: () => void = () => {}) {
    this.#onRelease = onRelease
  }

  /** Markers that are not released yet. */
  get open(): number {
    return this.#open
  }

  taken(stream: string): void {
    const of = this.#stream(stream)
    of.taken += 1
    this.#touched.add(of)
  }

  mark(release: Release, stream?: string): void {
    const marker: Marker = {release, records: 0, rejected: 0, waitsFor: 0}
    if (stream !== undefined) join(marker, this.#stream(stream), 'own')
    else {
      for (const each of this.#touched) join(marker, each, 'all')
      this.#touched.clear()
    }
    this.#line(stream).push(marker)
    this.#open += 1
    this.#release(stream)
  }

  /** The next records of the stream, in order: whether each was rejected. */
  settled(stream: string, rejected: readonly boolean[]): void {
    const of = this.#stream(stream)
    for (const isRejected of rejected) {
      of.settled += 1
      for (const marks of [of.own, of.all]) {
        if (isRejected) marks.rejected += 1
        this.#pass(of, marks)
      }
    }
  }

  /** Whether `confirmed` of so many would release anything. */
  isAwaited(stream: string, records: number): boolean {
    const {own, all} = this.#stream(stream)
    return [own, all].some(({unconfirmed}) => (unconfirmed.first?.records ?? Number.POSITIVE_INFINITY) <= records)
  }

  /** The first records of the stream, so many, are settled, and nothing can undo them any more. */
  confirmed(stream: string, records: number): void {
    const of = this.#stream(stream)
    of.confirmed = Math.max(of.confirmed, records)
    for (const marks of [of.own, of.all]) {
      for (let mark = marks.unconfirmed.first; mark !== undefined; mark = marks.unconfirmed.first) {
        if (mark.records > of.confirmed) break
        mark.marker.waitsFor -= 1
        marks.unconfirmed.shift()
      }
    }
    this.#release(stream)
    this.#release(undefined)
  }

  #pass({settled}: Stream, marks: Marks): void {
    for (let mark = marks.unsettled.first; mark !== undefined; mark = marks.unsettled.first) {
      if (mark.records > settled) return
      takeRejected(mark.marker, marks)
      marks.unconfirmed.push(mark)
      marks.unsettled.shift()
    }
  }

  #release(scope: string | undefined): void {
    const waiting = this.#waiting.get(scope)
    const before = this.#open
    for (let marker = waiting?.first; marker?.waitsFor === 0; marker = waiting?.first) {
      const counts: MarkerCounts = {records: marker.records, rejected: marker.rejected}
      waiting?.shift()
      this.#open -= 1
      marker.release(counts)
    }
    if (this.#open < before) this.#onRelease()
  }

  #stream(name: string): Stream {
    const known = this.#streams.get(name)
    if (known !== undefined) return known
    const stream: Stream = {taken: 0, settled: 0, confirmed: 0, own: new Marks(), all: new Marks()}
    this.#streams.set(name, stream)
    return stream
  }

  #line(scope: string | undefined): Line<Marker> {
    const known = this.#waiting.get(scope)
    if (known !== undefined) return known
    const line = new Line<Marker>()
    this.#waiting.set(scope, line)
    return line
  }
}

/** The marker waits for the records of the stream so far, as far as they are not confirmed. */
function join(marker: Marker, stream: Stream, scope: 'own' | 'all'): void {
  const {taken, settled, confirmed} = stream
  const marks = stream[scope]
  marker.records += taken - marks.last
  marks.last = taken
  const mark = {records: taken, marker}
  if (settled === taken) takeRejected(marker, marks)
  else marks.unsettled.push(mark)
  if (confirmed === taken) return
  marker.waitsFor += 1
  if (settled === taken) marks.unconfirmed.push(mark)
}

function takeRejected(marker: Marker, marks: Marks): void {
  marker.rejected += marks.rejected
  marks.rejected = 0
}
