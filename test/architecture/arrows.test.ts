import {readdirSync, readFileSync} from 'node:fs'
import {join} from 'node:path'
import {fileURLToPath} from 'node:url'
import {expect, test} from 'vitest'
import {folderOf, importsOf, sourceFiles} from './source-files.js'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

/** Who may import whom; `rows`, `errors` and `shared` are open to all. CONTRIBUTING.md says why. */
const ARROWS: Readonly<Record<string, readonly string[]>> = {
  rows: [],
  errors: [],
  shared: [],
  'main.ts': ['start-up', 'program.ts'],
  'program.ts': [],
  'start-up': [],
  commands: [
    'mapping-files',
    'terminal',

    'services',
    'engines',
    'push',
    'rejects',
    'runs',
    'credentials',
    'sandbox',
    'objects',
  ],
  services: [
    'mapping-files',

    'credentials',
    'hubspot',
    'input',
    'mapping',
    'push',
    'changes',
    'dry-run',
    'runs',
    'rejects',
    'sandbox',
    'objects',
  ],
  engines: ['services', 'credentials', 'hubspot', 'input', 'mapping', 'push', 'rejects', 'runs'],
  push: ['mapping', 'hubspot', 'runs'],
  changes: ['mapping'],
  'dry-run': ['push', 'mapping', 'hubspot', 'runs'],
  rejects: ['push', 'runs', 'mapping', 'input'],
  objects: ['hubspot'],
  credentials: [],
  mapping: [],
  'mapping-files': ['mapping'],
  terminal: [],
  input: [],
  runs: [],
  hubspot: [],
  sandbox: [],
}

/** Arrows for types alone: words, no code. */
const TYPE_ARROWS: Readonly<Record<string, readonly string[]>> = {
  mapping: ['hubspot'],
  'mapping-files': ['hubspot'],
  terminal: ['push', 'dry-run', 'rejects', 'runs', 'credentials', 'hubspot', 'objects', 'engines'],
  rejects: ['hubspot'],
  changes: ['push'],
  credentials: ['hubspot'],
  commands: ['hubspot', 'mapping', 'input', 'rows', 'dry-run'],
}

/** Arrows to single files. */
const FILE_ARROWS: Readonly<Record<string, readonly string[]>> = {
  credentials: ['hubspot/oauth', 'hubspot/api-versions.ts'],
  terminal: ['hubspot/api-versions.ts', 'engines/airbyte/protocol'],
  // tables, pure: what each object's properties mean, and which types new ones can have
  mapping: ['hubspot/portal/standard-objects.ts', 'hubspot/new-properties/property-types.ts'],
  'mapping-files': ['hubspot/new-properties/property-types.ts'],
}

/**
 * The same inside the three biggest folders: which wing may import which. `.` is what lies beside the wings, words and
 * addresses that all of them share, and the client that puts them together.
 */
const WINGS: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  push: {
    plan: [],
    line: [],
    links: ['line'],
    lists: ['line', 'links'],
    pairs: ['line', 'links'],
    modes: ['line'],
    send: ['line', 'modes'],
    'late-commits': ['line', 'modes', 'send'],
    'only-changed': ['line', 'late-commits'],
    archive: ['line', 'modes', 'late-commits', 'only-changed'],
    gone: ['line', 'modes', 'send', 'only-changed', 'archive'],
    run: [
      'plan',
      'line',
      'links',
      'lists',
      'pairs',
      'modes',
      'send',
      'late-commits',
      'only-changed',
      'archive',
      'gone',
    ],
    undo: ['line', 'modes', 'archive', 'run'],
  },
  hubspot: {
    '.': ['call', 'rate', 'refusals'],
    rate: ['.'],
    call: ['.', 'rate'],
    oauth: ['.', 'call', 'portal'],
    portal: ['.', 'call'],
    refusals: ['.', 'call', 'portal'],
    batch: ['.', 'call', 'portal', 'refusals'],
    associations: ['.', 'call', 'portal'],
    lists: ['.', 'call'],
    recording: ['.', 'portal'],
    'new-properties': ['.', 'call', 'portal'],
  },
  services: {
    portal: [],
    'new-properties': [],
    doctor: ['portal'],
    open: ['portal', 'new-properties'],
    gone: ['open', 'portal'],
    push: ['open', 'portal', 'gone'],
    retry: ['open', 'portal', 'push'],
    undo: ['portal', 'push'],
  },
}

const OPEN_TO_ALL = ['rows', 'errors', 'shared']

const files = sourceFiles()

test('CONTRIBUTING.md says of every folder what it holds', () => {
  const page = readFileSync(new URL('../../CONTRIBUTING.md', import.meta.url), 'utf8')
  const section = page.split('\n## Folders and arrows')[1]?.split('\n## ')[0] ?? ''
  const names = Object.keys(ARROWS).filter(name => !name.endsWith('.ts'))
  expect(names.filter(name => !section.includes(`\`${name}\``))).toEqual([])
})

test('every import follows an arrow of the architecture', () => {
  const strays = files.flatMap(({path, imports}) =>
    imports
      .filter(({target, typeOnly}) => target.endsWith('.ts') && !isAllowed(path, target, typeOnly))
      .map(({target}) => `${path} → ${target}`),
  )
  expect(strays).toEqual([])
})

test('inside a folder of wings, every import follows an arrow between them', () => {
  const strays = files.flatMap(({path, imports}) =>
    imports.filter(({target}) => !isAllowedBetweenWings(path, target)).map(({target}) => `${path} → ${target}`),
  )
  expect(strays).toEqual([])
})

test('no import leads back to where it started, and no import of a type', () => {
  const targets = new Map(files.map(({path, imports}) => [path, imports.map(each => each.target)]))
  const cycles = files.flatMap(({path}) => (reaches(path, path, targets) ? [path] : []))
  expect(cycles).toEqual([])
})

test('every import of a file names a file that exists', () => {
  const paths = new Set(files.map(({path}) => path))
  const missing = files.flatMap(({path, imports}) =>
    imports
      .filter(each => each.target.endsWith('.ts') && !paths.has(each.target))
      .map(each => `${path} → ${each.target}`),
  )
  expect(missing).toEqual([])
})

/** Scripts that tests and measurements run load the build by names that no compiler sees. */
test('every built file that a script loads is of a file that exists', () => {
  const paths = new Set(files.map(({path}) => path))
  const scripts = ['test', 'bench', 'scripts'].flatMap(directory =>
    readdirSync(join(ROOT, directory), {recursive: true, encoding: 'utf8'})
      .filter(name => /\.m?[jt]s$/.test(name) && !/node_modules|2c24bab/.test(name))
      .map(name => join(directory, name)),
  )
  const loads = scripts.flatMap(script =>
    [
      ...readFileSync(join(ROOT, script), 'utf8').matchAll(/(?:\/build\/|\$\{dist\}\/|\$\{BUILD\})([\w/-]+)\.js\b/g),
    ].map(([, path = '']) => ({script, path: `${path}.ts`})),
  )
  expect(loads.length).toBeGreaterThan(10)
  expect(loads.filter(({path}) => !paths.has(path))).toEqual([])
})

test('every folder is in the table of arrows', () => {
  expect([...new Set(files.map(({path}) => folderOf(path)))].filter(folder => ARROWS[folder] === undefined)).toEqual([])
})

test('the reading of imports finds every form of them', () => {
  const text = [
    "import {a, type B} from '../rows/rows.js'",
    "import type {C} from './c.js'",
    "import {type D, type E} from '../push/d.js'",
    "import 'node:fs'",
    "export {f} from './f.js'",
    "const g = await import('./g.js')",
  ].join('\n')
  expect(importsOf('push/x.ts', text)).toEqual([
    {target: 'rows/rows.ts', typeOnly: false},
    {target: 'push/c.ts', typeOnly: true},
    {target: 'push/d.ts', typeOnly: true},
    {target: 'node:fs', typeOnly: false},
    {target: 'push/f.ts', typeOnly: false},
    {target: 'push/g.ts', typeOnly: false},
  ])
})

test.each([
  ['push/send/fold.ts', 'push/run/run-plan.ts', false],
  ['push/run/run-plan.ts', 'push/send/fold.ts', true],
  ['hubspot/call/transport.ts', 'hubspot/batch/batch-read.ts', false],
  ['services/push/push-file.ts', 'services/retry/open-retry.ts', false],
])('from %s to %s, between wings, is allowed: %s', (path, target, allowed) => {
  expect(isAllowedBetweenWings(path, target)).toBe(allowed)
})

test.each([
  ['sandbox/crm/crm.ts', 'hubspot/client.ts', true, false],
  ['hubspot/client.ts', 'credentials/store/profile.ts', false, false],
  ['mapping/row/map-row.ts', 'hubspot/client.ts', false, false],
  ['mapping/row/map-row.ts', 'hubspot/call-types.ts', true, true],
  ['mapping/row/fold-rule.ts', 'hubspot/portal/standard-objects.ts', false, true],
  ['commands/push.ts', 'commands/login.ts', false, false],
  ['credentials/tokens/refresh.ts', 'hubspot/oauth/oauth-token.ts', false, true],
])('from %s to %s (types only: %s) is allowed: %s', (path, target, typeOnly, allowed) => {
  expect(isAllowed(path, target, typeOnly)).toBe(allowed)
})

function isAllowed(path: string, target: string, typeOnly: boolean): boolean {
  const from = folderOf(path)
  const to = folderOf(target)
  if (from === to) return from !== 'commands' // commands don't import each other
  if (OPEN_TO_ALL.includes(to) || (ARROWS[from] ?? []).includes(to)) return true
  if (typeOnly && (TYPE_ARROWS[from] ?? []).includes(to)) return true
  return (FILE_ARROWS[from] ?? []).some(prefix => target.startsWith(prefix))
}

function isAllowedBetweenWings(path: string, target: string): boolean {
  const wings = WINGS[folderOf(path)]
  if (wings === undefined || folderOf(target) !== folderOf(path)) return true
  const [from, to] = [wingOf(path), wingOf(target)]
  return from === to || (wings[from] ?? []).includes(to)
}

/** `hubspot/rate/limiter.ts` → `rate`; `.` for a file beside the wings. */
function wingOf(path: string): string {
  const [, wing, ...rest] = path.split('/')
  return wing === undefined || rest.length === 0 ? '.' : wing
}

function reaches(from: string, wanted: string, targets: ReadonlyMap<string, readonly string[]>): boolean {
  const seen = new Set<string>()
  const open = [...(targets.get(from) ?? [])]
  while (open.length > 0) {
    const next = open.pop()
    if (next === wanted) return true
    if (next === undefined || seen.has(next)) continue
    seen.add(next)
    open.push(...(targets.get(next) ?? []))
  }
  return false
}
