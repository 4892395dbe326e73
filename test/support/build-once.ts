import {execFileSync} from 'node:child_process'
import {readdirSync, statSync} from 'node:fs'
import {join} from 'node:path'
import {fileURLToPath} from 'node:url'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

/** Tests that spawn the program run what is in dist/: it must be what is in src/. */
export function setup(): void {
  if (newestMs(join(ROOT, 'dist')) > newestMs(join(ROOT, 'src'))) return
  execFileSync('npm', ['run', '--silent', 'build'], {cwd: ROOT, stdio: 'inherit'})
}

/** When the youngest file below was written; 0 where there is none. */
function newestMs(directory: string): number {
  try {
    const files = readdirSync(directory, {recursive: true, withFileTypes: true}).filter(entry => entry.isFile())
    return Math.max(0, ...files.map(file => statSync(join(file.parentPath, file.name)).mtimeMs))
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return 0
    throw error
  }
}
