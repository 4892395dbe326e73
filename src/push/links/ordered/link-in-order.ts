import type {LinkColumn} from '../../../mapping/links/link-column.js'
import type {RowLinkOutcome} from '../../../rows/rows.js'
import type {LinkChannel} from '../link-channel.js'
import type {RowWishes} from '../row-wishes.js'
import type {LinkedRow} from '../rows-to-link.js'
import {addLinks, type LinkedRecord, openOutcome, type RecordLinks, roundsOf} from './link-records.js'
import type {NamedPairs} from './named-pairs.js'
import {type LeftLinks, removeOthers} from './remove-others.js'

/** Rows that are linked together, with what their cells want. */
export interface LinkingRows {
  readonly rows: readonly LinkedRow[]
  /** Of each row. */
  readonly wishes: readonly RowWishes[]
  readonly channelTo: (column: LinkColumn) => LinkChannel
  /** Of the rows' own object. */
  readonly isOwn: (column: LinkColumn) => boolean
  readonly replaces: boolean
  /** Which records name each other; absent where nothing is replaced, or no column is about the rows' own object. */
  readonly named: NamedPairs | undefined
  /** Of the batch, from 0. */
  readonly seq: number
}

interface LinkedInOrder {
  readonly left: LeftLinks
  /** One a row. */
  readonly outcomes: readonly RowLinkOutcome[]
}

/** All records to which rows are linked through one channel. */
interface Linked {
  readonly channel: LinkChannel
  readonly records: readonly RecordLinks[]
  readonly isOwn: boolean
}

/**
 * Links with labels, and links that replace others: each record ends as if its rows had come one by one. Nothing is
 * removed before everything is made.
 */
export async function linkInOrder(linking: LinkingRows): Promise<LinkedInOrder> {
  const {rows, wishes, replaces, seq} = linking
  const outcomes = wishes.map((each, at) => openOutcome(rows[at]?.links ?? [], each))
  const all = byObject(linking)
  const made = await Promise.all(
    all.map(async ({channel, records, isOwn}) => {
      const linked: LinkedRecord[] = []
      for (const round of isOwn ? roundsOf(records) : [records])
        linked.push(...(await addLinks(channel, round, {outcomes, replaces})))
      return {channel, linked, named: isOwn ? linking.named : undefined}
    }),
  )
  const left = replaces
    ? await Promise.all(made.map(({channel, linked, named}) => removeOthers(channel, linked, {outcomes, named, seq})))
    : []
  await linking.named?.flush()
  return {
    outcomes,
    left: {
      labelled: left.reduce((sum, {labelled}) => sum + labelled, 0),
      named: left.reduce((sum, {named}) => sum + named, 0),
    },
  }
}

/** By the other object, and there by record, in file order. */
function byObject({rows, wishes, channelTo, isOwn}: LinkingRows): readonly Linked[] {
  const found = new Map<LinkChannel, {readonly records: Map<string, RecordLinks>; readonly isOwn: boolean}>()
  for (const [at, row] of rows.entries()) {
    const {columns = [], rejects = [], ignored = 0} = wishes[at] ?? {}
    for (const column of columns) {
      const channel = channelTo(column.column)
      const ofChannel = found.get(channel) ?? {records: new Map<string, RecordLinks>(), isOwn: isOwn(column.column)}
      const {recordId} = row
      // Another row may have linked it from the other end.
      const isNew = row.isNew && !ofChannel.isOwn
      const record = ofChannel.records.get(recordId) ?? {recordId, isNew, rows: []}
      const last = record.rows.at(-1)
      if (last?.at === at) last.columns.push(column)
      else record.rows.push({at, written: row, columns: [column], isWhole: rejects.length === 0 && ignored === 0})
      ofChannel.records.set(recordId, record)
      found.set(channel, ofChannel)
    }
  }
  return [...found].map(([channel, ofChannel]) => ({
    channel,
    records: [...ofChannel.records.values()],
    isOwn: ofChannel.isOwn,
  }))
}
