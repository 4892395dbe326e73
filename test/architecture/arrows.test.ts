import {expect, test} from 'vitest'
import {folderOf, importsOf, sourceFiles} from './source-files.js'

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
  terminal: ['push', 'dry-run', 'rejects', 'runs', 'credentials', 'hubspot', 'objects'],
  rejects: ['hubspot'],
  changes: ['push'],
  credentials: ['hubspot'],
  commands: ['hubspot', 'mapping', 'input', 'rows', 'dry-run'],
}

/** Arrows to single files. */
const FILE_ARROWS: Readonly<Record<string, readonly string[]>> = {
  credentials: ['hubspot/oauth'],
}

const OPEN_TO_ALL = ['rows', 'errors', 'shared']

const files = sourceFiles()

test('every import follows an arrow of the architecture', () => {
  const strays = files.flatMap(({path, imports}) =>
    imports
      .filter(({target, typeOnly}) => target.endsWith('.ts') && !isAllowed(path, target, typeOnly))
      .map(({target}) => `${path} → ${target}`),
  )
  expect(strays).toEqual([])
})

test('no import leads back to where it started', () => {
  const targets = new Map(
    files.map(({path, imports}) => [path, imports.filter(each => !each.typeOnly).map(each => each.target)]),
  )
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
  ['sandbox/crm/crm.ts', 'hubspot/client.ts', true, false],
  ['hubspot/client.ts', 'credentials/store/profile.ts', false, false],
  ['mapping/row/map-row.ts', 'hubspot/client.ts', false, false],
  ['mapping/row/map-row.ts', 'hubspot/call/call-types.ts', true, true],
  ['commands/push.ts', 'commands/login.ts', false, false],
  ['credentials/refresh.ts', 'hubspot/oauth-token.ts', false, true],
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
