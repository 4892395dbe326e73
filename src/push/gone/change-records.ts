import {batchRead} from '../../hubspot/batch/batch-read.js'
import {batchUpdate, RECORD_ID} from '../../hubspot/batch/batch-write.js'
import {readUpdateReply} from '../../hubspot/batch/update-verdict.js'
import type {CallOptions, HubSpot} from '../../hubspot/call-types.js'
import {orderKeyOf} from '../../mapping/row/record-key.js'
import type {MappedRow} from '../../rows/rows.js'
import {named} from '../../shared/named.js'
import {archiveRecords} from '../archive/archive-records.js'
import type {HoldsValue} from '../modes/holds-values.js'
import type {WritePort} from '../modes/write-port.js'
import type {ChangeBook} from '../only-changed/change-book.js'
import {type InputOutcome, observed} from '../send/outcomes.js'
import {InputSender} from '../send/send-inputs.js'
import type {GoneTarget} from './target-file.js'

export interface ChangePorts {
  readonly hubspot: HubSpot
  readonly objectTypeId: string
  readonly options: CallOptions
  readonly holds: HoldsValue
  /** What --only-changed knows; absent if it was never asked for. */
  readonly book?: ChangeBook
  /** An attempt of a request may take effect later than its answer. */
  readonly onFateUnknown: () => void
}

/** Record id → why HubSpot does not let it be changed. */
export type NotChanged = ReadonlyMap<string, string>

/** At most 100 records. What --only-changed knows of their keys is forgotten first, on disk. */
export async function archiveTargets(targets: readonly GoneTarget[], ports: ChangePorts): Promise<NotChanged> {
  const {hubspot, objectTypeId, options, book, onFateUnknown} = ports
  await book?.forgetRecords(targets.flatMap(target => rowsOf(target, {})))
  const refused = await archiveRecords(
    targets.map(({recordId}) => recordId),
    {hubspot, objectTypeId, options, onAnswer: (_, fateUnknown) => fateUnknown && onFateUnknown()},
  )
  return new Map([...refused].map(([recordId, {message}]) => [recordId, message]))
}

/** Sets properties of records by their ids; the same rules. */
export class RecordUpdater {
  readonly #ports: ChangePorts
  readonly #inputs: InputSender
  #count = 0

  constructor(ports: ChangePorts) {
    this.#ports = ports
    this.#inputs = new InputSender({api: updatePort(ports), idProperty: RECORD_ID, holds: ports.holds})
  }

  /** `keepsOthers`: what is known of their other properties stays known, and nothing is known of these. */
  async update(
    targets: readonly GoneTarget[],
    properties: Readonly<Record<string, string>>,
    {keepsOthers = false} = {},
  ): Promise<NotChanged> {
    const {book, onFateUnknown} = this.#ports
    if (keepsOthers) await book?.announce(properties)
    else await book?.forget(targets.flatMap(target => rowsOf(target, properties)))
    const inputs = targets.map(({recordId}) => {
      this.#count += 1
      const row = rowOf(recordId, properties, this.#count)
      return {key: recordId, orderKey: recordId, rows: [row], properties: row.properties}
    })
    const outcomes = await observed(this.#inputs.send(inputs), observation => {
      if (observation.kind === 'answered' && observation.fateUnknown) onFateUnknown()
    })
    return new Map(outcomes.flatMap(notChanged))
  }
}

function notChanged(outcome: InputOutcome): [recordId: string, why: string][] {
  const {input, notStored = []} = outcome
  if (outcome.kind === 'refused') return [[input.key, outcome.refusal.message]]
  const [lost] = notStored
  return lost === undefined
    ? []
    : [[input.key, `HubSpot accepted ${lost.property} "${lost.sent}" and did not store it`]]
}

function updatePort({hubspot, objectTypeId, options}: ChangePorts): WritePort {
  return {
    async write(inputs) {
      const reply = await batchUpdate(hubspot, objectTypeId, inputs, options)
      return {verdict: readUpdateReply(inputs, reply), fateUnknown: reply.fateUnknown}
    },
    async read(ids, properties) {
      const {found} = await batchRead(hubspot, objectTypeId, {properties, ids}, options)
      return found
    },
  }
}

/** Every key that leads to the record, as a row that sets these properties. */
function rowsOf({key, otherKeys = []}: GoneTarget, properties: Readonly<Record<string, string>>): MappedRow[] {
  return [key, ...otherKeys].map(each => rowOf(each, properties, 0))
}

function rowOf(key: string, properties: Readonly<Record<string, string>>, row: number): MappedRow {
  return {kind: 'mapped', row, line: 0, record: [], key, orderKey: orderKeyOf(key), properties: named(properties)}
}
