import type {RefusalProblem} from '../../hubspot/refusals/refusal-types.js'
import type {Ack, MappedRow, Reject} from '../../rows/rows.js'
import {ownOf} from '../../shared/named.js'
import {attributeRefusal, problemsOf} from './attribute-refusal.js'
import type {InputOutcome} from './outcomes.js'

type Written = InputOutcome & {readonly kind: 'written'}
type Refused = InputOutcome & {readonly kind: 'refused'}

/** A row that HubSpot refused, and what for. */
export interface BlamedRow {
  readonly row: MappedRow
  readonly outcome: Refused
  /** What the row is told of. */
  readonly problem: RefusalProblem
  /** All that HubSpot says of it; at least one. */
  readonly problems: readonly RefusalProblem[]
}

/**
 * Of an input that was refused: the rows that this is said of for certain. `mustUnfold`: the others must go one by one.
 */
export function rejectedRows(
  outcome: Refused,
  idProperty: string,
): {readonly refused: readonly BlamedRow[]; readonly mustUnfold: boolean} {
  const {input, refusal} = outcome
  const [only, ...others] = input.rows
  if (only !== undefined && others.length === 0) {
    return {refused: [{row: only, outcome, problem: refusal, problems: problemsOf(refusal)}], mustUnfold: false}
  }
  const {refused, mustUnfold} = attributeRefusal(input, refusal, idProperty)
  return {refused: refused.map(({row, problem}) => ({row, outcome, problem, problems: [problem]})), mustUnfold}
}

export function ackOf(row: MappedRow, {recordId, notStored = []}: Written, created: boolean): Ack {
  const place = {kind: 'ack', row: row.row, line: row.line, key: row.key, created} as const
  // Of merged rows, those whose value was sent.
  const lost = notStored
    .filter(({property, sent}) => ownOf(row.properties, property) === sent)
    .map(({property}) => property)
  return {...place, ...(recordId !== undefined && {recordId}), ...(lost.length > 0 && {notStored: lost})}
}

export function rejectOf({row, outcome, problem}: BlamedRow): Reject {
  const {refusal} = outcome
  const value = problem.value ?? (problem.property === undefined ? undefined : row.properties[problem.property])
  return {
    kind: 'reject',
    row: row.row,
    line: row.line,
    key: row.key,
    code: problem.code,
    ...(problem.property === undefined ? {} : {property: problem.property}),
    ...(value === undefined ? {} : {value}),
    message: problem.message,
    status: refusal.status,
    ...(refusal.correlationId === undefined ? {} : {correlationId: refusal.correlationId}),
    attempts: 1,
    ...((problem.code === 'CONFLICT' || problem.code === 'ALREADY_EXISTS') &&
      refusal.existingId !== undefined && {existingId: refusal.existingId}),
    record: row.record,
  }
}
