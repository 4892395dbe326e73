import {execFileSync} from 'node:child_process'
import {existsSync, mkdirSync, writeFileSync} from 'node:fs'
import {createRequire} from 'node:module'
import {tmpdir} from 'node:os'
import {join} from 'node:path'

/**
 * A package of a fixed version without what it depends on, but for these: of a large one, a part is of interest that
 * needs little. In a temporary folder of its own, which a later run finds again.
 */
export function unpacked(name: string, version: string, needs: readonly string[]): NodeJS.Require {
  const directory = join(tmpdir(), 'hubspot-push-foreign', `${name}@${version}`.replaceAll('/', '+'))
  const run = (command: string, ...args: readonly string[]) =>
    execFileSync(command, args, {cwd: directory, stdio: 'pipe', encoding: 'utf8'}).trim()
  if (!existsSync(join(directory, 'complete'))) {
    mkdirSync(directory, {recursive: true})
    writeFileSync(join(directory, 'package.json'), '{"private": true}\n')
    run('tar', 'xzf', run('npm', 'pack', '--silent', `${name}@${version}`))
    run('npm', 'install', '--no-audit', '--no-fund', '--ignore-scripts', '--legacy-peer-deps', '--silent', ...needs)
    writeFileSync(join(directory, 'complete'), '')
  }
  return createRequire(join(directory, 'package', 'package.json'))
}
