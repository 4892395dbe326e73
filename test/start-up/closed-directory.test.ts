import {chmod, mkdir, symlink} from 'node:fs/promises'
import {join} from 'node:path'
import {expect, test} from 'vitest'
import {type DirectoryPlace, isClosed, type Looking, lookAsUser} from '../../src/start-up/closed-directory.js'
import {tempDir} from '../support/temp-dir.js'

const ANN = 1000
const BOB = 1001
const root = dir(0, 0o755)
const sticky = dir(0, 0o1777)
const anns = dir(ANN, 0o755)

function dir(uid: number, mode: number): DirectoryPlace {
  return {uid, mode, kind: 'directory'}
}

/** A link is its owner and where it leads. */
type Entry = DirectoryPlace | readonly [uid: number, target: string]

function lookingAt(tree: Readonly<Record<string, Entry>>): Looking {
  const entryAt = (path: string): Entry => {
    const entry = path === '/' ? root : tree[path]
    if (entry === undefined) throw new Error(`ENOENT ${path}`)
    return entry
  }
  return {
    uid: ANN,
    look: path => {
      const entry = entryAt(path)
      return 'kind' in entry ? entry : {uid: entry[0], mode: 0o777, kind: 'link'}
    },
    readLink: path => {
      const entry = entryAt(path)
      return 'kind' in entry ? '' : entry[1]
    },
  }
}

test.each<[what: string, path: string, tree: Readonly<Record<string, Entry>>]>([
  ['a home', '/home/ann/.cache', {'/home': root, '/home/ann': anns, '/home/ann/.cache': dir(ANN, 0o700)}],
  [
    'a directory of ours in a temporary one',
    '/tmp/mine/cache',
    {'/tmp': sticky, '/tmp/mine': dir(ANN, 0o700), '/tmp/mine/cache': anns},
  ],
  [
    'a link of ours to a closed place',
    '/home/cache',
    {'/home': anns, '/home/cache': [ANN, '/var/ann'], '/var': root, '/var/ann': anns},
  ],
  ['a relative link', '/a/b/c', {'/a': root, '/a/b': [0, '../d/./e'], '/d': root, '/d/e': anns, '/d/e/c': anns}],
  ['our link in a temporary directory', '/tmp/l', {'/tmp': sticky, '/tmp/l': [ANN, '/d'], '/d': anns}],
])('%s is closed', (_, path, tree) => {
  expect(isClosed(path, lookingAt(tree))).toBe(true)
})

test.each<[what: string, path: string, tree: Readonly<Record<string, Entry>>]>([
  ['writable by others', '/a/b', {'/a': root, '/a/b': dir(ANN, 0o757)}],
  ['writable by its group', '/a/b', {'/a': root, '/a/b': dir(ANN, 0o770)}],
  ['of another user', '/a/b', {'/a': root, '/a/b': dir(BOB, 0o700)}],
  ['below one that others may write to', '/a/b/c', {'/a': dir(0, 0o777), '/a/b': anns, '/a/b/c': anns}],
  ['below a group’s, far up', '/a/b/c', {'/a': dir(0, 0o775), '/a/b': root, '/a/b/c': anns}],
  ['below another user’s', '/a/b/c', {'/a': root, '/a/b': dir(BOB, 0o755), '/a/b/c': anns}],
  ['sticky itself', '/tmp', {'/tmp': sticky}],
  ['below a sticky one of another user', '/tmp/c', {'/tmp': dir(BOB, 0o1777), '/tmp/c': anns}],
  ['below a sticky one of our own: its owner is not root', '/tmp/c', {'/tmp': dir(ANN, 0o1777), '/tmp/c': anns}],
  ['in a sticky one, but open', '/tmp/b/c', {'/tmp': sticky, '/tmp/b': dir(ANN, 0o1777), '/tmp/b/c': anns}],
  ['in a sticky one below root’s, which is not ours', '/tmp/b/c', {'/tmp': sticky, '/tmp/b': root, '/tmp/b/c': anns}],
  ['in a sticky one below another user’s', '/tmp/b/c', {'/tmp': sticky, '/tmp/b': dir(BOB, 0o755), '/tmp/b/c': anns}],
  ['behind another user’s link', '/a/l', {'/a': root, '/a/l': [BOB, '/d'], '/d': anns}],
  [
    'behind another user’s link in a temporary directory',
    '/tmp/l',
    {'/tmp': sticky, '/tmp/l': [BOB, '/d'], '/d': anns},
  ],
  ['behind a link through an open one', '/a/l', {'/a': root, '/a/l': [ANN, '/o/d'], '/o': dir(0, 0o777), '/o/d': anns}],
  [
    'behind .. of a link into an open one',
    '/a/l/../c',
    {'/a': root, '/a/l': [0, '/o/d'], '/o': dir(0, 0o777), '/o/d': root, '/o/c': anns},
  ],
  ['a loop of links', '/a/l', {'/a': root, '/a/l': [ANN, '/a/m'], '/a/m': [ANN, '/a/l']}],
  ['a file', '/a/f', {'/a': root, '/a/f': {uid: ANN, mode: 0o600, kind: 'other'}}],
])('what is %s is not', (_, path, tree) => {
  expect(isClosed(path, lookingAt(tree))).toBe(false)
})

test('the file system itself is looked at, links too', async () => {
  const home = await tempDir()
  await mkdir(join(home, 'open/mine'), {recursive: true})
  await mkdir(join(home, 'closed/mine'), {recursive: true})
  await chmod(join(home, 'open'), 0o777)
  await symlink('closed/mine', join(home, 'good'))
  await symlink('open/mine', join(home, 'bad'))
  const looking = lookAsUser(process.getuid?.() ?? 0)
  const judged = ['closed/mine', 'open/mine', 'good', 'bad'].map(name => isClosed(join(home, name), looking))
  expect(judged).toEqual([true, false, true, false])
})
