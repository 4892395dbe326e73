import {readFile} from 'node:fs/promises'
import {isBuiltin} from 'node:module'
import {expect, test} from 'vitest'
import {sourceFiles} from '../architecture/source-files.js'

interface LockedPackage {
  readonly version?: string
  readonly dev?: boolean
  readonly optional?: boolean
}

const read = (path: string): Promise<string> => readFile(new URL(`../../${path}`, import.meta.url), 'utf8')
const page = await read('docs/dependencies.md')
const {packages} = JSON.parse(await read('package-lock.json')) as {
  readonly packages: Readonly<Record<string, LockedPackage>>
}

/** The rows of a section's table: package and version in use. */
function tableOf(section: string): ReadonlyMap<string, string> {
  const text = page.split(`## ${section}\n`)[1]?.split('\n## ')[0] ?? ''
  const rows = [
    ...text.matchAll(/^\| `([^`]+)`[^|]*\|[^|]*\| (\d\S*), \d{4}-\d{2}-\d{2} +\| \d\S*, \d{4}-\d{2}-\d{2} +\|/gm),
  ]
  return new Map(rows.map(([, name = '', version = '']) => [name, version]))
}

function lockedVersions(names: Iterable<string>): ReadonlyMap<string, string | undefined> {
  return new Map([...names].sort().map(name => [name, packages[`node_modules/${name}`]?.version]))
}

test('the page lists every package that an installation fetches, in the version of the lock file', () => {
  const installed = Object.entries(packages).flatMap(([path, {dev, optional}]) =>
    path === '' || dev === true || optional === true ? [] : [path.replace('node_modules/', '')],
  )
  expect(tableOf('Installed')).toEqual(lockedVersions(installed))
})

test('the page lists every package that the source is bundled with, in the version of the lock file', () => {
  const imported = sourceFiles().flatMap(({imports}) =>
    imports.flatMap(({target, typeOnly}) => (typeOnly || target.endsWith('.ts') ? [] : [target])),
  )
  const named = imported.flatMap(target => /^((?:@[^/]+\/)?[^./][^/]*)/.exec(target)?.[1] ?? [])
  const bundled = new Set(named.filter(name => !isBuiltin(name) && !tableOf('Installed').has(name)))
  expect(tableOf('Bundled')).toEqual(lockedVersions(bundled))
})
