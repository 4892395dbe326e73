// usage: npm run build. Empties build/: a file that moved would still be found there by tests that load what was compiled.
import {rmSync} from 'node:fs'

rmSync(new URL('../build', import.meta.url), {recursive: true, force: true})
