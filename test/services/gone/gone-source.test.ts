import {realpath, symlink, writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import {expect, test} from 'vitest'
import {findLists} from '../../../src/runs/members/find-lists.js'
import {MemberList} from '../../../src/runs/members/member-list.js'
import {isDated} from '../../../src/services/gone/gone-source.js'
import {describeGone} from '../../../src/services/gone/open-gone.js'
import {tempDir} from '../../support/temp-dir.js'

test.each([
  '/data/people-2026-11-29.csv',
  '/data/people_20261129.csv',
  '/data/20261129-people.csv',
  '/data/people.2026.11.csv',
  '/data/29.11.2026.csv',
  '/data/11-29-2026.csv',
  '/data/2026-W48.csv',
  '/exports/2026-11-29/people.csv',
  '/data/people-1764374400.csv',
  '/data/people-1764374400123.csv',
])('%s is dated', path => {
  expect(isDated(path)).toBe(true)
})

test.each([
  '/data/people.csv',
  '/data/people-2.csv',
  '/data/people-2026.csv',
  '/srv/port-8080/v1.2.3/people.csv',
  '/data/order-90210.csv',
])('%s is not', path => {
  expect(isDated(path)).toBe(false)
})

test('each sheet of a workbook has a list of its own, by the real path of the workbook', async () => {
  const home = await tempDir()
  const [file, link] = [join(home, 'people.xlsx'), join(home, 'link.xlsx')]
  await writeFile(file, '')
  await symlink(file, link)
  const sourceOf = async (sheet?: string, source?: string): Promise<string> => {
    const asked = {action: {kind: 'archive'}, ...(source !== undefined && {source})} as const
    const request = {file: link, ...(sheet !== undefined && {sheet})}
    return (await describeGone(asked, request as Parameters<typeof describeGone>[1], {} as never)).source
  }
  const real = await realpath(file)
  expect(await sourceOf()).toBe(real)
  expect(await sourceOf('Leads')).toBe(`${real}#Leads`)
  expect(await sourceOf('Leads', 'crm')).toBe('crm')
  const identity = {portalId: 1, object: {name: 'contacts', objectTypeId: '0-1'}, key: 'email'}
  for (const source of [real, `${real}#Leads`])
    await (await MemberList.open(join(home, 'gone', '1-0-1'), {...identity, source}, new Date())).begin('run-1')
  const found = async (source: string) => (await findLists(home, {source})).map(({state}) => state.source)
  expect(await found(link)).toEqual([real])
  expect(await found(`${link}#Leads`)).toEqual([`${real}#Leads`])
})

test('lists that differ only in their key are told apart by it', async () => {
  const home = await tempDir()
  const identity = {portalId: 1, object: {name: 'contacts', objectTypeId: '0-1'}, source: 'crm'}
  for (const key of ['email', 'crm_id'])
    await (await MemberList.open(join(home, 'gone', '1-0-1'), {...identity, key}, new Date())).begin('run-1')
  expect(await findLists(home, {source: 'crm'})).toHaveLength(2)
  const byKey = await findLists(home, {source: 'crm', portalId: 1, key: 'crm_id'})
  expect(byKey.map(({state}) => state.key)).toEqual(['crm_id'])
})
