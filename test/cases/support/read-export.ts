import {join} from 'node:path'
import {openSource} from '../../../src/input/open-source.js'
import type {SourceSpec} from '../../../src/input/source.js'
import {compileMapping} from '../../../src/mapping/compile/compile-mapping.js'
import type {MappingRequest, MappingTarget} from '../../../src/mapping/mapping-types.js'
import {mapRow} from '../../../src/mapping/row/map-row.js'
import {isCells, type MappedRow, type Reject} from '../../../src/rows/rows.js'
import {contacts, options, property} from '../../mapping/support/definitions.js'
import {sharedDir} from '../../support/shared-material.js'

/** The table that every exporter wrote: its columns in order, with the kind of property that each goes to. */
export const COLUMNS = [
  'email',
  'ext_code',
  'txt1',
  'txt2',
  'active',
  'created_tz',
  'updated_at',
  'born',
  'amount',
  'big_id',
  'ratio',
  'meta',
  'tags',
  'pct',
  'cur',
] as const

const date = (name: string) => property(name, {type: 'date', fieldType: 'date'})
const datetime = (name: string) => property(name, {type: 'datetime', fieldType: 'date'})
const number = (name: string) => property(name, {type: 'number', fieldType: 'number'})

const target: MappingTarget = {
  object: contacts,
  keys: [{property: 'email', label: 'Email'}],
  properties: [
    ...['email', 'ext_code', 'txt1', 'txt2', 'big_id', 'meta', 'pct', 'cur'].map(name => property(name)),
    property('active', {type: 'bool', fieldType: 'booleancheckbox'}),
    ...['created_tz', 'updated_at'].map(datetime),
    date('born'),
    ...['amount', 'ratio'].map(number),
    property('tags', {
      type: 'enumeration',
      fieldType: 'checkbox',
      options: options(['vip', 'VIP'], ['blog', 'Blog'], ['a b', 'A B']),
    }),
  ],
}

/** The flags of one file. */
export interface ExportFlags extends Omit<SourceSpec, 'path' | 'stdin' | 'file'> {
  readonly mapping?: Partial<MappingRequest>
}

export interface ReadExport {
  /** By e-mail. */
  readonly mapped: ReadonlyMap<string, MappedRow['properties']>
  /** Rows that were read and refused, by e-mail. */
  readonly refused: ReadonlyMap<string, Reject>
  /** Lines that are no rows, or parts of torn ones. */
  readonly unreadable: readonly Reject[]
  readonly notes: readonly string[]
}

export async function readExport(name: string, {mapping = {}, ...spec}: ExportFlags = {}): Promise<ReadExport> {
  const source = await openSource({...spec, path: join(sharedDir ?? '', 'cases', 'exports', name)})
  const map = spec.header === false ? COLUMNS.map((column, at) => ({column: String(at + 1), property: column})) : []
  const {columns, format} = source
  const compiled = compileMapping({columns, format, map, ignore: [], ignoreUnknown: true, ...mapping}, target)
  const mapped = new Map<string, MappedRow['properties']>()
  const refused = new Map<string, Reject>()
  const unreadable: Reject[] = []
  for await (const row of source.rows) {
    const outcome = row.kind === 'source' ? mapRow(row, compiled) : row
    if (outcome.kind === 'mapped') mapped.set(outcome.key, outcome.properties)
    else {
      const email = emailOf(outcome)
      if (email === undefined) unreadable.push(outcome)
      else refused.set(email, outcome)
    }
  }
  return {mapped, refused, unreadable, notes: source.notes()}
}

/** Absent where the row could not be read, or is the rest of one that was torn. */
function emailOf({record}: Reject): string | undefined {
  if (isCells(record)) return record.find(cell => cell?.endsWith('@example.com') === true) ?? undefined
  return record === undefined ? undefined : String(record['email'])
}
