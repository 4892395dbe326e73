import type {Ack, MappedRow, Reject} from '../../rows/rows.js'
import {defined} from '../../shared/defined.js'
import {ownOf} from '../../shared/named.js'
import type {BlamedRow} from './attribute-refusal.js'
import type {WrittenInput} from './outcomes.js'

/** Spelled out for what nearly every row becomes: a spread costs more than all the rest. */
export function ackOf(mapped: MappedRow, {recordId, createdAt, notStored}: WrittenInput, created: boolean): Ack {
  const {row, line, key} = mapped
  const madeAt = created ? createdAt : undefined
  if (notStored === undefined && recordId !== undefined)
    return madeAt === undefined
      ? {kind: 'ack', row, line, key, created, recordId}
      : {kind: 'ack', row, line, key, created, recordId, createdAt: madeAt}
  // Of merged rows, those whose value was sent.
  const lost = notStored?.filter(({property, sent}) => ownOf(mapped.properties, property) === sent) ?? []
  const names = lost.length > 0 ? lost.map(({property}) => property) : undefined
  return {kind: 'ack', row, line, key, created, ...defined({recordId, createdAt: madeAt, notStored: names})}
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
