// usage: npm run manifest. Writes oclif.manifest.json from dist/. oclif lists commands as the disk happens to name
// them: sorted, the file is the same on every machine, so that a check can compare it.
import {execFileSync} from 'node:child_process'
import {readFileSync, writeFileSync} from 'node:fs'
import {fileURLToPath} from 'node:url'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const FILE = fileURLToPath(new URL('../oclif.manifest.json', import.meta.url))

// People install with this script: a newer oclif is nothing that they could act on.
const env = {...process.env, OCLIF_SKIP_NEW_VERSION_CHECK: 'true'}
execFileSync('npx', ['oclif', 'manifest', '--no-jit'], {cwd: ROOT, env, stdio: ['ignore', 'ignore', 'inherit']})
const {commands, ...others} = JSON.parse(readFileSync(FILE, 'utf8'))
const sorted = Object.fromEntries(Object.entries(commands).sort(([one], [other]) => (one < other ? -1 : 1)))
writeFileSync(FILE, `${JSON.stringify({commands: sorted, ...others}, null, 2)}\n`)
