import {join, resolve} from 'node:path'
import {sniffContainer} from '../../input/container/sniff-container.js'
import {fingerprintFile} from '../../input/fingerprint.js'
import {InputFile} from '../../input/input-file.js'
import {openSource} from '../../input/open-source.js'
import type {SourceSpec} from '../../input/source.js'
import type {SavedMapping} from '../../mapping/mapping-types.js'
import type {DecideRow} from '../../rejects/fix/fix-row.js'
import type {OpenFilter} from '../../rejects/open-rejects.js'
import {correctedRows} from '../../rejects/retry/corrected-rows.js'
import type {RetryRows} from '../../rejects/retry/retry-rows.js'
import {storedRows} from '../../rejects/retry/stored-rows.js'
import type {FileReading} from '../../rows/file-reading.js'
import type {RunRecord} from '../../runs/run-record.js'
import type {StoredRun} from '../../runs/run-store.js'
import {defined} from '../../shared/defined.js'
import type {Defer} from '../../shared/with-cleanup.js'
import {styleOfExport} from './style-of-export.js'

export type RetryReading = FileReading & Pick<SourceSpec, 'format'>

interface RetrySource {
  readonly parent: StoredRun
  readonly filter: OpenFilter & {readonly decide?: DecideRow}
  /** A corrected export; absent: the rows as they are stored. */
  readonly from?: string
  /** What was said of that file. */
  readonly reading?: RetryReading
  /** Whether the run was named. */
  readonly isNamed: boolean
  readonly dataDir: string
}

/** The rows of a retry, and how they are written. */
interface OpenedRetry extends RetryRows {
  readonly asked: SavedMapping
  readonly source: Pick<RunRecord, 'source' | 'header'>
  readonly bytesRead: () => number
  readonly totalBytes?: number
}

/** As many as tell a workbook from a text. */
const HEAD_BYTES = 512

/** Opens the rows to send again; the mapping asked for is the run's, whatever else the corrected file holds. */
export async function openRetry(
  {parent, filter, from, reading = {}, isNamed, dataDir}: RetrySource,
  defer: Defer,
): Promise<OpenedRetry> {
  const {source, header, mapping} = parent.record
  const asked = mapping as SavedMapping
  if (from === undefined)
    return {...storedRows(parent, filter), asked, source: {source, ...defined({header})}, bytesRead: () => 0}
  const file = await InputFile.open(from)
  defer(() => file.close())
  const isText = sniffContainer(await file.head(HEAD_BYTES)) === undefined
  const style = isText ? await styleOfExport(file, source, reading) : {}
  const opened = await openSource({path: from, file, ...style, ...reading})
  defer(() => opened.close())
  const {portalId, object} = parent.record
  const directory = join(dataDir, 'refused-lines', `${portalId}-${object.objectTypeId}`)
  const rows = await correctedRows({stored: parent, isNamed, source: opened, filter, directory, defer})
  const {name, format, columns, totalBytes} = opened
  return {
    ...rows,
    asked: {...asked, format, columns},
    source: {
      source: {
        ...{name, format, path: resolve(from), fingerprint: await fingerprintFile(file)},
        ...defined({style: opened.style}),
      },
      ...defined({header: opened.header}),
    },
    bytesRead: () => opened.bytesRead(),
    ...defined({totalBytes}),
  }
}
