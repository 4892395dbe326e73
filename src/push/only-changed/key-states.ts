import {DEPENDS_ON_RECORD} from '../../mapping/row/fold-rule.js'
import type {MappedRow, Settled} from '../../rows/rows.js'
import {named} from '../../shared/named.js'
import type {BatchOutcome} from '../line/batch.js'
import type {KeyState} from './change-book.js'

type Values = Readonly<Record<string, string>>

const NONE: Values = named()
const NOTHING: ReadonlySet<string> = new Set()

interface Draft {
  key: string
  /** Those of a row as they are, until they have to differ from it. */
  values: Values
  ownsValues: boolean
  /** Its own once it is not empty. */
  lost: Set<string> | undefined
  addsToEarlier: boolean
  isWritten: boolean
  isShared: boolean
}

/**
 * What the records of a batch's keys hold after it. Never more than is certain: what a rejected row sets, what an
 * attempt that was given up may still set (`open`: its values), what HubSpot may have moved along with a stage, and a
 * record of two keys count as unknown.
 */
export function keyStates({batch, settled}: BatchOutcome, open: (orderKey: string) => readonly Values[]): KeyState[] {
  const drafts = new Map<string, Draft>()
  const keyOfRecord = new Map<string, string>()
  for (const [index, row] of batch.rows.entries()) {
    const outcome = settled[index]
    if (row.kind !== 'mapped' || outcome === undefined) continue
    const draft = draftOf(row, drafts)
    if (outcome.kind === 'ack') {
      takeWritten(row, draft)
      for (const name of outcome.notStored ?? []) lose(name, draft)
    } else loseContested(row.properties, draft)
    noteRecord(row, outcome, {keyOfRecord, drafts})
  }
  const states: KeyState[] = []
  for (const [orderKey, draft] of drafts) {
    for (const values of open(orderKey)) loseContested(values, draft)
    const {key, values, lost = NOTHING, addsToEarlier} = draft
    if (draft.isWritten && !draft.isShared) states.push({orderKey, key, values, lost, addsToEarlier})
  }
  return states
}

/** Another spelling of the key may be another record. */
function draftOf({orderKey, key}: MappedRow, drafts: Map<string, Draft>): Draft {
  const known = drafts.get(orderKey)
  if (known === undefined) {
    const draft = {
      key,
      values: NONE,
      ownsValues: false,
      lost: undefined,
      addsToEarlier: true,
      isWritten: false,
      isShared: false,
    }
    drafts.set(orderKey, draft)
    return draft
  }
  if (known.key !== key) Object.assign(known, {key, values: NONE, ownsValues: false, addsToEarlier: false})
  return known
}

function takeWritten({properties}: MappedRow, draft: Draft): void {
  draft.isWritten = true
  if (movesRecord(properties)) for (const name of DEPENDS_ON_RECORD) lose(name, draft)
  if (draft.values === NONE) draft.values = properties
  else for (const name in properties) ownValues(draft)[name] = properties[name] ?? ''
  if (draft.lost !== undefined) for (const name in properties) draft.lost.delete(name)
}

/** Every row is asked: without an array of its names. */
function movesRecord(properties: Values): boolean {
  for (const name in properties) if (DEPENDS_ON_RECORD.has(name)) return true
  return false
}

function ownValues(draft: Draft): Record<string, string> {
  if (!draft.ownsValues) Object.assign(draft, {values: named(draft.values), ownsValues: true})
  return draft.values
}

function loseContested(values: Values, draft: Draft): void {
  for (const name in values) if (draft.values[name] !== values[name]) lose(name, draft)
}

function lose(name: string, draft: Draft): void {
  if (Object.hasOwn(draft.values, name)) delete ownValues(draft)[name]
  draft.lost ??= new Set()
  draft.lost.add(name)
}

function noteRecord(
  {orderKey}: MappedRow,
  outcome: Settled,
  {keyOfRecord, drafts}: {keyOfRecord: Map<string, string>; drafts: ReadonlyMap<string, Draft>},
): void {
  if (outcome.kind !== 'ack' || outcome.recordId === undefined) return
  const other = keyOfRecord.get(outcome.recordId)
  if (other === undefined) keyOfRecord.set(outcome.recordId, orderKey)
  else if (other !== orderKey)
    for (const key of [other, orderKey]) Object.assign(drafts.get(key) ?? {}, {isShared: true})
}
