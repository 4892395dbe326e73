import {expect, test} from 'vitest'
import type {Mapping} from '../../../src/mapping/mapping-types.js'
import {fixCaseOf} from '../../../src/rejects/fix/fix-case.js'
import {readFixGroups} from '../../../src/rejects/fix/fix-groups.js'
import {decideRows} from '../../../src/rejects/fix/fix-row.js'
import {refused, runRecord, storeRun} from '../support/stored-run.js'

const MAPPING = {columns: [], fields: new Map(), links: []} as unknown as Mapping

test('rows that only lack their place in a list can be sent again as they are, or dropped', async () => {
  const part = {code: 'LIST_REFUSED' as const, list: {id: '7', name: 'VIPs'}}
  const rejects = [1, 2].map(row => refused(row, {...part, key: `p${row}`, record: [`p${row}`]}))
  const {groups} = await readFixGroups(await storeRun(runRecord(), rejects), {}, MAPPING)
  const [group] = groups
  if (group === undefined) throw new Error('There is no group.')
  expect([groups.length, group.count]).toEqual([1, 2])
  expect(fixCaseOf(group, MAPPING, [])).toMatchObject({joinsList: 'VIPs', options: []})
  const decide = decideRows(new Map([[group.name, {kind: 'send'}]]), MAPPING)
  expect(rejects.map(decide)).toEqual([['p1'], ['p2']])
})
