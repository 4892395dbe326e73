import type {Config} from '@oclif/core/config'
import {type Run, shell} from '../../errors/next-step.js'
import {misspeltBy} from '../../shared/text/edit-distance.js'

/** Commands of more words than this do not exist. */
const MOST_WORDS = 2

/**
 * What was probably meant by words that name no command, as whole commands with the rest of the words; the best first,
 * `--help` last.
 */
export function suggestCommands(bin: string, words: readonly string[], commands: readonly string[]): Run[] {
  return [...commandsMeant(words, commands), ['--help']].map(argv => shell([bin, ...argv]))
}

/** The words with a command in the place of those that nearly name it, for at most two commands, the best first. */
export function commandsMeant(words: readonly string[], commands: readonly string[]): (readonly string[])[] {
  const typed = words.map(word => word.toLowerCase())
  return [MOST_WORDS, 1]
    .flatMap(count => {
      const named = commands.map(name => name.split(' ')).filter(({length}) => length === count)
      const alike = named.map(name => ({name, edits: editsOf(typed, name)})).filter(({edits}) => Number.isFinite(edits))
      return alike.sort((a, b) => a.edits - b.edits).map(({name}) => [...name, ...words.slice(count)])
    })
    .slice(0, 2)
}

/** Word by word: a long first word must not excuse any second one. Infinite where one of them is another word. */
function editsOf(typed: readonly string[], name: readonly string[]): number {
  return name.reduce((sum, word, at) => sum + (misspeltBy(typed[at] ?? '', word) ?? Number.POSITIVE_INFINITY), 0)
}

/** `push`, `rejects retry`: what can be typed. */
export function programCommands({commands}: Pick<Config, 'commands'>): readonly string[] {
  return commands.filter(({hidden}) => !hidden).map(({id}) => id.replaceAll(':', ' '))
}
