import {basename, extname} from 'node:path'
import {gap, type NextStep, shell} from '../../errors/next-step.js'
import type {Description} from './sniff-container.js'

interface Kind {
  readonly begins: RegExp
  readonly describe: (path: string) => Description
}

/** Cells of an HTML table to the letter: a spreadsheet would drop leading zeros while it opens the file. */
const HTML_TO_CSV = [
  'import csv,html,re,sys',
  'text=lambda cell: html.unescape(re.sub("<[^>]*>","",re.sub("(?i)<br */?>","\\n",cell))).strip()',
  'page=open(sys.argv[1],encoding="utf-8").read()',
  'rows=re.findall("(?is)<tr[^>]*>(.*?)</tr>",page)',
  'csv.writer(sys.stdout).writerows([text(cell) for cell in re.findall("(?is)<t[hd][^>]*>(.*?)</t[hd]>",row)] for row in rows)',
].join('; ')

/** What begins so is text, and not rows as this program reads them. The first that fits decides. */
const KINDS: readonly Kind[] = [
  {
    begins: /^\s*(?:<\?[^>]*>\s*)*<(?:\w+:)?Workbook\b[^>]*urn:schemas-microsoft-com:office:spreadsheet/i,
    describe: path => ({what: 'an Excel workbook in XML (SpreadsheetML)', next: [convertSheet(path)]}),
  },
  {
    begins: /^\s*(?:<!--[^>]*-->\s*)*<(?:!doctype html|html|head|meta|body|table|div|style)\b/i,
    describe: path => ({
      what: 'an HTML page',
      next: [{pipe: shell(['python3', '-c', HTML_TO_CSV, path]), note: 'if it is one table'}],
    }),
  },
  {begins: /^\s*<\?xml\b/i, describe: () => ({what: 'XML. Export it as CSV or JSON', next: []})},
  {
    begins: /^\s*BEGIN:VCARD/i,
    describe: () => ({what: 'a vCard file. Export the contacts as CSV from the address book', next: []}),
  },
  {begins: /^\s*BEGIN:VCALENDAR/i, describe: () => ({what: 'a calendar file', next: []})},
  {
    begins: /^\s*(?:version: 1\s+)?dn::? /i,
    describe: () => ({what: 'an LDIF file. Export the entries as CSV', next: []}),
  },
  {begins: /^\{\\rtf/, describe: () => ({what: 'an RTF document. Export the rows as CSV', next: []})},
  {
    begins:
      /^\s*(?:(?:--[^\n]*|\/\*[^\n]*\*\/;?)?\s*\n)*(?:INSERT INTO|CREATE TABLE|DROP TABLE|PRAGMA foreign_keys|SET statement_timeout)\b/i,
    describe: () => ({what: 'an SQL dump. Export the table as CSV from the database', next: []}),
  },
  {
    begins: /^\s*\+-{2,}(?:\+-{2,})*\+\s*\n\|/,
    describe: () => ({
      what: 'a table that mysql drew for display',
      next: [{pipe: shell(['mysql', gap('DATABASE'), '--batch', '-e', 'SELECT …']), addFlags: ['--format', 'mysql']}],
      isOfStreams: true,
    }),
  },
  {
    begins: /^[^\n]*\|[^\n]*\n-{2,}(?:\+-{2,})+\s*\n/,
    describe: () => ({
      what: 'a table that psql drew for display',
      next: [{pipe: shell(['psql', gap('DATABASE'), '--csv', '-c', 'SELECT …'])}],
      isOfStreams: true,
    }),
  },
  {
    begins: /^\uFEFF?-\[ RECORD 1 \]/,
    describe: () => ({
      what: 'the expanded output of psql',
      next: [{pipe: shell(['psql', gap('DATABASE'), '--csv', '-c', 'SELECT …'])}],
      isOfStreams: true,
    }),
  },
  {
    begins: /^\s*[┌╭╔┏][─━═┬┳╦╤]/,
    describe: () => ({
      what: 'a table drawn in boxes, as sqlite3 and duckdb display it',
      next: [{pipe: shell(['sqlite3', '-csv', '-header', gap('FILE'), 'SELECT …'])}],
      isOfStreams: true,
    }),
  },
  {
    begins: /^\s*\|[^\n]*\|[ \t]*\n\s*\|(?:\s*:?-+:?\s*\|)+[ \t]*\n/,
    describe: () => ({what: 'a Markdown table. Export the rows as CSV', next: []}),
  },
]

/** What a text is, after "is", that holds no CSV; undefined for all that may be CSV. */
export function foreignText(head: string, path: string): Description | undefined {
  const text = head.replaceAll('\r\n', '\n')
  const kind = KINDS.find(({begins}) => begins.test(text))
  if (kind !== undefined) return kind.describe(path)
  return isFixedWidth(text)
    ? {what: 'a table with columns padded with blanks. Export it with a delimiter', next: []}
    : undefined
}

/** Makes a workbook of it that can be read, with all its sheets and every character, and pushes that. */
export function convertSheet(path: string): NextStep {
  const made = `converted/${basename(path, extname(path))}.xlsx`
  return {make: {run: ['libreoffice', '--headless', '--convert-to', 'xlsx', '--outdir', 'converted', path]}, file: made}
}

const LEAST_ROWS = 2
const LOOKED_AT = 20

/** Columns that begin in the same place of every line, after blanks, and no delimiter in the header. */
function isFixedWidth(text: string): boolean {
  const [header = '', ...rows] = text.split('\n').slice(0, -1).slice(0, LOOKED_AT)
  const filled = rows.filter(row => row.trim() !== '')
  if (/[,;\t|]/.test(header) || filled.length < LEAST_ROWS) return false
  const starts = [...header.matchAll(/ {2,}(?=\S)/g)].map(gap => gap.index + gap[0].length)
  return (
    starts.length > 0 &&
    filled.every(row => starts.every(start => row[start - 1] === ' ' && (row[start] ?? ' ') !== ' '))
  )
}
