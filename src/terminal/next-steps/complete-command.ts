import {defined} from '../../shared/defined.js'
import {ownOf} from '../../shared/named.js'
import {shellQuote} from '../../shared/text/shell-quote.js'

export interface TypedCommand {
  /** `hubspot-push`, or the name the user installed it under. */
  readonly bin: string
  /** `push`, `rejects retry`; absent before a command was found. */
  readonly command?: string
  /** What followed it. */
  readonly argv: readonly string[]
  /** The flags that the command knows, by name. */
  readonly flags?: Readonly<Record<string, KnownFlag>>
}

interface KnownFlag {
  readonly type?: string
  readonly multiple?: boolean | undefined
}

/** Between a command and what is said of it. */
const NOTE = /\s{5}\S.*$/

/** For scripts: a step by itself, without what is said of it to people. */
export function withoutNote(step: string): string {
  return step.replace(NOTE, '')
}

/** Commands that ask a portal; what looks at runs knows theirs from the run. */
const OF_A_PORTAL = /^\S+ (push|objects|whoami)(?= |$)/

/** A step with the profile that was typed: without it the step would ask, or write to, another portal. */
export function ofSameProfile(step: string, argv: readonly string[]): string {
  const profile = typedProfile(argv)
  if (profile === undefined || !OF_A_PORTAL.test(step) || / --profile[ =]/.test(step)) return step
  const note = NOTE.exec(step)?.[0] ?? ''
  return `${step.slice(0, step.length - note.length)} --profile ${shellQuote(profile)}${note}`
}

function typedProfile(argv: readonly string[]): string | undefined {
  const flagsEnd = argv.includes('--') ? argv.indexOf('--') : argv.length
  const at = argv.slice(0, flagsEnd).findLastIndex(word => splitFlag(word)[0] === 'profile')
  return at < 0 ? undefined : (splitFlag(argv[at] ?? '')[1] ?? argv[at + 1])
}

/** A word as `shellQuote` writes it. */
const WORD = /(?:[^\s'\\]|'[^']*'|\\')+/g

/**
 * The command that was typed, with these flags added (`--map 'A b=email' --ignore-unknown     a note`), ready to paste:
 * a flag that takes one value replaces the one typed, what contradicts the added ones goes (see `contradicts`), and so
 * does `instead`.
 * Undefined where the command does not know one of them.
 */
export function completeCommand(
  typed: TypedCommand,
  addition: string,
  instead?: readonly [flag: string, value: string],
): string | undefined {
  const {bin, command, argv, flags = {}} = typed
  const note = NOTE.exec(addition)?.[0] ?? ''
  const added = note === '' ? addition : addition.slice(0, -note.length)
  const pairs = pairsOf((added.match(WORD) ?? []).map(unquoted), flags)
  const names = pairs.map(([name]) => name)
  if (names.some(name => ownOf(flags, name) === undefined)) return undefined
  const single = names.filter(name => ownOf(flags, name)?.multiple !== true)
  const kept = withoutFlags(argv, {single, flags, added: pairs, ...defined({instead})})
  const flagsEnd = kept.includes('--') ? kept.indexOf('--') : kept.length
  const words = [bin, ...(command?.split(' ') ?? []), ...kept.slice(0, flagsEnd)].map(shellQuote)
  return `${[...words, added, ...kept.slice(flagsEnd).map(shellQuote)].filter(word => word !== '').join(' ')}${note}`
}

/** `--no-header` is the flag `header`. */
function knownName(name: string, flags: Readonly<Record<string, KnownFlag>>): string {
  const positive = name.replace(/^no-/, '')
  return ownOf(flags, name) === undefined && ownOf(flags, positive)?.type === 'boolean' ? positive : name
}

/** As steps name a push of what comes on standard input; the flags that were typed are not in it. */
const BARE_PUSH = /\bhubspot-push push -(?=\s|$)/

/** The same behind a command that writes the file to push. */
const PUSH_OF_MADE = /(?<=&& )hubspot-push push ((?:[^\s'\\]|'[^']*'|\\')+)(?= {5}|$)/

/**
 * A step that feeds a push (`zstd -dc FILE | hubspot-push push -`), or makes its file (`… && hubspot-push push FILE`),
 * with the push that was typed, `-` or the new file in place of its file.
 */
export function feedingTyped(step: string, typed: TypedCommand): string {
  if (typed.command !== 'push') return step
  const made = PUSH_OF_MADE.exec(step)
  const [pattern, file] = made === null ? [BARE_PUSH, '-'] : [PUSH_OF_MADE, made[1] ?? '']
  return step.replace(pattern, () => [...pushBefore(typed), file, ...pushBehind(typed)].join(' '))
}

function pushBefore({bin, command = '', argv, ...typed}: TypedCommand): readonly string[] {
  const at = fileAt({bin, command, argv, ...typed})
  return [bin, command, ...argv.slice(0, Math.max(0, at))].map(shellQuote)
}

function pushBehind(typed: TypedCommand): readonly string[] {
  return typed.argv.slice(fileAt(typed) + 1).map(shellQuote)
}

/** Where the first word stands that is neither a flag nor the value of one; -1: nowhere. */
function fileAt({argv, flags = {}}: TypedCommand): number {
  for (let index = 0; index < argv.length; index++) {
    const word = argv[index] ?? ''
    if (word === '--') return index + 1 < argv.length ? index + 1 : -1
    if (!word.startsWith('--')) return index
    const [name, value] = splitFlag(word)
    const flag = ownOf(flags, name)
    if (value === undefined && flag !== undefined && flag.type !== 'boolean') index += 1
  }
  return -1
}

/** What followed the command, with these flags added, word by word. */
export function withFlags({argv, flags = {}}: TypedCommand, added: readonly string[]): readonly string[] {
  const single = added
    .filter(word => word.startsWith('--') && ownOf(flags, word.slice(2))?.multiple !== true)
    .map(word => word.slice(2))
  const kept = withoutFlags(argv, {single, flags, added: pairsOf(added, flags)})
  return kept.toSpliced(kept.includes('--') ? kept.indexOf('--') : kept.length, 0, ...added)
}

interface Removal {
  readonly single: readonly string[]
  readonly flags: Readonly<Record<string, KnownFlag>>
  /** Flags with their values. */
  readonly added: readonly (readonly [name: string, value: string])[]
  readonly instead?: readonly [flag: string, value: string]
}

function withoutFlags(argv: readonly string[], {single, flags, added, instead}: Removal): readonly string[] {
  const kept: string[] = []
  for (let index = 0; index < argv.length; index++) {
    const word = argv[index] ?? ''
    if (word === '--') return [...kept, ...argv.slice(index)]
    const [name = '', value] = splitFlag(word)
    const flag = ownOf(flags, name)
    const takesNext = name !== '' && flag !== undefined && value === undefined && flag.type !== 'boolean'
    const given = takesNext ? argv[index + 1] : value
    const isInstead = instead !== undefined && instead[0] === `--${name}` && instead[1] === given
    const goes = single.includes(name) || isInstead || added.some(each => contradicts(each, name, given))
    if (!goes) kept.push(word, ...(takesNext && given !== undefined ? [given] : []))
    if (takesNext) index += 1
  }
  return kept
}

/** `--object=CONTACT` → object, CONTACT; a word that is no flag has no name. */
function splitFlag(word: string): readonly [name: string, value?: string] {
  if (!word.startsWith('--')) return ['']
  const at = word.indexOf('=')
  return at < 0 ? [word.slice(2)] : [word.slice(2, at), word.slice(at + 1)]
}

/** Where a column goes and that it is left out cannot both be said, and nothing needs to be said twice. */
function contradicts(
  [added, value]: readonly [name: string, value: string],
  typed: string,
  given: string | undefined,
): boolean {
  if (given === undefined) return false
  if (added === typed) return (added === 'map' || added === 'ignore') && value === given
  if (added === 'ignore' && typed === 'map') return columnOf(given) === value
  return added === 'map' && typed === 'ignore' && columnOf(value) === given
}

/** Of COLUMN=PROPERTY, as parseColumnAssignment splits it. */
function columnOf(assignment: string): string {
  return assignment.slice(0, Math.max(assignment.lastIndexOf('='), 0))
}

/** Flags as they are added, with the values of those that take one: `--ignore --` leaves out a column called `--`. */
function pairsOf(words: readonly string[], flags: Removal['flags']): Removal['added'] {
  const pairs: (readonly [string, string])[] = []
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? ''
    if (!word.startsWith('--')) continue
    const name = knownName(word.slice(2), flags)
    const flag = ownOf(flags, name)
    const takesNext = flag !== undefined && flag.type !== 'boolean'
    pairs.push([name, takesNext ? (words[at + 1] ?? '') : ''])
    if (takesNext) at += 1
  }
  return pairs
}

/** What `shellQuote` quoted. */
function unquoted(word: string): string {
  return word.replace(/'([^']*)'|\\'/g, (_, inner: string | undefined) => inner ?? "'")
}
