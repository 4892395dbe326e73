import type {Refusal} from '../../hubspot/refusals/refusal-types.js'
import {ownOf} from '../../shared/named.js'
import {type HoldsValue, holdsExactly, holdsValues} from '../modes/holds-values.js'
import type {ReadRecord, WritePort} from '../modes/write-port.js'
import type {PendingInput} from './fold.js'
import {notStoredIn} from './not-stored.js'
import {
  firstRow,
  type InputOutcome,
  isUnmentioned,
  type Observed,
  type RawOutcome,
  refuseAll,
  type UnmentionedInput,
} from './outcomes.js'

export interface ConfirmPorts {
  readonly read: WritePort['read']
  /** Default: letter for letter. */
  readonly holds?: HoldsValue
  /** Default: as `holds`. */
  readonly keeps?: HoldsValue
  /** One request. */
  readonly attempt: (inputs: readonly PendingInput[]) => Observed<readonly RawOutcome[]>
}

/** As often as doubts are looked at before a run ends: HubSpot may keep silent twice in a row. */
const ROUNDS = 5

/**
 * What an answer did not mention is read back, else sent once more, up to five times (`rounds`); then it is refused as
 * unaccounted for. Certain outcomes stay what they are.
 * Where HubSpot refused inputs without saying which, those that may be meant are halved until each refusal is beside
 * one input.
 * Inputs whose keys turn out to name one record are sent and read one by one: together, neither answer nor read can
 * tell them apart.
 */
export async function* confirmUnmentioned(
  outcomes: readonly RawOutcome[],
  ports: ConfirmPorts,
  rounds = ROUNDS,
): Observed<InputOutcome[]> {
  const certain = outcomes.filter(outcome => !isUnmentioned(outcome))
  const unmentioned = outcomes.filter(isUnmentioned)
  if (unmentioned.length === 0) return certain
  const {written, missing, sharing} = await confirmByRead(unmentioned, ports)
  certain.push(...written)
  if (rounds === 0) return [...certain, ...refuseAll([...missing, ...sharing], UNACCOUNTED)]
  const send = unmentioned.some(({isSuspect}) => isSuspect) ? sendApart : sendTogether
  if (missing.length > 0) certain.push(...(yield* confirmUnmentioned(yield* send(missing, ports), ports, rounds - 1)))
  for (const input of sharing)
    certain.push(...(yield* confirmUnmentioned(yield* ports.attempt([input]), ports, rounds - 1)))
  return certain
}

/** Only a refusal that names no input is followed up at once. */
async function* sendTogether(inputs: readonly PendingInput[], ports: ConfirmPorts): Observed<readonly RawOutcome[]> {
  const outcomes = yield* ports.attempt(inputs)
  const suspects = outcomes.filter(isSuspect)
  if (inputs.length === 1 || suspects.length === 0) return outcomes
  const again = suspects.map(({input}) => input)
  return [...outcomes.filter(outcome => !isSuspect(outcome)), ...(yield* sendApart(again, ports))]
}

async function* sendApart(inputs: readonly PendingInput[], ports: ConfirmPorts): Observed<readonly RawOutcome[]> {
  if (inputs.length === 1) return yield* sendTogether(inputs, ports)
  const middle = Math.ceil(inputs.length / 2)
  const first = yield* sendTogether(inputs.slice(0, middle), ports)
  return [...first, ...(yield* sendTogether(inputs.slice(middle), ports))]
}

function isSuspect(outcome: RawOutcome): boolean {
  return outcome.kind === 'unmentioned' && outcome.isSuspect === true
}

const UNACCOUNTED: Refusal = {
  code: 'UNACCOUNTED',
  message:
    "HubSpot's replies repeatedly did not mention this row, and its values were not found when its record was read: it may or may not have been written.",
  status: 200,
  problems: [],
}

interface Confirmation {
  readonly written: InputOutcome[]
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
async function confirmByRead(
  unmentioned: readonly UnmentionedInput[],
  {read, holds = holdsExactly, keeps = holds}: ConfirmPorts,
): Promise<Confirmation> {
  const confirmation: Confirmation = {written: [], missing: [], sharing: []}
  const properties = new Set(unmentioned.flatMap(({input}) => Object.keys(input.properties)))
  const keys = unmentioned.map(({input}) => input.key)
  const found = await read(keys, [...properties])
  const idOf = ({input}: UnmentionedInput): string | undefined => found.get(input.key)?.recordId
  for (const outcome of unmentioned) {
    const {input, writtenIds = []} = outcome
    const record = found.get(input.key)
    const sharers = unmentioned.filter(other => record !== undefined && idOf(other) === record.recordId)
    const results = writtenIds.filter(id => id === record?.recordId).length
    const isAnswered = results > 0 && sharers.filter(other => other.writtenIds === writtenIds).length <= results
    if (record !== undefined && (isAnswered || holdsValues(record.properties, input.properties, holds))) {
      const written = {kind: 'written', input, recordId: record.recordId, created: false} as const
      const notStored = isAnswered ? notStoredIn(input.properties, storedOf(input, record.properties), keeps) : []
      confirmation.written.push(notStored.length === 0 ? written : {...written, notStored})
    } else (sharers.length > 1 ? confirmation.sharing : confirmation.missing).push(input)
  }
  confirmation.sharing.sort((a, b) => firstRow(a) - firstRow(b))
  return confirmation
}

/** Of every property that was sent what the record holds; '' where it holds nothing. */
function storedOf({properties}: PendingInput, stored: ReadRecord['properties']): ReadRecord['properties'] {
  return Object.fromEntries(Object.keys(properties).map(name => [name, ownOf(stored, name) ?? '']))
}
