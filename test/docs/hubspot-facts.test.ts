import {readdir, readFile} from 'node:fs/promises'
import {join} from 'node:path'
import {fileURLToPath} from 'node:url'
import {describe, expect, test} from 'vitest'
import {DEFAULT_API_VERSION, NEWEST_API_VERSION} from '../../src/hubspot/api-versions.js'
import {STANDARD_OBJECTS} from '../../src/hubspot/portal/standard-objects.js'
import {SWITCHES} from '../../src/sandbox/basics/switches.js'
import {anchorOf} from '../support/anchor-of.js'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const FACTS = 'docs/hubspot-api.md'
const MARKS = ['documented', 'recorded', 'observed', 'seen in code', 'reported', 'derived', 'uncertain']
/** This file names the forms that it looks for. */
const OWN = 'test/docs/hubspot-facts.test.ts'

/** Every text of ours that may cite a fact, by path below the repository. */
async function ourTexts(): Promise<ReadonlyMap<string, string>> {
  const directories = ['src', 'docs', 'test', 'scripts', 'bench', 'bin']
  const listed = directories.map(async directory =>
    (await readdir(join(ROOT, directory), {recursive: true})).map(name => join(directory, name)),
  )
  const pages = ['README.md', 'CONTRIBUTING.md', 'SKILL.md', 'CHANGELOG.md']
  const paths = [...pages, ...(await Promise.all(listed)).flat()].filter(
    path => /\.(ts|md|js|mjs|json)$/.test(path) && !path.includes('node_modules') && path !== OWN,
  )
  return new Map(await Promise.all(paths.map(async path => [path, await readFile(join(ROOT, path), 'utf8')] as const)))
}

/** `path: what was found` for every match of the pattern in a text of ours. */
async function found(pattern: RegExp, isSearched: (path: string, text: string) => boolean): Promise<string[]> {
  const texts = [...(await ourTexts())].filter(([path, text]) => isSearched(path, text))
  return texts.flatMap(([path, text]) => [...text.matchAll(pattern)].map(([match]) => `${path}: ${match}`))
}

const page = await readFile(join(ROOT, FACTS), 'utf8')
const rows = page.split('\n').filter(line => /^\| (?!(Fact|---|Mark) )/.test(line) && line.split(' | ').length >= 3)
const definitions = new Map(
  [...page.matchAll(/^\[([^\]]+)\]: (\S+) ['"](.+)['"]$/gm)].map(([, name, ...rest]) => [name, rest]),
)

describe('facts about HubSpot', () => {
  test('every one that is cited stands under its heading', async () => {
    const anchors = new Set([...page.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => anchorOf(heading)))
    const cited = await found(/hubspot-api\.md#[\w-]+/g, () => true)
    expect(cited.filter(citation => !anchors.has(citation.split('#')[1] ?? ''))).toEqual([])
    const ofSwitches = Object.values(SWITCHES).map(({source}) => source)
    expect(ofSwitches.filter(source => !anchors.has(source))).toEqual([])
    expect(cited.length).toBeGreaterThan(250)
  })

  test('nothing cites notes or recordings that the repository lacks', async () => {
    // Tests that read recordings beside the repository name them as files.
    const isReader = (path: string, text: string): boolean => path.startsWith('test/') && text.includes('shared')
    const notes = await found(
      /(?<!hubspot-)\bapi\.md\b|\bnews\.md\b|associations-and-deletes|§ ?\d|notes on the API/g,
      path => !path.includes('input/csv'),
    )
    const recordings = await found(
      /\brecorded\/[\w-]+|\b(amp|grouparoo|captaincontrat|rubygem|rudder|nango|segment|localdevlib|hubspotruby)-[a-z]+-[\w-]+/g,
      (path, text) => !isReader(path, text) && !path.startsWith('test/sandbox/'),
    )
    expect([...notes, ...recordings]).toEqual([])
  })

  test('no comment cites HubSpot but by a heading', async () => {
    const titles = await found(
      /\b(using-object-apis|(properties|contacts|objects|associations) guide|error-handling page|usage guidelines|OpenAPI spec|public (reports|issues)|changelog of)\b/gi,
      path => path.startsWith('src/'),
    )
    const bare = await found(/\bSource:(?![*\s]*docs\/hubspot-api\.md#).{0,60}/g, path =>
      /^src\/(credentials|dry-run|hubspot|objects|push|rejects|sandbox|services)\//.test(path),
    )
    expect([...titles, ...bare]).toEqual([])
  })

  test('each has a source with an address and a date, and says how sure it is', () => {
    expect(rows.length).toBeGreaterThan(150)
    const unsure = rows.filter(row => !MARKS.includes(row.split(' | ').at(-1)?.replace(/ \|$/, '') ?? ''))
    const unnamed = rows.filter(row => (row.split(' | ').at(-2) ?? '').trim() === '')
    const cited = rows.flatMap(row =>
      [...(row.split(' | ').at(-2) ?? '').matchAll(/\[([^\]]+)\]/g)].map(([, name]) => name),
    )
    expect([...unsure, ...unnamed]).toEqual([])
    expect(cited.filter(name => !definitions.has(name))).toEqual([])
    expect([...definitions.keys()].filter(name => !cited.includes(name))).toEqual([])
    const undated = [...definitions].filter(
      ([, [url, title]]) => !url?.startsWith('https://') || !/read \d{4}-\d{2}$/.test(title ?? ''),
    )
    expect(undated).toEqual([])
  })

  test('every standard object stands among the objects with its type id', () => {
    const section = page.split('\n## Objects')[1]?.split('\n## ')[0] ?? ''
    const ids = STANDARD_OBJECTS.map(({definition}) => definition.objectTypeId)
    expect(ids.filter(id => !new RegExp(`\\b${id}\\b`).test(section))).toEqual([])
  })

  test('every API version that the program knows stands among the versions', () => {
    const section = page.split('\n## Versions')[1]?.split('\n## ')[0] ?? ''
    expect([DEFAULT_API_VERSION, NEWEST_API_VERSION].filter(version => !section.includes(version))).toEqual([])
  })

  test('only what is reasoned or unknown lacks a source', () => {
    const sourceless = rows.filter(row => row.split(' | ').at(-2) === '—')
    expect(sourceless.filter(row => !/ \| (derived|uncertain) \|$/.test(row))).toEqual([])
  })
})
