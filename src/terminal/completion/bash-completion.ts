import type {CompletedCommand, CompletedFlag, Program} from './describe-program.js'

/**
 * For every bash since 3.2, which macOS brings; it needs nothing of the package bash-completion.
 * Names of files are left to bash itself, which quotes them and goes into directories: nothing is proposed, and `-o
 * default` does the rest.
 */
export function bashCompletion({bin, words, commands}: Program): string {
  const name = `_${bin.replaceAll(/\W/g, '_')}`
  const pairs = commands.flatMap(command => (command.name.includes(' ') ? [`'${command.name}'`] : []))
  return `# bash completion of ${bin}, written by: ${bin} completion bash
${name}() {
  local IFS=$' \\t\\n' cur=\${COMP_WORDS[COMP_CWORD]} prev=\${COMP_WORDS[COMP_CWORD - 1]} words='' files=''
  # --flag=value is three words here
  if [[ $cur == '=' ]]; then cur=''; elif [[ $prev == '=' ]]; then prev=\${COMP_WORDS[COMP_CWORD - 2]}; fi
  local command=\${COMP_WORDS[1]}
  case "$command \${COMP_WORDS[2]-}" in
    ${pairs.join(' | ')}) if ((COMP_CWORD > 2)); then command+=" \${COMP_WORDS[2]}"; fi ;;
  esac
  if ((COMP_CWORD == 1)); then
    words='${[...words.map(({word}) => word), '--help', '-h', '--version', '-v'].join(' ')}'
  else
    case $command in
${commands.flatMap(caseOf).join('\n')}
    esac
  fi
  [[ $files == yes ]] || compopt +o default 2> /dev/null # bash before version 4 offers files anyway
  COMPREPLY=($(compgen -W "$words" -- "$cur"))
}
complete -o default -F ${name} ${bin}`
}

/** What this machine knows; the program that is being typed is asked. */
function asked(what: string): string {
  return `$("\${COMP_WORDS[0]}" completion --words ${what} 2> /dev/null)`
}

function caseOf({name, words, takesFile, takesRun, second, flags}: CompletedCommand): string[] {
  const follows = name.split(' ').length + 1
  const offered = [...words.map(({word}) => word), ...(takesRun ? [asked('runs')] : [])].join(' ')
  const argument = offered === '' ? [] : [`elif ((COMP_CWORD == ${follows})); then words="${offered}"`]
  return [
    `      '${name}')`,
    '        case $prev in',
    ...valueCases(flags).map(line => `          ${line}`),
    '          *)',
    `            if [[ $cur == -* ]]; then words='${flags.flatMap(({names}) => names).join(' ')}'`,
    ...[...argument, ...secondOf(second, follows + 1), ...(takesFile ? ['else files=yes'] : []), 'fi ;;'].map(
      line => `            ${line}`,
    ),
    '        esac ;;',
  ]
}

/** What may follow the first argument. */
function secondOf(second: CompletedCommand['second'], at: number): string[] {
  if (second.length === 0) return []
  const cases = second.map(({first, ...value}) => `${first}) ${wordsOf(value) ?? ':'} ;;`)
  return [`elif ((COMP_CWORD == ${at})); then case $prev in ${cases.join(' ')} esac`]
}

/** What may follow a flag that takes a value; those that take the same are one case. */
function valueCases(flags: readonly CompletedFlag[]): string[] {
  const cases = new Map<string, string[]>()
  for (const {names, value} of flags) {
    if (value === undefined) continue
    const does = wordsOf(value) ?? (value.isFile ? 'files=yes' : ':')
    cases.set(does, [...(cases.get(does) ?? []), ...names])
  }
  return [...cases].map(([does, names]) => `${names.join(' | ')}) ${does} ;;`)
}

function wordsOf({words, asks}: Pick<NonNullable<CompletedFlag['value']>, 'words' | 'asks'>): string | undefined {
  if (asks !== undefined) return `words="${asked(asks)}"`
  return words.length > 0 ? `words='${words.join(' ')}'` : undefined
}
