import type {AddFlags, ShellWord} from '../../errors/next-step.js'
import {ownOf} from '../../shared/named.js'

export interface TypedCommand {
  /** `hubspot-push`, or the name the user installed it under. */
  readonly bin: string
  /** `push`, `rejects retry`; absent before a command was found. */
  readonly command?: string
  /** What followed it. */
  readonly argv: readonly ShellWord[]
  /** The flags that the command knows, by name. */
  readonly flags?: KnownFlags
}

type KnownFlags = Readonly<Record<string, KnownFlag>>

interface KnownFlag {
  readonly type?: string
  readonly multiple?: boolean | undefined
  readonly allowNo?: boolean | undefined
}

/** The whole of it. */
export function wordsOf({bin, command, argv}: TypedCommand): readonly ShellWord[] {
  return [bin, ...(command?.split(' ') ?? []), ...argv]
}

/** The value of the last `--profile`. */
export function profileOf(argv: readonly ShellWord[]): string | undefined {
  const at = beforeDashes(argv).findLastIndex(word => splitFlag(word)[0] === 'profile')
  if (at < 0) return undefined
  const [, value = argv[at + 1]] = splitFlag(argv[at])
  return value === undefined ? undefined : textOf(value)
}

/** Whether a flag is among the words, with its value or without. */
export function holdsFlag(argv: readonly ShellWord[], names: readonly string[]): boolean {
  return argv.some(word => names.includes(splitFlag(word)[0]))
}

/** Whether `--map A=B` or `--map=A=B` was typed. */
export function holdsPair(argv: readonly ShellWord[], [flag, value]: NonNullable<AddFlags['replacing']>): boolean {
  return argv.some((word, at) => word === `${flag}=${value}` || (word === value && argv[at - 1] === flag))
}

/** Whether the command takes all of these flags. */
export function knowsFlags({flags = {}}: TypedCommand, added: readonly ShellWord[]): boolean {
  return pairsOf(added, flags).every(([name]) => ownOf(flags, name) !== undefined)
}

/** Whether one of the flags is this one; a value that looks like it is none. */
export function addsFlag({flags = {}}: TypedCommand, added: readonly ShellWord[], name: string): boolean {
  return pairsOf(added, flags).some(([each]) => each === name)
}

/**
 * What followed the command, with these flags added: a flag that takes one value replaces the one typed; what
 * contradicts the added ones goes (see `contradicts`), and so does the one they replace.
 */
export function withFlags(
  {argv, flags = {}}: TypedCommand,
  added: readonly ShellWord[],
  replacing?: AddFlags['replacing'],
): readonly ShellWord[] {
  const pairs = pairsOf(added, flags)
  const goes: Goes = (name, value) =>
    pairs.some(([each]) => each === name && ownOf(flags, name)?.multiple !== true) ||
    (replacing !== undefined && replacing[0] === `--${name}` && replacing[1] === value) ||
    pairs.some(pair => contradicts(pair, name, value))
  const kept = withoutFlags(argv, flags, goes)
  return kept.toSpliced(beforeDashes(kept).length, 0, ...added)
}

/** What followed the command, without these flags and their values. */
export function dropFlags({argv, flags = {}}: TypedCommand, names: readonly string[]): readonly ShellWord[] {
  return withoutFlags(argv, flags, name => names.includes(name))
}

/** The same with another file; it comes first where none was typed. */
export function withFile({argv, flags = {}}: TypedCommand, file: string): readonly ShellWord[] {
  const at = fileAt(argv, flags)
  return at < 0 ? [file, ...argv] : argv.toSpliced(at, 1, file)
}

/** Whether the file is standard input, which can be read no second time. */
export function readsOnce({argv, flags = {}}: TypedCommand): boolean {
  return argv[fileAt(argv, flags)] === '-'
}

/** What is before `--`, behind which words are not flags. */
export function beforeDashes(argv: readonly ShellWord[]): readonly ShellWord[] {
  const end = argv.indexOf('--')
  return end < 0 ? argv : argv.slice(0, end)
}

/** Where the first word is that is neither a flag nor the value of one; -1: nowhere. */
function fileAt(argv: readonly ShellWord[], flags: KnownFlags): number {
  for (let index = 0; index < argv.length; index++) {
    const [name, value] = splitFlag(argv[index])
    if (argv[index] === '--') return index + 1 < argv.length ? index + 1 : -1
    if (name === '') return index
    if (value === undefined && takesValue(name, flags)) index += 1
  }
  return -1
}

type Goes = (name: string, value: string | undefined) => boolean

function withoutFlags(argv: readonly ShellWord[], flags: KnownFlags, goes: Goes): readonly ShellWord[] {
  const kept: ShellWord[] = []
  for (let index = 0; index < argv.length; index++) {
    const word = argv[index] ?? ''
    if (word === '--') return [...kept, ...argv.slice(index)]
    const [name, value] = splitFlag(word)
    const following =
      name !== '' && value === undefined && takesValue(name, flags) ? argv.slice(index + 1, index + 2) : []
    const [given = value] = following.map(textOf)
    if (name === '' || !goes(knownName(name, flags), given)) kept.push(word, ...following)
    index += following.length
  }
  return kept
}

/** Flags as they are added, with the values of those that take one: `--ignore --` leaves out a column called `--`. */
function pairsOf(words: readonly ShellWord[], flags: KnownFlags): readonly Pair[] {
  const pairs: Pair[] = []
  for (let at = 0; at < words.length; at++) {
    const [typed, value] = splitFlag(words[at])
    if (typed === '') continue
    const name = knownName(typed, flags)
    const takesNext = value === undefined && takesValue(name, flags)
    pairs.push([name, value ?? (takesNext ? textOf(words[at + 1] ?? '') : '')])
    if (takesNext) at += 1
  }
  return pairs
}

type Pair = readonly [name: string, value: string]

/** Flags of which a command takes one: columns without a property are left out, or get one. */
const OPPOSITES: readonly (readonly string[])[] = [['ignore-unknown', 'create-properties']]

/** Where a column goes and that it is left out cannot both be said, and nothing needs to be said twice. */
function contradicts([added, value]: Pair, typed: string, given: string | undefined): boolean {
  if (OPPOSITES.some(pair => pair.includes(added) && pair.includes(typed) && added !== typed)) return true
  if (given === undefined) return false
  if (added === typed) return (added === 'map' || added === 'ignore') && value === given
  if (added === 'ignore' && typed === 'map') return columnOf(given) === value
  return added === 'map' && typed === 'ignore' && columnOf(value) === given
}

/** Of COLUMN=PROPERTY, as parseColumnAssignment splits it. */
function columnOf(assignment: string): string {
  return assignment.slice(0, Math.max(assignment.lastIndexOf('='), 0))
}

/** `--object=CONTACT` → object, CONTACT; a word that is not a flag has no name. */
function splitFlag(word: ShellWord = ''): readonly [name: string, value?: string] {
  if (typeof word !== 'string' || !word.startsWith('--')) return ['']
  const at = word.indexOf('=')
  return at < 0 ? [word.slice(2)] : [word.slice(2, at), word.slice(at + 1)]
}

/** `--no-header` is the flag `header`. */
function knownName(name: string, flags: KnownFlags): string {
  const positive = name.startsWith('no-') ? name.slice('no-'.length) : name
  return ownOf(flags, name) === undefined && ownOf(flags, positive)?.type === 'boolean' ? positive : name
}

function takesValue(name: string, flags: KnownFlags): boolean {
  const flag = ownOf(flags, name)
  return flag !== undefined && flag.type !== 'boolean'
}

function textOf(word: ShellWord): string {
  return typeof word === 'string' ? word : word.gap
}
