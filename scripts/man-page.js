// usage: npm run man [-- FILE]. Writes man/hubspot-push.1 from oclif.manifest.json and the pages of help, as docs/commands.md
// is written from them. All of it is ASCII: what else there is, roff names by its code point.
import {mkdirSync, readFileSync, writeFileSync} from 'node:fs'
import {dirname} from 'node:path'
import {fileURLToPath} from 'node:url'

const ROOT = new URL('../', import.meta.url)
const [file = fileURLToPath(new URL('man/hubspot-push.1', ROOT))] = process.argv.slice(2)
const {HELP_TOPICS} = await import(new URL('build/terminal/help/help-topics.js', ROOT).href)
const {name, version, description, homepage} = read('package.json')
const {commands} = read('oclif.manifest.json')

mkdirSync(dirname(file), {recursive: true})
writeFileSync(file, `${manPage().join('\n')}\n`)

/** Neither hyphens nor wide blanks: words are copied from it. */
function manPage() {
  const shown = Object.values(commands).filter(({hidden}) => hidden !== true)
  return [
    `.TH ${name.toUpperCase().replaceAll('-', '\\-')} 1 "" "${name} ${version}" "User Commands"`,
    '.nh',
    '.ad l',
    '.SH NAME',
    `${escaped(name)} \\- ${escaped(description.replace(/\.$/, ''))}`,
    '.SH SYNOPSIS',
    `.B ${escaped(name)}`,
    '.I COMMAND',
    '[ARGUMENTS] [FLAGS]',
    '.SH COMMANDS',
    ...shown.flatMap(sectionOf),
    ...HELP_TOPICS.flatMap(topicOf),
    '.SH SEE ALSO',
    text(homepage),
  ]
}

/** A command as its own --help shows it. */
function sectionOf({id, usage = '<%= command.id %>', summary, description: more, args, flags, examples = []}) {
  const filled = words =>
    words.replaceAll('<%= config.bin %>', name).replaceAll('<%= command.id %>', id.replaceAll(':', ' '))
  const named = Object.values(flags).filter(({hidden}) => hidden !== true)
  const argued = Object.values(args).filter(({hidden}) => hidden !== true)
  return [
    `.SS ${quoted(`${name} ${withArguments(filled(usage), usage, argued)}`)}`,
    ...[summary, more].filter(Boolean).flatMap((words, at) => [...(at === 0 ? [] : ['.PP']), text(filled(words))]),
    ...argued.flatMap(arg => entry(bold(arg.name.toUpperCase()), withLimits(arg))),
    ...inGroups(named).flatMap(([group, members]) => [
      ...['.PP', `.I ${quoted(`${group}:`)}`],
      ...members.flatMap(flag => entry(termOf(flag), withLimits(flag))),
    ]),
    ...(examples.length === 0 ? [] : ['.PP', '.I Examples:', '.PP', '.nf']),
    ...examples.map(words => text(filled(words))),
    ...(examples.length === 0 ? [] : ['.fi']),
  ]
}

/** oclif's usage line names arguments only where a command has no line of its own. */
function withArguments(filled, usage, args) {
  const own = usage !== '<%= command.id %>'
  const words = args.map(arg => (arg.required === true ? arg.name.toUpperCase() : `[${arg.name.toUpperCase()}]`))
  return own ? filled : [filled, ...words].join(' ')
}

/** In the order of their definition; `--json`, which oclif puts first, last. */
function inGroups(flags) {
  const groups = new Map()
  for (const flag of [...flags].sort((one, other) => Number(one.name === 'json') - Number(other.name === 'json'))) {
    const group = flag.helpGroup ?? 'Flags'
    groups.set(group, [...(groups.get(group) ?? []), flag])
  }
  return [...groups]
}

function termOf({name: long, char, type, allowNo, helpValue, options}) {
  const names = [...(char === undefined ? [] : [`-${char}`]), `--${allowNo === true ? '[no-]' : ''}${long}`]
  const value = [helpValue ?? options?.join('|') ?? long.toUpperCase()].flat().join(' ')
  return `${names.map(bold).join(', ')}${type === 'boolean' ? '' : `=\\fI${escaped(value)}\\fR`}`
}

function withLimits({description: words = '', summary = words, required, default: usual, helpValue, options, type}) {
  const one = options === undefined || (helpValue === undefined && type === 'option') ? [] : [options.join(', ')]
  const limits = [
    ...(required === true ? ['required'] : []),
    ...one.map(list => `one of ${list}`),
    ...(['string', 'number'].includes(typeof usual) ? [`default: ${usual}`] : []),
  ]
  return limits.length === 0 ? summary : `${summary} [${limits.join('; ')}]`
}

/** Exit codes and variables have sections that man pages share; others are called as help calls them. */
function topicOf({name: topic, summary, intro, entries}) {
  const titles = {'exit-codes': 'EXIT STATUS', environment: 'ENVIRONMENT'}
  return [
    `.SH ${quoted(titles[topic] ?? topic.toUpperCase())}`,
    text(`${summary} ${intro}`),
    ...entries.flatMap(([term, meaning]) => entry(bold(term), meaning)),
  ]
}

function entry(term, meaning) {
  return ['.TP', term, text(meaning)]
}

function bold(words) {
  return `\\fB${escaped(words)}\\fR`
}

/** A paragraph of its own, on one line: roff fills it. A line that begins with a point or an apostrophe is a request. */
function text(words) {
  return escaped(words.replaceAll(/\s*\n\s*/g, ' ').trim()).replace(/^(?=\.)/, '\\&')
}

/** One argument of a request. */
function quoted(words) {
  return `"${escaped(words)}"`
}

/** What roff would take for a request's quote, or typographically: signs are to be copied as they are. */
function escaped(words) {
  const named = {'\\': '\\e', '-': '\\-', "'": '\\(aq', '"': '\\(dq', '`': '\\(ga', '^': '\\(ha', '~': '\\(ti'}
  return words.replaceAll(/[\\\-'"`^~]|[^\n -~]/gu, sign =>
    Object.hasOwn(named, sign)
      ? named[sign]
      : `\\[u${sign.codePointAt(0).toString(16).toUpperCase().padStart(4, '0')}]`,
  )
}

function read(path) {
  return JSON.parse(readFileSync(new URL(path, ROOT), 'utf8'))
}
