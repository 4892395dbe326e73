import type {Refusal} from '../../hubspot/refusals/refusal-types.js'
import {ownOf} from '../../shared/named.js'
import {type HoldsValue, holdsExactly, holdsValues} from '../modes/holds-values.js'
import type {UpsertPort} from '../modes/write-port.js'
import type {PendingInput} from './fold.js'
import {type NotStored, notStoredIn} from './not-stored.js'
import type {InputOutcome, RawOutcome, Unmentioned} from './outcomes.js'

export interface AccountForPorts {
  readonly api: UpsertPort
  /** Default: letter for letter. */
  readonly holds?: HoldsValue
  /** Default: as `holds`. */
  readonly keeps?: HoldsValue
  /** One request. */
  readonly attempt: (inputs: readonly PendingInput[]) => Promise<readonly RawOutcome[]>
}

/** As often as doubts are looked at before a run ends: HubSpot may keep silent twice in a row. */
const ROUNDS = 5

/**
 * What an answer did not mention is read back, else sent once more, up to five times; then it is refused as unaccounted
 * for.
 * Where HubSpot refused inputs without saying which, those that may be meant are halved until each refusal stands
 * beside one input.
 * Inputs whose keys turn out to name one record are sent and read one by one: together, neither answer nor read can
 * tell them apart.
 */
export function accountFor(unmentioned: readonly Unmentioned[], ports: AccountForPorts): Promise<InputOutcome[]> {
  return resolveSilent(unmentioned, ports, ROUNDS)
}

/** `rounds`: how often the inputs may be sent again. */
async function resolveSilent(
  unmentioned: readonly Unmentioned[],
  ports: AccountForPorts,
  rounds: number,
): Promise<InputOutcome[]> {
  if (unmentioned.length === 0) return []
  const {written, missing, sharing} = await confirmByRead(unmentioned, ports)
  if (rounds === 0)
    return [
      ...written,
      ...[...missing, ...sharing].map(input => ({kind: 'refused' as const, input, refusal: UNACCOUNTED})),
    ]
  const outcomes: InputOutcome[] = [...written]
  const settle = async (again: readonly RawOutcome[]): Promise<void> => {
    outcomes.push(...again.filter(outcome => !isUnmentioned(outcome)))
    outcomes.push(...(await resolveSilent(again.filter(isUnmentioned), ports, rounds - 1)))
  }
  const isSuspect = unmentioned.some(outcome => outcome.isSuspect)
  if (missing.length > 0) await settle(isSuspect ? await sendApart(missing, ports) : await sendTogether(missing, ports))
  for (const input of sharing) await settle(await ports.attempt([input]))
  return outcomes
}

/** Only a refusal that names nobody is followed up at once. */
async function sendTogether(inputs: readonly PendingInput[], ports: AccountForPorts): Promise<RawOutcome[]> {
  const outcomes = await ports.attempt(inputs)
  const suspects = outcomes.filter(isUnmentioned).filter(outcome => outcome.isSuspect)
  if (inputs.length === 1 || suspects.length === 0) return [...outcomes]
  const others = outcomes.filter(outcome => !isUnmentioned(outcome) || !outcome.isSuspect)
  return [...others, ...(await sendApart(inputsOf(suspects), ports))]
}

async function sendApart(inputs: readonly PendingInput[], ports: AccountForPorts): Promise<RawOutcome[]> {
  if (inputs.length === 1) return sendTogether(inputs, ports)
  const middle = Math.ceil(inputs.length / 2)
  const first = await sendTogether(inputs.slice(0, middle), ports)
  return [...first, ...(await sendTogether(inputs.slice(middle), ports))]
}

function inputsOf(outcomes: readonly Unmentioned[]): PendingInput[] {
  return outcomes.map(outcome => outcome.input)
}

function isUnmentioned(outcome: RawOutcome): outcome is Unmentioned {
  return outcome.kind === 'unmentioned'
}

const UNACCOUNTED: Refusal = {
  code: 'UNACCOUNTED',
  message:
    "HubSpot's replies repeatedly did not mention this row, and its values were not found when its record was read: it may or may not have been written.",
  status: 200,
  problems: [],
}

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
async function confirmByRead(
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
