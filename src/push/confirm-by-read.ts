import type {PendingInput} from './fold.js'
import {holdsValues} from './holds-values.js'
import type {UpsertPort} from './upsert-port.js'

interface Confirmation {
  readonly written: {readonly kind: 'written'; readonly input: PendingInput; readonly recordId: string; readonly created: boolean}[]
  readonly missing: PendingInput[]
}

/**
 * Reads the records of inputs whose fate no answer told. Written = the record holds every value that was sent.
 * `created` is false: a read cannot tell who made the record.
 */
export async function confirmByRead(inputs: readonly PendingInput[], api: UpsertPort): Promise<Confirmation> {
  const confirmation: Confirmation = {written: [], missing: []}
  if (inputs.length === 0) return confirmation
  const properties = new Set(inputs.flatMap(input => Object.keys(input.properties)))
  const keys = inputs.map(input => input.key)
  const found = await api.read(keys, [...properties])
  for (const input of inputs) {
    const record = found.get(input.key)
    if (record !== undefined && holdsValues(record.properties, input.properties)) {
      confirmation.written.push({kind: 'written', input, recordId: record.recordId, created: false})
    } else confirmation.missing.push(input)
  }
  return confirmation
}
