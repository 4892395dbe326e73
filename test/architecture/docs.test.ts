import {existsSync, readdirSync, readFileSync} from 'node:fs'
import {join} from 'node:path'
import {fileURLToPath} from 'node:url'
import {expect, test} from 'vitest'
import {EXIT, EXIT_BY_CODE} from '../../src/errors/error-codes.js'
import {HELP_TOPICS} from '../../src/terminal/help/help-topics.js'
import {sourceFiles} from './source-files.js'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8')

const pages = ['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md', ...markdownBelow('docs')]

function markdownBelow(directory: string): string[] {
  return readdirSync(join(ROOT, directory), {recursive: true, encoding: 'utf8'})
    .filter(name => name.endsWith('.md'))
    .map(name => join(directory, name))
}

test.each(pages)('every file that %s names exists', page => {
  const named = [...read(page).matchAll(/(?<![\w/.<])((?:src|test|bin|docs|examples|scripts|\.ci)\/[\w./-]+\w)/g)].map(
    ([, path = '']) => path,
  )
  expect(named.filter(path => !existsSync(join(ROOT, path)))).toEqual([])
})

test.each(['CONTRIBUTING.md', 'docs/how-a-push-works.md', 'docs/how-to-add.md'])(
  'every name of the code that %s uses is one',
  page => {
    const code = [...sourceFiles().map(({text}) => text), read('test/support/shared-material.ts')].join('\n')
    const words = new Set(code.match(/\w+/g))
    const named = [...read(page).matchAll(/`([A-Za-z]\w*)`/g)].map(([, name = '']) => name)
    expect(named.filter(name => /[A-Z]/.test(name) && !words.has(name))).toEqual([])
  },
)

/** Found by others than an import: by bin/run.js in dist, and by oclif. */
const ENTRIES = ['main.ts', 'commands/push.ts']

test('the walk from bin to the wire leaves out no step: each file is imported by one named before it', () => {
  const walk = read('CONTRIBUTING.md').split('\n## One command')[1]?.split('\n## ')[0] ?? ''
  const named = [...new Set([...walk.matchAll(/`src\/([\w./-]+\.ts)`/g)].map(([, path = '']) => path))]
  const importsOfFile = new Map(sourceFiles().map(({path, imports}) => [path, imports.map(({target}) => target)]))
  const isReached = (path: string, at: number): boolean =>
    ENTRIES.includes(path) || named.slice(0, at).some(earlier => importsOfFile.get(earlier)?.includes(path))
  expect(named.length).toBeGreaterThan(30)
  expect(named.filter((path, at) => !isReached(path, at))).toEqual([])
})

/** Until the first release, what has our name in the registry is another program. */
test('no page tells its reader to install the package by its name', () => {
  const byName = /npm (?:i|install|exec|x)\b[^\n`]*\s@?hubspot-push(?![\w.-]|\/)|npx hubspot-push/
  expect([...pages, 'SKILL.md', 'scripts/demo.js'].filter(page => byName.test(read(page)))).toEqual([])
})

test('the README lists every exit code', () => {
  const table = read('README.md').split('## Exit codes')[1]?.split('\n## ')[0] ?? ''
  const listed = [...table.matchAll(/^\| (\d[\d, ]*?) +\|/gm)].flatMap(([, codes = '']) => codes.split(',').map(Number))
  expect(listed.sort((a, b) => a - b)).toEqual(Object.values(EXIT).sort((a, b) => a - b))
})

test('docs/codes.md lists every error code with its exit code', () => {
  const listed = Object.fromEntries(
    [...read('docs/codes.md').matchAll(/^\| `([A-Z_]+)` +\| (\d+) +\|/gm)].map(([, code, exit]) => [
      code,
      Number(exit),
    ]),
  )
  expect(listed).toEqual(EXIT_BY_CODE)
})

test('docs/codes.md lists every reject code', () => {
  const union = read('src/rows/reject-code.ts')
  const codes = [...union.matchAll(/\| '([A-Z_]+)'/g)].map(([, code]) => code)
  const section = read('docs/codes.md').split('## Rejected rows')[1] ?? ''
  const listed = [...section.matchAll(/^\| `([A-Z_]+)` +\|/gm)].map(([, code]) => code)
  expect(codes.length).toBeGreaterThan(10)
  expect(listed.sort()).toEqual(codes.sort())
})

function termsOf(topic: string): string[] {
  return (HELP_TOPICS.find(({name}) => name === topic)?.entries ?? []).map(([term]) => term)
}

test('the help on exit codes lists every one', () => {
  expect(termsOf('exit-codes').map(Number)).toEqual(Object.values(EXIT))
})

test('the help on the environment lists every variable of ours that the program reads', () => {
  // oclif's own: it makes them from the program's name
  const ofOclif = ['HUBSPOT_PUSH_DATA_DIR', 'HUBSPOT_PUSH_CONFIG_DIR', 'HUBSPOT_PUSH_CACHE_DIR']
  const read = sourceFiles().flatMap(({text}) =>
    // HUBSPOT_DEFINED is a category of associations
    [...text.matchAll(/'(HUBSPOT_(?!DEFINED)[A-Z_]+)'|\benv\.(HUBSPOT_[A-Z_]+)/g)].map(([, a, b]) => a ?? b),
  )
  const listed = termsOf('environment').filter(name => name.startsWith('HUBSPOT_'))
  expect(listed.toSorted()).toEqual([...new Set([...read, ...ofOclif])].toSorted())
})

test('the help on guides names pages that are there', () => {
  const topic = HELP_TOPICS.find(({name}) => name === 'guides')
  const named = (topic?.entries ?? []).flatMap(entry => entry.join(' ').match(/[a-z-]+\.md/g) ?? [])
  expect(named.length).toBeGreaterThan(15)
  expect(named.filter(page => !existsSync(join(ROOT, 'docs', page)))).toEqual([])
})

test('docs/codes.md says of every code what to do', () => {
  const rows = [...read('docs/codes.md').matchAll(/^\| `([A-Z_]+)` +\|.*\| *(.*?) *\|$/gm)]
  expect(rows.length).toBeGreaterThan(50)
  expect(rows.flatMap(([, code, remedy]) => (remedy === '' ? [code] : []))).toEqual([])
})

test('help is in the manifest: no flag makes oclif load its command to ask for a default', () => {
  const manifest: {commands: Record<string, {hasDynamicHelp?: boolean}>} = JSON.parse(read('oclif.manifest.json'))
  expect(Object.entries(manifest.commands).flatMap(([id, {hasDynamicHelp}]) => (hasDynamicHelp ? [id] : []))).toEqual(
    [],
  )
})

interface ManifestCommand {
  readonly flags: Readonly<Record<string, {readonly description?: string; readonly helpGroup?: string}>>
}

const {commands}: {commands: Readonly<Record<string, ManifestCommand>>} = JSON.parse(read('oclif.manifest.json'))

test('a command with more than eight flags shows them in groups, push in these', () => {
  const groupsOf = ({flags}: ManifestCommand) => [...new Set(Object.values(flags).map(({helpGroup}) => helpGroup))]
  const long = Object.entries(commands).filter(([, {flags}]) => Object.keys(flags).length > 8)
  expect(long.map(([id]) => id)).toContain('push')
  expect(long.filter(([, command]) => groupsOf(command).includes(undefined)).map(([id]) => id)).toEqual([])
  expect(groupsOf(commands['push'] ?? {flags: {}}).sort()).toEqual(
    ['Input', 'Mapping', 'Connection', 'Writing', 'Rejects', 'Resuming and locking', 'Limits', 'Output'].sort(),
  )
})

test('--json says the same in the help of every command, and each flag says something', () => {
  const flags = Object.values(commands).flatMap(command => Object.entries(command.flags))
  expect(new Set(flags.flatMap(([name, {description}]) => (name === 'json' ? [description] : []))).size).toBe(1)
  expect(flags.flatMap(([name, {description = ''}]) => (description === '' ? [name] : []))).toEqual([])
})

test('something reads each flag, besides its definition', () => {
  const texts = sourceFiles().flatMap(({path, text}) =>
    /^(commands|terminal)\//.test(path) ? [withoutProse(text)] : [],
  )
  const count = (name: string): number =>
    texts.reduce((sum, text) => sum + [...text.matchAll(new RegExp(`(?<![\\w-])${name}(?![\\w-])`, 'g'))].length, 0)
  const names = new Set(Object.values(commands).flatMap(({flags}) => Object.keys(flags)))
  expect(names.size).toBeGreaterThan(60)
  expect([...names].filter(name => count(name) < 2)).toEqual([])
})

/** A source text without comments and without strings of several words. */
function withoutProse(text: string): string {
  const code = text.replace(/\/\*\*[\s\S]*?\*\/|\/\/[^\n]*/g, '').replace(/`[^`]*`/g, '')
  return code.replace(/'[^'\n]*'/g, quoted => (/\s/.test(quoted) ? '' : quoted))
}
