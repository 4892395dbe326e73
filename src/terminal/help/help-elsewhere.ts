import {join} from 'node:path'
import {exit} from '@oclif/core/errors'
import type {Config} from '@oclif/core/interfaces'
import {AppError} from '../../errors/app-error.js'
import {shell} from '../../errors/next-step.js'
import {withoutSecrets} from '../hide-secrets.js'
import {screenOf} from '../text/palette.js'
import {showText} from '../text/show-text.js'
import {GUIDES, HELP_TOPICS, presentHelpTopic} from './help-topics.js'
import {commandsMeant, programCommands} from './suggest-command.js'
import {printUsageError} from './tell-usage-error.js'

/** The page that is about no single command; undefined when there is none of that name. */
export function helpPage(name: string | undefined, root: string): readonly string[] | undefined {
  const topic = HELP_TOPICS.find(each => each.name === name)
  if (topic === undefined) return undefined
  const lines = presentHelpTopic(topic, screenOf(process.stdout, process.env))
  return topic.name === GUIDES ? [...lines, '', `They are in ${showText(join(root, 'docs'))}`] : lines
}

/** Their names, for the list of all help. */
export function helpPages(): [string, string][] {
  return HELP_TOPICS.map(({name, summary}) => [`help ${name}`, summary])
}

/** oclif would name what was typed and nothing that exists, or show the help of `rejects` for `rejects retyr`. */
export function refuseUnknown(argv: readonly string[], config: Config): void {
  const {bin} = config
  const flagsBegin = argv.findIndex(word => word.startsWith('-'))
  const words = withoutSecrets(flagsBegin < 0 ? argv : argv.slice(0, flagsBegin)).filter(word => word !== 'help')
  const commands = programCommands(config)
  const below = commands.filter(name => name.startsWith(`${words[0]} `))
  const isKnown = words.length === 0 || commands.includes(words[0] ?? '') || below.length > 0
  const meant = commandsMeant(words, isKnown ? below : [...commands, ...HELP_TOPICS.map(({name}) => name)])
  if (isKnown && (below.includes(words.slice(0, 2).join(' ')) || meant.length === 0)) return
  const message = `"${words.slice(0, isKnown ? 2 : 1).join(' ')}" is neither a command nor a help page of ${bin}.`
  const error = new AppError('USAGE', message, {
    next: [...meant, []].map(name => shell([bin, 'help', ...name])),
  })
  printUsageError(error, argv)
  exit(error.exitCode)
}
