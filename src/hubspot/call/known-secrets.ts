const MASK = '***'
/** A shorter one would blot out ordinary words. */
const LEAST = 8
/** Tokens are renewed; an answer that was long on its way may hold the one before. */
const MOST = 4

/** The secrets that requests carried: replies are read without them, wherever an answer repeats what it was sent. */
export class KnownSecrets {
  readonly #secrets = new Set<string>()

  add(secret: string): void {
    if (secret.length < LEAST || this.#secrets.has(secret)) return
    this.#secrets.add(secret)
    const [oldest] = this.#secrets
    if (this.#secrets.size > MOST && oldest !== undefined) this.#secrets.delete(oldest)
  }

  mask(text: string): string {
    let masked = text
    for (const secret of this.#secrets) {
      if (masked.includes(secret)) masked = masked.replaceAll(secret, MASK)
      const encoded = encodeURIComponent(secret)
      if (encoded !== secret && masked.includes(encoded)) masked = masked.replaceAll(encoded, MASK)
    }
    return masked
  }

  /** JSON without them, also where letters are written as `\u0070`. Throws SyntaxError. */
  parse(text: string): unknown {
    const value: unknown = JSON.parse(this.mask(text))
    return ESCAPED_LETTER.test(text) ? this.#maskAll(value) : value
  }

  #maskAll(value: unknown): unknown {
    if (typeof value === 'string') return this.mask(value)
    if (Array.isArray(value)) return value.map(each => this.#maskAll(each))
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(Object.entries(value).map(([name, each]) => [this.mask(name), this.#maskAll(each)]))
  }
}

const ESCAPED_LETTER = /\\u00[2-7][0-9a-f]/i
