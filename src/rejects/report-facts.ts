import type {GoneAction} from '../rows/gone.js'
import {type RunDetail, readRunDetail} from '../runs/history/run-detail.js'
import {readRejects, type StoredReject} from '../runs/journal/read-rejects.js'
import type {StoredRun} from '../runs/run-store.js'
import {defined} from '../shared/defined.js'
import {arrayOf, objectOf} from '../shared/json.js'
import {inFile} from './open-rejects.js'

/** A rejected row as a report shows it; long texts are cut. */
export interface ReportReject {
  readonly row: number
  readonly line: number
  readonly code: string
  readonly key: string
  readonly property: string
  readonly value: string
  readonly message: string
  readonly state: 'open' | 'sent again' | 'overtaken'
}

export interface ReportFacts {
  readonly detail: RunDetail
  /** Of hubspot-push, when it made the run. */
  readonly version: string
  /** Columns that name records to link to. */
  readonly links: readonly {readonly column: string; readonly to: string}[]
  /** What `--gone` asked for; absent without it. */
  readonly goneAction?: GoneAction
  /** Rejected rows by property, the most first; '' for those that name none. */
  readonly byProperty: readonly (readonly [property: string, count: number])[]
  /** All rejected rows, also those that were sent again since. */
  readonly count: number
  /** Evenly taken from all of them where there are many, in file order. */
  readonly rejects: readonly ReportReject[]
}

/** What a browser shows without pause, a search through it included. */
const MOST_REJECTS = 2000
const MOST_PROPERTIES = 1000

/** Reads all that a report says of a run; its size does not grow with the rows. */
export async function readReportFacts(stored: StoredRun, dataDir: string): Promise<ReportFacts> {
  const byProperty = new Map<string, number>()
  let sample: ReportReject[] = []
  let every = 1
  let count = 0
  for await (const reject of readRejects(stored)) {
    const property = propertyOf(reject)
    const name = byProperty.has(property) || byProperty.size < MOST_PROPERTIES ? property : ''
    byProperty.set(name, (byProperty.get(name) ?? 0) + 1)
    if (count++ % every === 0) sample.push(shown(reject))
    if (sample.length <= MOST_REJECTS) continue
    sample = sample.filter((_, at) => at % 2 === 0)
    every *= 2
  }
  const {version, mapping, gone: goneAction} = stored.record
  return {
    version,
    links: linksOf(mapping),
    ...defined({goneAction}),
    detail: await readRunDetail(stored, dataDir),
    byProperty: [...byProperty].sort(([, a], [, b]) => b - a),
    count,
    rejects: sample,
  }
}

function shown(reject: StoredReject): ReportReject {
  const {row} = inFile(reject)
  const {line, code, key = '', value = reject.raw ?? '', message} = reject
  return {
    row,
    line,
    code,
    key: cut(key, 100),
    property: cut(propertyOf(reject), 100),
    value: cut(value, 200),
    message: cut(message, 400),
    state: stateOf(reject),
  }
}

/** Of a link, the column that names the other record. */
function propertyOf({property, link}: StoredReject): string {
  return property ?? link?.column ?? ''
}

/** As a mapping is saved (`associate`). */
function linksOf(mapping: unknown): ReportFacts['links'] {
  return arrayOf(objectOf(mapping)['associate']).flatMap(each => {
    const {column, object, by} = objectOf(each)
    return [{column: String(column), to: `${String(object)}.${String(by)}`}]
  })
}

function stateOf({resolvedBy, supersededBy}: StoredReject): ReportReject['state'] {
  if (resolvedBy !== undefined) return 'sent again'
  return supersededBy === undefined ? 'open' : 'overtaken'
}

function cut(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most)}…`
}
