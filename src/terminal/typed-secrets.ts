/**
 * Flags whose value opens a door, with what their help calls it: that word stands in a command that is printed. No
 * shell changes it.
 */
const SECRET_FLAGS: ReadonlyMap<string, string> = new Map([
  ['--notify', 'URL'],
  ['--client', 'ID:SECRET'],
])

/** An address of more than a host, such as one whose flag was mistyped or forgotten. */
const ADDRESS = /^https?:\/\/[^/?#]*(?:@|[/?#].)/i

interface TypedSecret {
  /** Which of the words holds it. */
  readonly at: number
  readonly secret: string
  readonly placeholder: string
}

/** The words as they may be repeated on a screen, in a log or in a file: what follows `--notify` is `URL`. */
export function withoutSecrets(words: readonly string[]): readonly string[] {
  const shown = [...words]
  for (const {at, secret, placeholder} of findSecrets(words)) {
    const word = words[at] ?? ''
    shown[at] = word.slice(0, word.length - secret.length) + placeholder
  }
  return shown
}

/** What must not be read in a message either. */
export function secretsIn(words: readonly string[]): readonly string[] {
  return findSecrets(words).map(({secret}) => secret)
}

function findSecrets(words: readonly string[]): TypedSecret[] {
  return words.flatMap((word, at) => {
    const [, flag = '', value] = /^(--[^=]+)=([\s\S]*)$/.exec(word) ?? []
    const secret = value ?? word
    const placeholder =
      SECRET_FLAGS.get(value === undefined ? (words[at - 1] ?? '') : flag) ?? (ADDRESS.test(secret) ? 'URL' : undefined)
    return placeholder === undefined || secret === '' ? [] : [{at, secret, placeholder}]
  })
}
