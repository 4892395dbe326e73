import {createHash} from 'node:crypto'
import {typesOf} from '../../rows/cell-types.js'
import type {Reject} from '../../rows/rows.js'
import {stringifyExactJson} from '../../shared/text/exact-json.js'

/** A line of rejects.jsonl. */
export function rejectLine({kind: _kind, ...stored}: Reject): string {
  return `${stringifyExactJson({...stored, types: typesOf(stored.record)})}\n`
}

/** The same without anything that the row held: the key becomes a hash by which equal keys can still be told. */
export function rejectLineWithoutValues({row, line, key, code, attempts, link, list, recordId}: Reject): string {
  const message = 'The values of this row were not stored (--no-store-values).'
  const part = {...(link && {link: {...link, value: ''}}), ...(list && {list})}
  const ofPart = (link ?? list) && {...part, ...(recordId !== undefined && {recordId})}
  return `${JSON.stringify({row, line, ...(key !== undefined && {key: hashOf(key)}), code, message, attempts, ...ofPart})}\n`
}

function hashOf(key: string): string {
  return `sha256:${createHash('sha256').update(key).digest('hex').slice(0, 32)}`
}
