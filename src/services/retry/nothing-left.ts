import {findOpenRun, isOpen, NOTHING_LEFT} from '../../rejects/open-rejects.js'
import {NO_ROWS, type Totals} from '../../rows/rows.js'
import {readRejects} from '../../runs/journal/read-rejects.js'
import {RunStore} from '../../runs/run-store.js'
import {defined} from '../../shared/defined.js'
import type {RetryRequest} from './retry-rejects.js'

/** The JSON of a retry that had nothing to send: that of a run, as far as there is one. */
export interface NothingSent {
  readonly run: null
  readonly status: 'finished'
  readonly rows: Totals
  readonly rejects: {readonly count: 0; readonly byCode: object; readonly file: null}
  readonly exitCode: 0
  readonly next: readonly []
}

export const NOTHING_SENT: NothingSent = {
  run: null,
  status: 'finished',
  rows: NO_ROWS,
  rejects: {count: 0, byCode: {}, file: null},
  exitCode: 0,
  next: [],
}

type Asked = Pick<RetryRequest, 'run' | 'code' | 'includeSuperseded'>

/**
 * The sentence for a retry of stored rows where none is left that could be sent: nothing has to be done, which is no
 * error. Undefined where there are some, also such as only an error can explain (overtaken, or unreadable).
 */
export async function nothingLeft(dataDir: string, {run, ...filter}: Asked): Promise<string | undefined> {
  const stored = await findOpenRun(new RunStore(dataDir), run, filter)
  if (stored === undefined) return NOTHING_LEFT
  const every = {...defined({code: filter.code}), includeSuperseded: true}
  for await (const reject of readRejects(stored)) if (isOpen(reject, every)) return undefined
  return `Run ${stored.record.run} has no rejected rows left${filter.code === undefined ? '' : ` of code ${filter.code}`}.`
}
