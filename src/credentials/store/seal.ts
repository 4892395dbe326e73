import {createCipheriv, createDecipheriv, randomBytes, scrypt} from 'node:crypto'
import {objectOf} from '../../shared/json.js'

/** How the key of a sealed file is come by: derived from a passphrase, or 32 bytes kept beside it. */
export type KeySource =
  | {readonly from: 'passphrase'; readonly salt: string; readonly n: number; readonly r: number; readonly p: number}
  | {readonly from: 'file'}

/** What lies on disk, as JSON. Binary parts are base64. */
export interface Sealed {
  readonly version: 1
  readonly key: KeySource
  readonly nonce: string
  readonly tag: string
  readonly ciphertext: string
}

const PURPOSE = Buffer.from('hubspot-push credentials 1')
/** OWASP's password storage guide (2024) names these as one of its equal choices; 32 MB and some 150 ms. */
const COST = {n: 2 ** 15, r: 8, p: 3}

export function newPassphraseSource(): KeySource {
  return {from: 'passphrase', salt: randomBytes(16).toString('base64'), ...COST}
}

/** A file of another origin must not make us compute for minutes: costs above these are refused. */
export function deriveKey(passphrase: string, source: KeySource & {from: 'passphrase'}): Promise<Buffer> {
  const {salt, n, r, p} = source
  return new Promise((resolve, reject) => {
    const options = {N: n, r, p, maxmem: 2 * 128 * COST.n * COST.r}
    scrypt(passphrase.normalize('NFC'), Buffer.from(salt, 'base64'), 32, options, (error, key) =>
      error ? reject(error) : resolve(key),
    )
  })
}

export function seal(text: string, key: Buffer, source: KeySource): Sealed {
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(PURPOSE)
  const ciphertext = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
  return {
    version: 1,
    key: source,
    nonce: nonce.toString('base64'),
    tag: cipher.getAuthTag().toString('base64'),
    ciphertext: ciphertext.toString('base64'),
  }
}

/** Undefined when the key is another one or a bit of the file was changed. */
export function unseal(sealed: Sealed, key: Buffer): string | undefined {
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(sealed.nonce, 'base64'), {authTagLength: 16})
    decipher.setAAD(PURPOSE).setAuthTag(Buffer.from(sealed.tag, 'base64'))
    return Buffer.concat([decipher.update(sealed.ciphertext, 'base64'), decipher.final()]).toString('utf8')
  } catch {
    return undefined
  }
}

/** Undefined for anything that is not a sealed file of this version. */
export function parseSealed(text: string): Sealed | undefined {
  try {
    const {version, key, nonce, tag, ciphertext} = JSON.parse(text)
    const source = parseKeySource(key)
    if (version !== 1 || source === undefined || ![nonce, tag, ciphertext].every(part => typeof part === 'string'))
      return undefined
    return {version, key: source, nonce, tag, ciphertext}
  } catch {
    return undefined
  }
}

function parseKeySource(value: unknown): KeySource | undefined {
  const {from, salt, n, r, p} = objectOf(value)
  if (from === 'file') return {from}
  if (from !== 'passphrase' || typeof salt !== 'string') return undefined
  if (typeof n !== 'number' || typeof r !== 'number' || typeof p !== 'number') return undefined
  if (n > COST.n || r > COST.r || p > COST.p) return undefined
  return {from, salt, n, r, p}
}
