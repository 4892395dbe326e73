import type {Refusal} from '../hubspot/refusals/refusal-types.js'
import {confirmByRead} from './confirm-by-read.js'
import type {PendingInput} from './fold.js'
import type {HoldsValue} from './holds-values.js'
import type {InputOutcome, RawOutcome, Unmentioned} from './outcomes.js'
import type {UpsertPort} from './upsert-port.js'

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
  return settleSilent(unmentioned, ports, ROUNDS)
}

/** `rounds`: how often the inputs may be sent again. */
async function settleSilent(
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
    outcomes.push(...(await settleSilent(again.filter(isUnmentioned), ports, rounds - 1)))
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
    'HubSpot answered without naming this row, again and again, and a read did not show its values: it may or may not have been written.',
  status: 200,
  problems: [],
}
