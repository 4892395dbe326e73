import {execute} from '@oclif/core'

/** Runs the command that the arguments name. */
await execute({dir: import.meta.url})
