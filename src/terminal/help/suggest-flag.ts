import {type Run, shell} from '../../errors/next-step.js'
import {misspeltBy} from '../../shared/text/edit-distance.js'
import {type TypedCommand, withFlags, wordsOf} from '../next-steps/typed-command.js'

/** Of a flag, the fewest letters that may stand for it. */
const LEAST_LETTERS = 3
const MOST_GUESSES = 2

/**
 * The command with the flag that was probably meant in the place of an unknown one; several where several are as near.
 * `looksFirst`: a push is to be a dry run, since it is a guess.
 */
export function suggestFlags(thrown: unknown, typed: TypedCommand, looksFirst: boolean): Run[] {
  const [unknown] = unknownFlags(thrown)
  const at = unknown === undefined ? -1 : typed.argv.indexOf(unknown)
  if (unknown === undefined || at < 0) return []
  const [word = '', ...value] = unknown.split(/(?==)/)
  return flagsMeant(word, namesOf(typed)).map(name => {
    const corrected = {...typed, argv: typed.argv.toSpliced(at, 1, [`--${name}`, ...value].join(''))}
    return shell(wordsOf(looksFirst ? {...corrected, argv: withFlags(corrected, ['--dry-run'])} : corrected))
  })
}

/** oclif's error for them names them. */
function unknownFlags(thrown: unknown): readonly string[] {
  return thrown instanceof Error && 'flags' in thrown && Array.isArray(thrown.flags) ? thrown.flags.map(String) : []
}

function namesOf({flags = {}}: TypedCommand): string[] {
  return Object.entries(flags).flatMap(([name, {allowNo}]) => (allowNo === true ? [name, `no-${name}`] : [name]))
}

/** `--objetc`, `--dryRun`, `--dry_run`, `-object` and `--dup`, but no guess where nothing is near. */
export function flagsMeant(word: string, names: readonly string[]): string[] {
  const typed = kebab(word.replace(/^-+/, ''))
  if (typed.length < LEAST_LETTERS) return []
  const ranked = names.map(name => ({name, rank: rankOf(typed, name)})).filter(({rank}) => Number.isFinite(rank))
  const best = Math.min(...ranked.map(({rank}) => rank))
  return ranked
    .filter(({rank}) => rank === best)
    .map(({name}) => name)
    .slice(0, MOST_GUESSES)
}

/** A name that is only begun is nearer than one with a wrong letter. */
const BEGUN = 0.5

function rankOf(typed: string, name: string): number {
  if (typed.replaceAll('-', '') === name.replaceAll('-', '')) return 0
  if (name.startsWith(typed)) return BEGUN
  return misspeltBy(typed, name) ?? Number.POSITIVE_INFINITY
}

function kebab(name: string): string {
  return name
    .replaceAll(/([a-z])([A-Z])/g, '$1-$2')
    .replaceAll('_', '-')
    .toLowerCase()
}
