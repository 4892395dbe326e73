import {existsSync} from 'node:fs'
import {fileURLToPath} from 'node:url'

const BESIDE_THE_REPOSITORY = fileURLToPath(new URL('../../../shared', import.meta.url))

/**
 * The directory of recordings and data that are not part of the repository: HUBSPOT_PUSH_SHARED, else `../shared`.
 * Undefined without it: `test.skipIf(!sharedDir)('…', …)`, which the reporter then names.
 */
export const sharedDir: string | undefined = [process.env['HUBSPOT_PUSH_SHARED'] ?? '', BESIDE_THE_REPOSITORY].find(
  path => path !== '' && existsSync(path),
)
