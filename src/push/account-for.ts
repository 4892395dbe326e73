import type {Refusal} from '../hubspot/upsert-types.js'
import {confirmByRead} from './confirm-by-read.js'
import type {PendingInput} from './fold.js'
import type {HoldsValue} from './holds-values.js'
import type {InputOutcome, RawOutcome, Unmentioned} from './settle-inputs.js'
import type {UpsertPort} from './upsert-port.js'

export interface AccountForPorts {
  readonly api: UpsertPort
  /** Default: letter for letter. */
  readonly holds?: HoldsValue
  /** One request. */
  readonly attempt: (inputs: readonly PendingInput[]) => Promise<readonly RawOutcome[]>
}

/**
 * What an answer did not mention is read back, else sent once more and read back again, else refused as unaccounted for.
 * Where HubSpot refused inputs without saying which, those that may be meant are halved until each refusal stands beside one input.
 * Inputs whose keys turn out to name one record are sent and read one by one: together, neither answer nor read can tell them apart.
 */
export async function accountFor(unmentioned: readonly Unmentioned[], ports: AccountForPorts): Promise<InputOutcome[]> {
  const confirmed = await confirmByRead(unmentioned, ports)
  const outcomes: InputOutcome[] = [...confirmed.written]
  const isSuspect = unmentioned.some(outcome => outcome.isSuspect)
  if (confirmed.missing.length > 0) {
    const again = isSuspect ? await sendApart(confirmed.missing, ports) : await sendTogether(confirmed.missing, ports)
    outcomes.push(...(await settleAgain(again, ports)))
  }
  for (const input of confirmed.sharing) outcomes.push(...(await settleAgain(await ports.attempt([input]), ports)))
  return outcomes
}

/** The last look: what still is not mentioned, and not to be seen, is given up. */
async function settleAgain(again: readonly RawOutcome[], ports: AccountForPorts): Promise<InputOutcome[]> {
  const last = await confirmByRead(again.filter(isUnmentioned), ports)
  return [
    ...again.filter(outcome => !isUnmentioned(outcome)),
    ...last.written,
    ...[...last.missing, ...last.sharing].map(input => ({kind: 'refused' as const, input, refusal: UNACCOUNTED})),
  ]
}

/** Only a refusal that names nobody is followed up: against silence, asking again and again helps nothing. */
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
  message: 'HubSpot answered without naming this row, twice, and a read did not show its values: it may or may not have been written.',
  status: 200,
  problems: [],
}
