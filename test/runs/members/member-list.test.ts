import {readdir, readFile, truncate, writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import {expect, test} from 'vitest'
import {MemberList} from '../../../src/runs/members/member-list.js'
import {tempDir} from '../../support/temp-dir.js'

const IDENTITY = {portalId: 1, object: {name: 'contacts', objectTypeId: '0-1'}, key: 'email', source: '/people.csv'}
const NOW = new Date('2026-11-29T10:00:00Z')
const NEXT = {isComplete: true, members: 2, marked: 0, marks: [], pending: []}

async function listWith(text: string): Promise<{parent: string; directory: string}> {
  const parent = await tempDir()
  const list = await MemberList.open(parent, IDENTITY, NOW)
  await list.begin('run-1')
  const path = join(parent, 'next')
  await writeFile(path, text)
  await list.replace({...NEXT, path})
  const [name = ''] = await readdir(parent)
  return {parent, directory: join(parent, name)}
}

test('begins empty, remembers the run, and has what it was given', async () => {
  const parent = await tempDir()
  const list = await MemberList.open(parent, IDENTITY, NOW)
  expect(list.state).toMatchObject({...IDENTITY, since: NOW.toISOString(), members: 0, isComplete: false})
  await list.begin('run-1')
  await list.begin('run-1')
  expect((await MemberList.open(parent, IDENTITY, NOW)).state.pending).toEqual(['run-1'])
  const other = await MemberList.open(parent, {...IDENTITY, source: 'people'}, NOW)
  expect(other.state.pending).toEqual([])
})

test('a new list takes the place of the old one, whose file goes', async () => {
  const {parent, directory} = await listWith('+a\n+b\n')
  const list = await MemberList.open(parent, IDENTITY, new Date())
  expect(list.state).toMatchObject({members: 2, since: NOW.toISOString()})
  await writeFile(join(directory, 'next'), '+c\n')
  await list.replace({...NEXT, members: 1, path: join(directory, 'next')})
  expect((await readdir(directory)).sort()).toEqual(['list.json', 'members-2'])
  expect(await readFile(list.files[0] ?? '', 'utf8')).toBe('+c\n')
})

test.each([
  ['whose members are cut short', (directory: string) => truncate(join(directory, 'members-1'), 3)],
  ['that is no JSON', (directory: string) => writeFile(join(directory, 'list.json'), '{')],
  ['of another layout', (directory: string) => writeFile(join(directory, 'list.json'), '{"format": 2}')],
])('a list %s is none: the next run only remembers', async (_name, damage) => {
  const {parent, directory} = await listWith('+a\n+b\n')
  await damage(directory)
  const list = await MemberList.open(parent, IDENTITY, new Date())
  expect(list.state).toMatchObject({members: 0, isComplete: false})
  expect(list.files).toEqual([])
})

test('is not changed by a process that has lost its lock', async () => {
  const {parent, directory} = await listWith('+a\n+b\n')
  const lost = new Error('another run has taken over')
  const list = await MemberList.open(parent, IDENTITY, NOW, () => Promise.reject(lost))
  const path = join(parent, 'late')
  await writeFile(path, '+c\n')
  await expect(list.replace({...NEXT, path})).rejects.toBe(lost)
  await expect(list.begin('run-2')).rejects.toBe(lost)
  expect((await readdir(directory)).sort()).toEqual(['list.json', 'members-1'])
  expect((await MemberList.open(parent, IDENTITY, NOW)).state).toMatchObject({members: 2, pending: []})
})
