import {fileURLToPath} from 'node:url'
import {execute} from '@oclif/core/execute'

/** Runs the command that the arguments name. */
void execute({dir: fileURLToPath(new URL('..', import.meta.url))})
