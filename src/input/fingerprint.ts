import {createHash} from 'node:crypto'
import {type InputFile, withInputFile} from './input-file.js'

/** What tells whether a file is still the one that a run began with. */
export interface Fingerprint {
  readonly bytes: number
  /** Hex. */
  readonly sha256: string
}

/** Nothing else is done meanwhile, so that each reading costs a wait. */
const READ_BYTES = 1024 * 1024

/** Reads the whole file. Throws as openSource does for what is not a regular file. */
export function fingerprintFile(file: string | InputFile): Promise<Fingerprint> {
  return withInputFile(file, fingerprint)
}

async function fingerprint(file: InputFile): Promise<Fingerprint> {
  const {blocks} = file.read(Buffer.allocUnsafe(READ_BYTES)) // new ones would fill memory faster than it is swept
  const hash = createHash('sha256')
  let bytes = 0
  for await (const block of blocks) {
    hash.update(block)
    bytes += block.length
  }
  return {bytes, sha256: hash.digest('hex')}
}
