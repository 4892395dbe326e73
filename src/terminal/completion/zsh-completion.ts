import type {CompletedCommand, CompletedFlag, Program, Word} from './describe-program.js'

/** For a file `_hubspot-push` in `$fpath`, and as well for `source <(hubspot-push completion zsh)`. */
export function zshCompletion({bin, words, commands}: Program): string {
  const pairs = commands.flatMap(({name}) => (name.includes(' ') ? [`'${name}'`] : []))
  return `#compdef ${bin}
# zsh completion of ${bin}, written by: ${bin} completion zsh
_${bin}() {
  if ((CURRENT == 2)); then
    _arguments '1: :${listOf(words)}' '--help[Show help.]' '--version[Show the version.]'
    return
  fi
  local command=$words[2]
  shift words; ((CURRENT--))
  case "$command $words[2]" in
    ${pairs.join(' | ')}) if ((CURRENT > 2)); then command+=" $words[2]"; shift words; ((CURRENT--)); fi ;;
  esac
  case $command in
${commands.flatMap(command => caseOf(command, bin)).join('\n')}
  esac
}
if [[ $funcstack[1] == _${bin} ]]; then _${bin} "$@"; else compdef _${bin} ${bin}; fi`
}

/** What this machine knows: evaluated when it is completed. */
function asked(what: string, bin: string): string {
  return `{compadd -- ${program(what, bin)}}`
}

function program(what: string, bin: string): string {
  return `$(${bin} completion --words ${what} 2>/dev/null)`
}

function caseOf({name, words, takesFile, takesRun, second, flags}: CompletedCommand, bin: string): string[] {
  const list = words.length > 0 ? listOf(words) : takesRun ? asked('runs', bin) : undefined
  const argument = takesFile ? ["'1:FILE:_files'"] : list === undefined ? [] : [`'1: :${list}'`]
  return [
    `    '${name}')`,
    `      _arguments -S ${[...flags.flatMap(flag => specsOf(flag, bin)), ...argument, ...secondOf(second, bin)].join(' \\\n        ')} ;;`,
  ]
}

/** What may follow the first argument. */
function secondOf(second: CompletedCommand['second'], bin: string): string[] {
  if (second.length === 0) return []
  const cases = second.map(
    ({first, words, asks}) => `(${first}) compadd -- ${asks === undefined ? words.join(' ') : program(asks, bin)} ;;`,
  )
  return [`'2: :{case $words[2] in ${cases.join(' ')} esac}'`]
}

/**
 * As `_arguments` takes them: `'*--map=[this column …]:COLUMN=PROPERTY: '`; a value that may be anything is a single
 * blank.
 */
function specsOf({names, summary, isRepeatable, value}: CompletedFlag, bin: string): string[] {
  const excluded = isRepeatable ? '*' : names.length > 1 ? `(${names.join(' ')})` : ''
  const choice = value === undefined ? '' : choiceOf(value, bin)
  const tail = value === undefined ? '' : `:${escaped(value.name)}:${choice}`
  return names.map(
    name =>
      `'${excluded}${name}${value === undefined || !name.startsWith('--') ? '' : '='}[${escaped(summary)}]${tail}'`,
  )
}

/** `((export\:"Write …" fix\:"…"))` */
function listOf(words: readonly Word[]): string {
  return `((${words.map(({word, summary}) => (summary === '' ? word : `${word}\\:"${escaped(summary.replaceAll('"', ''))}"`)).join(' ')}))`
}

/** Within single quotes, and in what `_arguments` splits at colons and brackets. */
function escaped(text: string): string {
  return text.replaceAll(/[\\:[\]]/g, '\\$&').replaceAll("'", `'\\''`)
}

function choiceOf({words, asks, isFile}: NonNullable<CompletedFlag['value']>, bin: string): string {
  if (asks !== undefined) return asked(asks, bin)
  if (words.length > 0) return `(${words.map(escaped).join(' ')})`
  return isFile ? '_files' : ' '
}
