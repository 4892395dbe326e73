import {execFileSync} from 'node:child_process'
import {existsSync, mkdirSync, writeFileSync} from 'node:fs'
import {createRequire} from 'node:module'
import {tmpdir} from 'node:os'
import {join} from 'node:path'

/**
 * A package of a fixed version, in a temporary folder of its own, which a later run finds again. It is no dependency of
 * this project: what it can do with the sandbox is seen, not how it is made.
 */
export function installed(name: string, version: string): NodeJS.Require {
  const directory = join(tmpdir(), 'hubspot-push-foreign', `${name}@${version}`.replaceAll('/', '+'))
  const manifest = join(directory, 'package.json')
  if (!existsSync(join(directory, 'node_modules', name, 'package.json'))) {
    mkdirSync(directory, {recursive: true})
    writeFileSync(manifest, '{"private": true}\n')
    const how = ['--no-audit', '--no-fund', '--ignore-scripts', '--silent']
    execFileSync('npm', ['install', ...how, `${name}@${version}`], {cwd: directory, stdio: 'pipe'})
  }
  return createRequire(manifest)
}
