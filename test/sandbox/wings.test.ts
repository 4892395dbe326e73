import {dirname} from 'node:path'
import {expect, test} from 'vitest'
import {sourceFiles} from '../architecture/source-files.js'

/** Who may import whom inside the sandbox, lowest first: no arrow leads upward. */
const ARROWS: Readonly<Record<string, readonly string[]>> = {
  basics: [],
  journal: ['basics'],
  faults: ['basics'],
  limits: ['basics', 'faults'],
  oauth: ['basics'],
  ownership: [],
  'crm/portal': [],
  'crm/default-portal/tables': [],
  'crm/default-portal': ['crm/default-portal/tables', 'crm/portal'],
  'crm/values': ['basics', 'crm/portal'],
  'crm/records': ['basics', 'crm/portal', 'crm/values'],
  'crm/call': ['basics', 'crm/portal', 'crm/records'],
  'crm/associations': ['basics', 'crm/call', 'crm/portal', 'crm/records'],
  'crm/objects': ['basics', 'crm/associations', 'crm/call', 'crm/portal', 'crm/records', 'crm/values'],
  'crm/definitions': ['basics', 'crm/call', 'crm/portal'],
  'crm/search': ['basics', 'crm/call', 'crm/portal', 'crm/records', 'crm/values'],
  'crm/lists': ['basics', 'crm/call', 'crm/portal', 'crm/records'],
  'crm/portal-file': ['crm/default-portal', 'crm/portal'],
  'crm/seed': ['basics', 'crm/associations', 'crm/call', 'crm/lists', 'crm/portal', 'crm/records', 'crm/values'],
  'crm/inspect': ['basics', 'crm/call', 'crm/portal', 'crm/records'],
  'crm/events': ['basics', 'crm/call', 'crm/definitions', 'crm/portal', 'crm/records', 'crm/values'],
  'crm/imports': ['basics', 'crm/associations', 'crm/call', 'crm/objects', 'crm/portal', 'crm/records'],
  'crm/legacy': [
    'basics',
    'crm/associations',
    'crm/call',
    'crm/definitions',
    'crm/objects',
    'crm/portal',
    'crm/records',
    'crm/values',
  ],
  'crm/legacy/contacts': ['basics', 'crm/call', 'crm/legacy', 'crm/lists', 'crm/objects', 'crm/records', 'crm/search'],
  'crm/legacy/objects': [
    'basics',
    'crm/associations',
    'crm/call',
    'crm/legacy',
    'crm/objects',
    'crm/portal',
    'crm/records',
  ],
  'crm/legacy/engagements': [
    'basics',
    'crm/associations',
    'crm/call',
    'crm/legacy',
    'crm/legacy/objects',
    'crm/objects',
    'crm/portal',
    'crm/records',
  ],
  'crm/routes': [
    'basics',
    'crm/associations',
    'crm/call',
    'crm/definitions',
    'crm/events',
    'crm/imports',
    'crm/legacy',
    'crm/legacy/contacts',
    'crm/legacy/engagements',
    'crm/legacy/objects',
    'crm/lists',
    'crm/objects',
    'crm/portal',
    'crm/search',
  ],
  crm: [
    'basics',
    'crm/associations',
    'crm/call',
    'crm/default-portal',
    'crm/imports',
    'crm/inspect',
    'crm/objects',
    'crm/portal',
    'crm/portal-file',
    'crm/records',
    'crm/routes',
    'crm/seed',
  ],
  server: [
    ...['basics', 'crm/associations', 'crm/inspect', 'crm/portal-file', 'crm/records', 'crm/seed'],
    ...['faults', 'journal', 'limits', 'oauth', 'ownership'],
  ],
  page: ['basics'],
  control: ['basics', 'crm/portal-file', 'crm/seed', 'faults', 'journal', 'limits', 'oauth', 'page', 'server'],
  '.': ['control', 'crm', 'server'],
  library: ['.', 'basics', 'control', 'crm/portal-file', 'crm/seed', 'faults', 'journal', 'limits', 'server'],
  profile: ['.', 'crm', 'ownership', 'server'],
  command: ['basics', 'control', 'crm/portal-file', 'crm/seed', 'faults', 'oauth', 'server'],
}
const MAX_FILES = 15

const files = sourceFiles()
  .filter(({path}) => path.startsWith('sandbox/'))
  .map(({path, text, imports}) => ({path: inside(path), text, imports}))

function inside(path: string): string {
  return path.slice('sandbox/'.length)
}

test('every import inside the sandbox follows an arrow, types included', () => {
  const strays = files.flatMap(({path, imports}) =>
    imports
      .filter(({target}) => target.startsWith('sandbox/') && !isAllowed(path, inside(target)))
      .map(({target}) => `${path} → ${inside(target)}`),
  )
  expect(strays).toEqual([])
})

function isAllowed(path: string, target: string): boolean {
  const [from, to] = [dirname(path), dirname(target)]
  return from === to || (ARROWS[from] ?? []).includes(to)
}

test('the arrows of the sandbox lead down: each names only what stands before it', () => {
  const order = Object.keys(ARROWS)
  const upward = order.flatMap((wing, at) =>
    (ARROWS[wing] ?? []).filter(to => order.indexOf(to) >= at).map(to => `${wing} → ${to}`),
  )
  expect(upward).toEqual([])
})

test('every arrow of the sandbox is one that somebody takes', () => {
  const unused = Object.entries(ARROWS).flatMap(([wing, targets]) => targets.filter(to => !isTaken(wing, to)))
  expect(unused).toEqual([])
})

function isTaken(wing: string, to: string): boolean {
  return files.some(
    ({path, imports}) =>
      dirname(path) === wing &&
      imports.some(({target}) => target.startsWith('sandbox/') && dirname(inside(target)) === to),
  )
}

test('no file of the sandbox leads back to itself, through types either', () => {
  const targets = new Map(
    files.map(({path, imports}) => [
      path,
      imports.filter(({target}) => target.startsWith('sandbox/')).map(({target}) => inside(target)),
    ]),
  )
  expect([...targets.keys()].filter(path => reaches(path, targets))).toEqual([])
})

function reaches(start: string, targets: ReadonlyMap<string, readonly string[]>): boolean {
  const seen = new Set<string>()
  const open = [...(targets.get(start) ?? [])]
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (next === start) return true
    if (seen.has(next)) continue
    seen.add(next)
    open.push(...(targets.get(next) ?? []))
  }
  return false
}

test('each wing of the sandbox is small, and one of its files says what it is', () => {
  for (const wing of Object.keys(ARROWS)) {
    const own = files.filter(({path}) => dirname(path) === wing)
    expect(own.length, wing).toBeGreaterThan(0)
    expect(own.length, wing).toBeLessThanOrEqual(MAX_FILES)
    expect(own.filter(({text}) => text.startsWith('/**')).length, wing).toBeGreaterThan(0)
  }
})
