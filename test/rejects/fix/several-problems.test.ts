import {expect, test} from 'vitest'
import {compileMapping} from '../../../src/mapping/compile/compile-mapping.js'
import {mapRow} from '../../../src/mapping/row/map-row.js'
import {countDecided} from '../../../src/rejects/fix/count-decided.js'
import {readFixGroups} from '../../../src/rejects/fix/fix-groups.js'
import {decideRows, type FixDecision} from '../../../src/rejects/fix/fix-row.js'
import {problemsOf} from '../../../src/rejects/fix/row-problems.js'
import type {Reject} from '../../../src/rows/rows.js'
import {contactTarget, csvRequest} from '../../mapping/support/definitions.js'
import {refused, runRecord, storeRun} from '../support/stored-run.js'

const MAPPING = compileMapping(csvRequest(['Email', 'Employees', 'Birthday', 'City']), contactTarget)

/** The reject that a push of the row stores. */
function rejected(row: number, ...record: string[]): Reject {
  const outcome = mapRow({kind: 'source', row, line: row + 1, record}, MAPPING)
  if (outcome.kind !== 'reject') throw new Error('The row is fine.')
  return outcome
}

const REJECTS = [
  rejected(1, 'ann@example.com', 'many', '31.31.1980', 'Bern'),
  rejected(2, 'no mail', 'many', '', 'Basel'),
  rejected(3, 'cid@example.com', 'many', '', 'Chur'),
]

async function groupsOf(rejects: readonly Reject[]) {
  return readFixGroups(await storeRun(runRecord(), rejects), {}, MAPPING)
}

test('all problems of a row are asked about, each group once, each with its own words', async () => {
  const {groups, rows} = await groupsOf(REJECTS)
  expect(groups.map(({code, property, value, count}) => [code, property, value, count])).toEqual([
    ['INVALID_NUMBER', 'numemployees', 'many', 3],
    ['INVALID_DATE', 'birthday', '31.31.1980', 1],
    ['INVALID_EMAIL', 'email', 'no mail', 1],
  ])
  for (const {message} of groups) expect(message).not.toContain('Also:')
  expect(rows.map(({groups: names, count}) => [names.length, count])).toEqual([
    [2, 1],
    [2, 1],
    [1, 1],
  ])
})

async function decided(decisions: Readonly<Record<string, FixDecision>>) {
  const {groups, rows} = await groupsOf(REJECTS)
  const made = new Map(
    groups.flatMap(({name, property = ''}) => (decisions[property] === undefined ? [] : [[name, decisions[property]]])),
  )
  const counted = countDecided(groups, rows, made)
  return {
    sent: REJECTS.map(decideRows(made, MAPPING)),
    told: counted.groups.map(({property, decision, count}) => [property, decision.kind, count]),
    left: counted.left,
  }
}

const replace = (text: string): FixDecision => ({kind: 'replace', text})

test('a row is sent once every problem of it is decided, with all replacements', async () => {
  const all = {numemployees: replace('7'), birthday: replace('1980-12-31'), email: replace('bob@example.com')}
  expect(await decided(all)).toEqual({
    sent: [
      ['ann@example.com', '7', '1980-12-31', 'Bern'],
      ['bob@example.com', '7', '', 'Basel'],
      ['cid@example.com', '7', '', 'Chur'],
    ],
    told: [
      ['numemployees', 'replace', 3],
      ['birthday', 'replace', 1],
      ['email', 'replace', 1],
    ],
    left: 0,
  })
})

test('a row with a problem that is skipped stays, and one that a problem drops is dropped; neither counts as sent', async () => {
  const some = {numemployees: replace('7'), email: {kind: 'drop'} as const}
  expect(await decided(some)).toEqual({
    sent: [undefined, 'drop', ['cid@example.com', '7', '', 'Chur']],
    told: [
      ['numemployees', 'replace', 1],
      ['email', 'drop', 1],
    ],
    left: 1,
  })
  const none = await decided({birthday: replace('1980-12-31')})
  expect([none.sent, none.told, none.left]).toEqual([[undefined, undefined, undefined], [], 3])
})

test('what HubSpot refused comes first, and of a link nothing else is told', () => {
  const record = ['ann@example.com', 'many', '', 'Bern']
  const conflict = refused(1, {code: 'CONFLICT', property: 'email', value: 'ann@example.com', message: 'taken', record})
  expect(problemsOf(conflict, MAPPING).map(({code}) => code)).toEqual(['CONFLICT', 'INVALID_NUMBER'])
  const link = {column: 'Firm', object: 'companies', property: 'domain', value: 'x.co'}
  const missing = refused(1, {code: 'ASSOCIATION_NOT_FOUND', message: 'none', record, link})
  expect(problemsOf(missing, MAPPING).map(({code}) => code)).toEqual(['ASSOCIATION_NOT_FOUND'])
})
