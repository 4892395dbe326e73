import type * as Interfaces from '@oclif/core/interfaces'
import {defined} from '../../shared/defined.js'
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
  /** The first argument is a run. */
  readonly takesRun: boolean
  /** What may follow the first argument, by that. */
  readonly second: readonly SecondWords[]
  readonly flags: readonly CompletedFlag[]
}

export interface SecondWords extends Pick<FlagValue, 'words' | 'asks'> {
  readonly first: string
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
  /** All that it may be, or what it often is; empty where it may be anything. */
  readonly words: readonly string[]
  /** What this machine knows: asked for when it is needed. */
  readonly asks?: Asked
  readonly isFile: boolean
}

/** What `completion --words` prints. */
export type Asked = 'profiles' | 'runs' | 'portals'

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
        words: name === 'help' ? [...words, ...pages] : [...below(name), ...values, ...settingsOf(name)],
        takesFile: first?.name === 'file',
        takesRun: first?.name === 'run',
        second: name === 'config' ? SETTINGS : [],
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
  const {name, char, summary = flag.description ?? ''} = flag
  const short = char === undefined ? [] : [`-${char}`]
  if (flag.type === 'boolean') {
    return [
      {
        names: flag.allowNo === true ? [`--${name}`, `--no-${name}`] : [...short, `--${name}`],
        summary,
        isRepeatable: false,
      },
    ]
  }
  const helpValue = [flag.helpValue ?? name.toUpperCase()].flat().join(' ')
  const asks = ASKED.get(name)
  const value = {
    name: helpValue,
    words: flag.options ?? USUAL.get(name) ?? [],
    ...(asks && {asks}),
    isFile: helpValue === 'FILE' || helpValue === 'DIR',
  }
  return [{names: [...short, `--${name}`], summary, isRepeatable: flag.multiple === true, value}]
}

const ASKED: ReadonlyMap<string, Asked> = new Map([
  ['profile', 'profiles'],
  ['portal', 'portals'],
  ['resume-run', 'runs'],
])

/** What is often given where anything may be. Zones are those that this Node knows. */
const USUAL: ReadonlyMap<string, readonly string[]> = new Map([
  [
    'object',
    ['CONTACT', 'COMPANY', 'DEAL', 'TICKET', 'PRODUCT', 'LINE_ITEM', 'CALL', 'EMAIL', 'MEETING', 'NOTE', 'TASK'],
  ],
  ['time-zone', Intl.supportedValuesOf('timeZone')],
  ['date-format', ['YYYY-MM-DD', 'DD.MM.YYYY', 'DD/MM/YYYY', 'MM/DD/YYYY', 'YYYYMMDD', 'excel']],
  ['delimiter', ['comma', 'semicolon', 'tab', 'pipe']],
  ['encoding', ['utf-8', 'utf-16le', 'windows-1252', 'iso-8859-15', 'shift_jis']],
  ['older-than', ['7d', '30d', '90d', '365d']],
  ['budget', ['25%', '50%', '75%']],
])

/** What `config` takes, and which values. */
const SETTINGS: readonly SecondWords[] = ['object', 'portal', 'budget'].map(first => ({
  first,
  words: USUAL.get(first) ?? [],
  ...defined({asks: ASKED.get(first)}),
}))

function settingsOf(name: string): readonly Word[] {
  return name === 'config' ? SETTINGS.map(({first}) => ({word: first, summary: ''})) : []
}
