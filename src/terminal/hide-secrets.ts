/**
 * Flags whose value opens a door, with what their help calls it: that word appears in a printed command. No shell
 * changes it.
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

/**
 * What a secret of HubSpot's looks like in text: private-app tokens, bearer headers, named secrets in JSON or forms,
 * OAuth refresh tokens.
 * Correlation ids are bare UUIDs and stay readable.
 */
const SECRET_PATTERNS: readonly (readonly [RegExp, string])[] = [
  [/\bpat-[a-z0-9]+-[\w-]{6,}/gi, 'pat-***'],
  [/\bBearer\s+[^\s"',]+/gi, 'Bearer ***'],
  [
    /(\b(?:client_?secret|refresh_?token|access_?token|code_?verifier|passphrase)["']?\s*[=:]\s*["']?)[^\s"'&,}]+/gi,
    '$1***',
  ],
  [/([?&]code=)[^\s"'&]+/gi, '$1***'],
  [/(\bhttps?:\/\/)[^\s/@"']+@/gi, '$1***@'],
  [/\b[a-z]{2}\d-[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/gi, '***'],
]

/** Variables whose values are secrets, whatever they look like. */
const SECRET_VARIABLES = ['HUBSPOT_ACCESS_TOKEN', 'HUBSPOT_CLIENT_SECRET', 'HUBSPOT_PUSH_PASSPHRASE']

/** Shorter values are masked only where a pattern finds them: they would blot out ordinary words. */
const MIN_SECRET_LENGTH = 8

/**
 * The last line of defence before text reaches a screen or a log: messages are written without secrets in the first
 * place.
 */
export function maskSecrets(text: string, env: NodeJS.ProcessEnv = {}, typed: readonly string[] = []): string {
  const known = [...SECRET_VARIABLES.map(name => env[name] ?? ''), ...typed].filter(
    value => value.length >= MIN_SECRET_LENGTH,
  )
  const withoutKnown = known.reduce((masked, secret) => masked.replaceAll(secret, '***'), text)
  return SECRET_PATTERNS.reduce((masked, [pattern, replacement]) => masked.replace(pattern, replacement), withoutKnown)
}
