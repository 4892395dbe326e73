import type * as Interfaces from '@oclif/core/interfaces'
import {HELP_TOPICS} from '../help/help-topics.js'

/**
 * What a shell can complete, read from the manifest: names, summaries and fixed values, nothing of a portal or of this
 * machine.
 */
export interface Program {
  /** `hubspot-push`, or the name the user installed it under. */
  readonly bin: string
  /** What may follow it. */
  readonly words: readonly Word[]
  readonly commands: readonly CompletedCommand[]
}

export interface Word {
  readonly word: string
  readonly summary: string
}

export interface CompletedCommand {
  /** `push`, `rejects retry` */
  readonly name: string
  /** What may follow it other than flags: the commands below it, or the values of its first argument. */
  readonly words: readonly Word[]
  /** The first argument is a file. */
  readonly takesFile: boolean
  readonly flags: readonly CompletedFlag[]
}

export interface CompletedFlag {
  /** `--full`, or both of `--browser` and `--no-browser`. */
  readonly names: readonly string[]
  readonly summary: string
  readonly isRepeatable: boolean
  /** Undefined for a flag that takes none. */
  readonly value?: FlagValue
}

export interface FlagValue {
  /** As help calls it: `FILE`. */
  readonly name: string
  /** All that it may be; empty where it may be anything. */
  readonly words: readonly string[]
  readonly isFile: boolean
}

type Command = Interfaces.Config['commands'][number]
type Flag = Command['flags'][string]

export function describeProgram({bin, commands}: Pick<Interfaces.Config, 'bin' | 'commands'>): Program {
  const shown = commands
    .filter(({hidden}) => hidden !== true)
    .map(command => ({...command, name: command.id.replaceAll(':', ' ')}))
  const below = (topic: string): Word[] =>
    shown.flatMap(({name, summary = ''}) => {
      const [first, ...rest] = topic === '' ? ['', ...name.split(' ')] : name.split(' ')
      const [word, ...deeper] = rest
      return first === topic && word !== undefined && deeper.length === 0 ? [{word, summary}] : []
    })
  const words = below('')
  const pages = HELP_TOPICS.map(({name, summary}) => ({word: name, summary}))
  return {
    bin,
    words,
    commands: shown.map(({name, args, flags}) => {
      const [first] = Object.values(args)
      const values = (first?.options ?? []).map(word => ({word, summary: ''}))
      return {
        name,
        words: name === 'help' ? [...words, ...pages] : [...below(name), ...values],
        takesFile: first?.name === 'file',
        flags: [
          ...Object.values(flags).flatMap(flagOf),
          {names: ['--help'], summary: 'Show help.', isRepeatable: false},
        ],
      }
    }),
  }
}

function flagOf(flag: Flag): CompletedFlag[] {
  if (flag.hidden === true) return []
  const {name, summary = flag.description ?? ''} = flag
  if (flag.type === 'boolean') {
    return [
      {names: flag.allowNo === true ? [`--${name}`, `--no-${name}`] : [`--${name}`], summary, isRepeatable: false},
    ]
  }
  const helpValue = [flag.helpValue ?? name.toUpperCase()].flat().join(' ')
  const value = {name: helpValue, words: flag.options ?? [], isFile: helpValue === 'FILE' || helpValue === 'DIR'}
  return [{names: [`--${name}`], summary, isRepeatable: flag.multiple === true, value}]
}
