import {lstatSync, readlinkSync} from 'node:fs'
import {dirname, isAbsolute, join, parse, sep} from 'node:path'

/** What a name stands for, itself and not what it links to. */
export interface DirectoryPlace {
  readonly uid: number
  readonly mode: number
  readonly kind: 'directory' | 'link' | 'other'
}

export interface Looking {
  /** Of this process. */
  readonly uid: number
  /** Both throw where there is nothing. */
  readonly look: (path: string) => DirectoryPlace
  readonly readLink: (path: string) => string
}

interface Way {
  /** Reached without links. */
  readonly at: string
  /** Still to go. */
  readonly names: readonly string[]
  readonly linksLeft: number
}

const STICKY = 0o1000
/** Writable by the group, or by everyone. */
const OPEN = 0o022
/** As many as Linux follows before it calls them a loop. */
const MOST_LINKS = 40

/**
 * Whether only root and this user can change what the absolute `path` leads to: each directory on the way belongs to
 * one of them and is not writable by others. A sticky one of root, such as the temporary directory, passes where what
 * is below it is this user's and closed: no other user can move that. Links are followed here, since every directory
 * that one leads through counts. Throws where a part is missing.
 */
export function isClosed(path: string, looking: Looking): boolean {
  return isClosedFrom({at: parse(path).root, names: namesOf(path), linksLeft: MOST_LINKS}, looking)
}

/** Of the file system as it is now. */
export function lookAsUser(uid: number): Looking {
  return {uid, look, readLink: path => readlinkSync(path)}
}

function look(path: string): DirectoryPlace {
  const found = lstatSync(path)
  const kind = found.isDirectory() ? 'directory' : found.isSymbolicLink() ? 'link' : 'other'
  return {uid: found.uid, mode: found.mode, kind}
}

function isClosedFrom({at, names, linksLeft}: Way, looking: Looking): boolean {
  const {uid} = looking
  const here = looking.look(at)
  if (here.kind !== 'directory' || !isTrusted(here, uid) || (isOpen(here) && !isStickyOfRoot(here))) return false
  const [name, ...rest] = names
  if (name === undefined) return !isOpen(here)
  if (name === '..') return isClosedFrom({at: dirname(at), names: rest, linksLeft}, looking)
  const next = join(at, name)
  const below = looking.look(next)
  if (isOpen(here) && (below.uid !== uid || (below.kind === 'directory' && isOpen(below)))) return false
  if (below.kind !== 'link') return isClosedFrom({at: next, names: rest, linksLeft}, looking)
  if (!isTrusted(below, uid) || linksLeft === 0) return false
  const target = looking.readLink(next)
  return isClosedFrom(
    {at: isAbsolute(target) ? parse(target).root : at, names: [...namesOf(target), ...rest], linksLeft: linksLeft - 1},
    looking,
  )
}

function isTrusted({uid}: DirectoryPlace, own: number): boolean {
  return uid === own || uid === 0
}

function isOpen({mode}: DirectoryPlace): boolean {
  return (mode & OPEN) !== 0
}

function isStickyOfRoot({uid, mode}: DirectoryPlace): boolean {
  return uid === 0 && (mode & STICKY) !== 0
}

/** Without the root, and `..` as it is: behind a link it leads elsewhere than the text says. */
function namesOf(path: string): string[] {
  return path
    .slice(parse(path).root.length)
    .split(sep)
    .filter(name => name !== '' && name !== '.')
}
