import {executeDryRun} from '../../dry-run/execute-dry-run.js'
import type {FileState} from '../../dry-run/predict-batch.js'
import {estimateRows} from '../../input/estimate-rows.js'
import {openSource} from '../../input/open-source.js'
import type {Source} from '../../input/source.js'
import {openWritePort} from '../../push/modes/open-write-port.js'
import type {FirstLook} from '../../push/run/push-event.js'
import {MODE_FACTS} from '../../rows/run-mode.js'
import {defined} from '../../shared/defined.js'
import {systemClock} from '../../shared/system-clock.js'
import type {OpenedPush, OpenPushRequest} from '../open/open-push.js'

/** As many keys as one read looks up. */
const LOOKED_AT = 100

/**
 * What a push would make of the first rows, for the question before the first write: the beginning of a dry run, from
 * one reading of the file of its own. Undefined for standard input, which cannot be read twice.
 */
export async function lookAhead(
  {spec, source, plan, connection}: OpenedPush,
  {mode = 'upsert', duplicates}: Pick<OpenPushRequest, 'mode' | 'duplicates'>,
  stop: AbortSignal,
): Promise<FirstLook | undefined> {
  const {file} = spec
  if (file === undefined) return undefined
  const again = await openSource(spec)
  try {
    const first = await firstRows(again.chunks)
    const {mapping, object, properties} = plan
    const ports = {hubspot: connection.hubspot, onWaiting: () => {}, abort: stop, clock: systemClock}
    const {read} = openWritePort({record: {object, key: mapping.key}, lookup: () => undefined, ports})
    const {report} = await executeDryRun(
      {
        object,
        mapping,
        properties,
        mode,
        fold: duplicates !== 'each' && MODE_FACTS[mode].merges,
        rows: chunksOf(first.rows),
        bytesRead: () => 0,
      },
      {api: {read}, fileState: inMemory(), onEvent: () => {}, onPredicted: () => {}, stop},
    )
    const {unchanged} = report.detail({columns: [], constants: []}, connection.hubspot.rate())
    const {created, updated, rejected} = report.totals
    const looked = {rows: first.rows.length, created, changed: updated - unchanged, unchanged, rejected}
    const all = first.isAll ? first.rows.length : await estimateRows(file, source.header !== undefined)
    return {...looked, isAll: first.isAll, ...defined({total: all})}
  } finally {
    await again.close()
  }
}

type Rows = (Source['chunks'] extends AsyncIterable<infer Chunk> ? Chunk : never)[number][]

async function firstRows(chunks: Source['chunks']): Promise<{rows: Rows; isAll: boolean}> {
  const rows: Rows = []
  for await (const chunk of chunks) {
    rows.push(...chunk.slice(0, LOOKED_AT + 1 - rows.length))
    if (rows.length > LOOKED_AT) return {rows: rows.slice(0, LOOKED_AT), isAll: false}
  }
  return {rows, isAll: true}
}

async function* chunksOf(rows: Rows): AsyncGenerator<Rows> {
  yield rows
}

function inMemory(): FileState {
  const states = new Map<string, Readonly<Record<string, string>>>()
  return {get: record => states.get(record), set: (record, values) => void states.set(record, values)}
}
