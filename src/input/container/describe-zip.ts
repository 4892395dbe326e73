import {basename} from 'node:path'
import {shellQuote} from '../../shared/text/shell-quote.js'
import {convertSheet} from './convert-sheet.js'
import type {Description} from './describe-container.js'
import {firstZipEntry, type ZipEntry} from './zip-entry.js'

const EMPTY_ARCHIVE = 0x05

/** Office files are zip archives too: their first entry tells which. */
export function describeZip(path: string, head: Uint8Array): Description {
  const entry = firstZipEntry(head)
  const file = shellQuote(path)
  if (entry === undefined)
    return {what: head[2] === EMPTY_ARCHIVE ? 'an empty zip archive' : 'a zip archive', next: [`unzip -l ${file}`]}
  const office = officeKind(entry, head)
  if (office !== undefined)
    return office.isSheet ? {what: office.what, next: [convertSheet(path)]} : {what: office.what, next: []}
  if (entry.isEncrypted) return {what: 'an encrypted zip archive', next: [`unzip ${file}     asks for the password`]}
  if (!isRows(entry.name)) return {what: 'a zip archive', next: [`unzip -l ${file}     lists the files in it`]}
  return {
    what: `a zip archive that holds ${basename(entry.name)}`,
    next: [`unzip -p ${file} ${shellQuote(asPattern(entry.name))} | hubspot-push push -`],
  }
}

interface OfficeKind {
  readonly what: string
  readonly isSheet: boolean
}

function officeKind({name, content}: ZipEntry, head: Uint8Array): OfficeKind | undefined {
  const text = Buffer.from(head).toString('latin1')
  if (name === 'mimetype') {
    const isSheet = Buffer.from(content.subarray(0, 80)).includes('opendocument.spreadsheet')
    return {
      what: isSheet ? 'an OpenDocument spreadsheet (.ods)' : 'an OpenDocument file that is not a spreadsheet',
      isSheet,
    }
  }
  if (/^(?:\[Content_Types\]\.xml|_rels\/|docProps\/|xl\/|word\/|ppt\/)/.test(name)) {
    if (/\bword\/|wordprocessingml/.test(text)) return {what: 'a Word document', isSheet: false}
    return /\bppt\/|presentationml/.test(text)
      ? {what: 'a PowerPoint file', isSheet: false}
      : {what: 'an Excel workbook (.xlsx)', isSheet: true}
  }
  return /^(?:Index\/|Metadata\/|Data\/).*\.(?:iwa|plist)/.test(name)
    ? {what: 'a Numbers, Pages or Keynote file', isSheet: false}
    : undefined
}

function isRows(name: string): boolean {
  return /\.(?:csv|tsv|tab|txt|jsonl|ndjson|json)$/i.test(name) && /^[\x20-\x7e]+$/.test(name)
}

/** unzip takes names for patterns. */
function asPattern(name: string): string {
  return name.replace(/[[\]*?\\]/g, '\\$&')
}
