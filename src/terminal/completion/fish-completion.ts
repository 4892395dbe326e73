import type {CompletedCommand, CompletedFlag, Program, Word} from './describe-program.js'

/** Lines of `complete`, each for the command that its condition names. */
export function fishCompletion({bin, words, commands}: Program): string {
  const at = `__${bin.replaceAll(/\W/g, '_')}_at`
  const pairs = commands.flatMap(({name}) => (name.includes(' ') ? [`'${name}'`] : []))
  const complete = (condition: string, what: string, summary: string): string =>
    `complete -c ${bin} -n '${condition}' ${what}${summary === '' ? '' : ` -d '${escaped(summary)}'`}`
  const list = (condition: string, choices: readonly Word[]): string[] =>
    choices.map(({word, summary}) => complete(condition, `-a ${word}`, summary))
  const linesOf = (command: CompletedCommand): string[] => [
    ...(command.takesFile ? [complete(`${at} ${command.name}`, '-F', '')] : []),
    ...(command.takesRun
      ? [complete(`${at} ${command.name}; and ${isNext(command)}`, `-a '${asked('runs', bin)}'`, '')]
      : []),
    ...list(`${at} ${command.name}; and ${isNext(command)}`, command.words),
    ...command.second.map(({first, words: follow, asks}) =>
      complete(
        `${at} ${command.name}; and ${isSecond(command, first)}`,
        `-a '${asks === undefined ? follow.join(' ') : asked(asks, bin)}'`,
        '',
      ),
    ),
    ...command.flags.flatMap(flag =>
      flagOf(flag, bin).map(what => complete(`${at} ${command.name}`, what, flag.summary)),
    ),
  ]
  return `# fish completion of ${bin}, written by: ${bin} completion fish
function ${at} --description 'Whether this command is being typed'
    set -l words (commandline -opc) '' ''
    switch "$words[2] $words[3]"
        case ${pairs.join(' ')}
            test "$argv" = "$words[2] $words[3]"
        case '*'
            test "$argv" = "$words[2]"
    end
end
complete -c ${bin} -f
${[
  ...list(at, words),
  complete(at, '-s v -l version', 'Show the version.'),
  complete(at, '-s h -l help', 'Show help.'),
  ...commands.flatMap(linesOf),
].join('\n')}`
}

/** Only the word right behind the command. */
function isNext({name}: CompletedCommand): string {
  return `test (count (commandline -opc)) -eq ${name.split(' ').length + 1}`
}

/** Only the word right behind this first argument. */
function isSecond({name}: CompletedCommand, first: string): string {
  const at = name.split(' ').length + 2
  return `test (count (commandline -opc)) -eq ${at}; and test (commandline -opc)[${at}] = ${first}`
}

/** What this machine knows: evaluated when it is completed. */
function asked(what: string, bin: string): string {
  return `(${bin} completion --words ${what} 2>/dev/null)`
}

function flagOf({names, value}: CompletedFlag, bin: string): string[] {
  const choice =
    value === undefined
      ? ''
      : value.asks !== undefined
        ? ` -x -a '${asked(value.asks, bin)}'`
        : value.words.length > 0
          ? ` -x -a '${value.words.join(' ')}'`
          : value.isFile
            ? ' -r -F'
            : ' -x'
  return names.map(name => `${name.startsWith('--') ? `-l ${name.slice(2)}` : `-s ${name.slice(1)}`}${choice}`)
}

function escaped(text: string): string {
  return text.replaceAll(/[\\']/g, '\\$&')
}
