import type {PendingInput} from './fold.js'
import {holdsValues} from './holds-values.js'
import type {UpsertPort} from './upsert-port.js'

interface Confirmation {
  readonly written: {readonly kind: 'written'; readonly input: PendingInput; readonly recordId: string; readonly created: boolean}[]
  readonly missing: PendingInput[]
  /** Of the missing ones, those whose record is another input's as well: only one of them can be seen in it. In file order. */
  readonly sharing: PendingInput[]
}

/**
 * Reads the records of inputs whose fate no answer told. Written = the record holds every value that was sent.
 * `created` is false: a read cannot tell who made the record.
 */
export async function confirmByRead(inputs: readonly PendingInput[], api: UpsertPort): Promise<Confirmation> {
  const confirmation: Confirmation = {written: [], missing: [], sharing: []}
  if (inputs.length === 0) return confirmation
  const properties = new Set(inputs.flatMap(input => Object.keys(input.properties)))
  const keys = inputs.map(input => input.key)
  const found = await api.read(keys, [...properties])
  const shared = idsThatRepeat([...found.values()].map(({recordId}) => recordId))
  for (const input of inputs) {
    const record = found.get(input.key)
    if (record !== undefined && holdsValues(record.properties, input.properties)) {
      confirmation.written.push({kind: 'written', input, recordId: record.recordId, created: false})
    } else if (record !== undefined && shared.has(record.recordId)) confirmation.sharing.push(input)
    else confirmation.missing.push(input)
  }
  confirmation.sharing.sort((a, b) => firstRow(a) - firstRow(b))
  return confirmation
}

function idsThatRepeat(ids: readonly string[]): ReadonlySet<string> {
  return new Set(ids.filter((id, index) => ids.indexOf(id) !== index))
}

function firstRow({rows}: PendingInput): number {
  return rows[0]?.row ?? 0
}
