import {AppError} from '../errors/app-error.js'
import type {Source} from '../input/source.js'
import {isCells, type SourceRow} from '../rows/rows.js'
import {readRejects} from '../runs/read-rejects.js'
import type {StoredRun} from '../runs/run-store.js'
import {DiskKeyMap} from '../shared/disk-key-map.js'
import {shellQuote} from '../shared/shell-quote.js'
import {isOpen, type OpenFilter} from './is-open.js'
import {type RetriedReject, type RetryRows, retriedReject, supersededWarning} from './retry-rows.js'

interface CorrectedRowsOptions {
  readonly stored: StoredRun
  /** An exported file that somebody has corrected. */
  readonly source: Source
  readonly filter: OpenFilter
  /** Where the lines of the rejects are kept meanwhile: there may be any number of them. */
  readonly directory: string
  readonly defer: (cleanup: () => Promise<void>) => void
}

/** An open reject, found by its line. */
interface Known {
  readonly retried: RetriedReject
  readonly message: string
}

/**
 * The rows of a corrected export. The column _line says which reject a row is, _message that it is one of this run:
 * a row that names none of its open rejects is left out, or a file given twice would write everything twice.
 * Throws AppError INPUT errors of the file, MAPPING_INVALID where the column is missing.
 */
export async function correctedRows({stored, source, filter, directory, defer}: CorrectedRowsOptions): Promise<RetryRows> {
  const place = placeOf(source, stored)
  const known = await DiskKeyMap.createForJson<Known>(directory, {areSmall: true})
  defer(() => known.delete())
  for await (const reject of readRejects(stored)) {
    if (!isOpen(reject, {...filter, includeSuperseded: true})) continue
    known.set(String(reject.line), {retried: retriedReject(reject, stored.record.run), message: reject.message})
  }
  const given: (RetriedReject | undefined)[] = []
  const leftOut = {unknown: 0, superseded: 0}
  async function* rows(): RetryRows['rows'] & AsyncGenerator {
    let row = 0
    for await (const chunk of source.chunks) {
      for (const read of chunk) {
        const found = read.kind === 'source' ? find(read) : undefined
        if (read.kind === 'source' && found === undefined) continue
        row += 1
        given.push(found?.retried)
        yield [{...read, row, line: found?.line ?? read.line}]
      }
    }
  }
  function find({record}: SourceRow): {retried: RetriedReject; line: number} | undefined {
    const {line, message} = place(record)
    const reject = known.get(line)
    if (reject === undefined || (message !== '' && plain(message) !== plain(reject.message))) {
      leftOut.unknown += 1
      return undefined
    }
    const isLeftOut = reject.retried.supersededBy !== undefined && filter.includeSuperseded !== true
    if (isLeftOut) leftOut.superseded += 1
    return isLeftOut ? undefined : {retried: reject.retried, line: Number(line)}
  }
  const {run} = stored.record
  return {
    rows: rows(),
    take: count => given.splice(0, count),
    warnings: () => [
      ...(leftOut.unknown === 0
        ? []
        : [
            `${leftOut.unknown} of the rows of ${source.name} are no open refused rows of run ${run} (columns _line and _message) and were left out.`,
          ]),
      ...(leftOut.superseded === 0 ? [] : [supersededWarning(leftOut.superseded)]),
    ],
  }
}

type Place = (record: SourceRow['record']) => {readonly line: string; readonly message: string}

/** Where a row's line and message stand. */
function placeOf({name, header, columns}: Source, {record: {run}}: StoredRun): Place {
  if (!columns.includes('_line')) {
    throw new AppError('MAPPING_INVALID', `${name} has no column _line, which says which refused row each of its rows is.`, {
      next: [`hubspot-push rejects export ${run} --output FILE`, `hubspot-push push ${shellQuote(name)} --object OBJECT`],
    })
  }
  const [line, message] = [header?.lastIndexOf('_line') ?? -1, header?.lastIndexOf('_message') ?? -1]
  return record => {
    if (isCells(record)) return {line: (record[line] ?? '').trim(), message: record[message] ?? ''}
    return {line: String(record['_line'] ?? ''), message: String(record['_message'] ?? '')}
  }
}

/** Spreadsheets change line ends and blanks. */
function plain(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim()
}
