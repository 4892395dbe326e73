import {fileURLToPath} from 'node:url'
import {execute} from '@oclif/core/execute'

const root = fileURLToPath(new URL('..', import.meta.url))

/**
 * Runs the command that the arguments name. Without plugins: oclif would run any that the data directory names, a
 * container's volume too.
 */
void execute({loadOptions: {root, userPlugins: false, devPlugins: false}})
