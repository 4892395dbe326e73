import {didYouMean} from '../shared/did-you-mean.js'
import {commandAsTyped} from './command-line.js'

/** Commands of more words than this do not exist. */
const MOST_WORDS = 2

/** What was probably meant by words that name no command, as whole commands with the rest of the words; the best first, `--help` last. */
export function suggestCommands(bin: string, words: readonly string[], commands: readonly string[]): string[] {
  const meant = [MOST_WORDS, 1].flatMap(count => {
    const candidates = commands.filter(name => name.split(' ').length === count)
    return didYouMean(words.slice(0, count).join(' '), candidates, name => [name]).map(name => [...name.split(' '), ...words.slice(count)])
  })
  return [...meant.slice(0, 2).map(argv => commandAsTyped(bin, argv)), `${bin} --help`]
}
