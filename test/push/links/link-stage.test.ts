import {expect, test} from 'vitest'
import type {HubSpot, HubSpotCall} from '../../../src/hubspot/call-types.js'
import type {LinkColumn} from '../../../src/mapping/links/link-column.js'
import type {BatchOutcome} from '../../../src/push/line/batch.js'
import {LinkStage} from '../../../src/push/links/link-stage.js'
import type {MappedRow, RowLinkOutcome} from '../../../src/rows/rows.js'
import {contacts} from '../../mapping/support/definitions.js'
import {mapped} from '../../support/push-rows.js'
import {tempDir} from '../../support/temp-dir.js'

const BOSS: LinkColumn = {
  ...{column: 'boss', index: 1, separator: ';', ignoresMissing: false, empty: {skips: true, nulls: []}, clears: false},
  ...{object: contacts, by: {kind: 'key', property: 'email'}, types: []},
} as unknown as LinkColumn
const FACTS = {recordIds: async () => new Map(), isWrittenNow: () => true}

/** Contacts by e-mail, as they are made; takes every link. */
function portal() {
  const records = new Map<string, string>()
  const call = async ({path, body}: HubSpotCall) => {
    const {inputs} = body as {inputs: {id: string}[]}
    const found = inputs.flatMap(({id}) => ({id: records.get(id), properties: {email: id}})).filter(({id}) => id)
    const errors = [{context: {ids: inputs.map(({id}) => id).filter(id => !records.has(id))}}]
    const results = path.includes('/associations/') ? inputs : found
    return {
      status: path.includes('/associations/') ? 200 : 207,
      body: {results, errors: path.includes('/associations/') ? [] : errors},
      attempts: 1,
      fateUnknown: false,
    }
  }
  const counts = () => ({upserts: 0, reads: 0, associations: 0, memberships: 0, archives: 0, retries: 0, throttled: 0})
  return {records, hubspot: {call, counts, rate: () => ({})} satisfies HubSpot}
}

test('a record that a row makes is found by the rows behind it, though it was missing before', async () => {
  const {records, hubspot} = portal()
  const stage = new LinkStage({
    ...{
      mapping: {links: [BOSS], replacesLinks: false},
      object: contacts,
      hubspot,
      options: {},
      directory: await tempDir(),
    },
    ...{mostUnderWay: () => 4, sleep: async () => {}},
  })
  stage.ended() // requests leave at once
  const push = async (row: number, email: string, boss?: string): Promise<RowLinkOutcome | undefined> => {
    records.set(email, `${row}`)
    const links = boss === undefined ? {} : {links: [{column: 0, names: [boss]}]}
    const written: MappedRow = {...mapped(row, email), properties: {email}, ...links}
    const ack = {kind: 'ack', row, line: 1, key: email, created: true, recordId: `${row}`} as const
    const outcome: BatchOutcome = {batch: {seq: row, after: [], rows: [written]}, settled: [ack]}
    const [settled] = (await stage.link(outcome, FACTS)).settled
    return settled?.kind === 'ack' ? settled.links : undefined
  }
  expect(await push(1, 'ann@x.com', 'boss@x.com')).toMatchObject({made: 0, rejects: [{code: 'ASSOCIATION_NOT_FOUND'}]})
  await push(2, 'boss@x.com')
  expect(await push(3, 'bob@x.com', 'boss@x.com')).toMatchObject({made: 1, rejects: []})
  await stage.close(true)
})
