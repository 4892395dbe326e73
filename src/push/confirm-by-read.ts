import {ownOf} from '../shared/named.js'
import type {PendingInput} from './fold.js'
import {type HoldsValue, holdsExactly, holdsValues} from './holds-values.js'
import {type NotStored, notStoredIn} from './not-stored.js'
import type {Unmentioned} from './outcomes.js'
import type {UpsertPort} from './upsert-port.js'

interface Confirmation {
  readonly written: {
    readonly kind: 'written'
    readonly input: PendingInput
    readonly recordId: string
    readonly created: boolean
    readonly notStored?: readonly NotStored[]
  }[]
  readonly missing: PendingInput[]
  /**
   * Of the missing ones, those whose record is another input's as well: only one of them can be seen in it. In file
   * order.
   */
  readonly sharing: PendingInput[]
}

/**
 * Reads the records of inputs whose fate no answer told. Written = the record holds every value that was sent, or the
 * answer held a result of this record that can only be this input's: HubSpot does not keep every value (a lifecycle
 * stage only goes forward).
 * `created` is false: a read cannot tell who made the record.
 */
export async function confirmByRead(
  unmentioned: readonly Unmentioned[],
  {
    api,
    holds = holdsExactly,
    keeps = holds,
  }: {readonly api: UpsertPort; readonly holds?: HoldsValue; readonly keeps?: HoldsValue},
): Promise<Confirmation> {
  const confirmation: Confirmation = {written: [], missing: [], sharing: []}
  if (unmentioned.length === 0) return confirmation
  const properties = new Set(unmentioned.flatMap(({input}) => Object.keys(input.properties)))
  const keys = unmentioned.map(({input}) => input.key)
  const found = await api.read(keys, [...properties])
  const idOf = ({input}: Unmentioned): string | undefined => found.get(input.key)?.recordId
  for (const outcome of unmentioned) {
    const {input, writtenIds = []} = outcome
    const record = found.get(input.key)
    const sharers = unmentioned.filter(other => record !== undefined && idOf(other) === record.recordId)
    const results = writtenIds.filter(id => id === record?.recordId).length
    const isAnswered = results > 0 && sharers.filter(other => other.writtenIds === writtenIds).length <= results
    if (record !== undefined && (isAnswered || holdsValues(record.properties, input.properties, holds))) {
      const stored = Object.fromEntries(
        Object.keys(input.properties).map(name => [name, ownOf(record.properties, name) ?? '']),
      )
      const notStored = isAnswered ? notStoredIn(input.properties, stored, keeps) : []
      confirmation.written.push({
        kind: 'written',
        input,
        recordId: record.recordId,
        created: false,
        ...(notStored.length > 0 && {notStored}),
      })
    } else (sharers.length > 1 ? confirmation.sharing : confirmation.missing).push(input)
  }
  confirmation.sharing.sort((a, b) => firstRow(a) - firstRow(b))
  return confirmation
}

function firstRow({rows}: PendingInput): number {
  return rows[0]?.row ?? 0
}
