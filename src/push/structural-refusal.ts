import type {Refusal} from '../hubspot/refusals/refusal-types.js'
import type {RejectCode} from '../rows/reject-code.js'

interface MaybeRefused {
  readonly kind: string
  readonly refusal?: Refusal
}

/**
 * The refusal when every input of a request was refused with this code for the same property: then it is the run that
 * is wrong, not a row.
 */
export function everyInputRefusedFor(code: RejectCode, outcomes: readonly MaybeRefused[]): Refusal | undefined {
  const first = outcomes[0]?.refusal
  if (first === undefined || first.code !== code) return undefined
  const same = outcomes.every(({refusal}) => refusal?.code === code && refusal.property === first.property)
  return same ? first : undefined
}
