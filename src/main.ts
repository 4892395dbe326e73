import {fileURLToPath} from 'node:url'
import {cacheDirectory} from './start-up/cache-directory.js'
import {keepCompiled} from './start-up/compile-cache.js'
import {endOnSignals} from './start-up/end-on-signals.js'

endOnSignals(process, code => process.exit(code))
const program = fileURLToPath(new URL('.', import.meta.url))
keepCompiled({program, cacheDirectory: cacheDirectory(process), argv: process.argv.slice(2)})
void import('./program.js') // everything else, now that it is kept
