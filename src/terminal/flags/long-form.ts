/** What is needed of a flag's definition, by name. */
type ShortFlags = Readonly<Record<string, {readonly type?: string; readonly char?: string | undefined}>>

/**
 * The words with `-o CONTACT`, `-oCONTACT` and `-ny` written in full: nothing behind this knows short flags, and a value
 * such as `-notes` stays one. `-object` stays as it is, since it is a slip for `--object`.
 */
export function longForm(argv: readonly string[], flags: ShortFlags): string[] {
  const long: string[] = []
  for (let at = 0; at < argv.length; at++) {
    const word = argv[at] ?? ''
    if (word === '--') return [...long, ...argv.slice(at)]
    const spelt = isShort(word, flags) ? inFull(word, flags) : [word]
    long.push(...spelt)
    if (awaitsValue(spelt.at(-1) ?? '', flags) && at + 1 < argv.length) long.push(argv[++at] ?? '')
  }
  return long
}

function isShort(word: string, flags: ShortFlags): boolean {
  return /^-[A-Za-z]/.test(word) && !Object.hasOwn(flags, word.slice(1).replace(/=[\s\S]*/, ''))
}

/** One word for each letter, and what follows the first one that takes a value; from an unknown letter on, as typed. */
function inFull(word: string, flags: ShortFlags): string[] {
  const [name, flag] = Object.entries(flags).find(([, {char}]) => char !== undefined && char === word[1]) ?? []
  if (name === undefined) return [word]
  const rest = word.slice(2)
  if (rest === '') return [`--${name}`]
  if (rest.startsWith('=')) return [`--${name}${rest}`]
  return flag?.type === 'boolean' ? [`--${name}`, ...inFull(`-${rest}`, flags)] : [`--${name}`, rest]
}

/** `--object`, but not `--object=CONTACT`. */
function awaitsValue(word: string, flags: ShortFlags): boolean {
  const name = word.slice(2)
  return word.startsWith('--') && Object.hasOwn(flags, name) && flags[name]?.type !== 'boolean'
}

/** For a parser that is not to find them anywhere. */
export function withoutShort<F extends object>(flags: F): F {
  const entries = Object.entries<object>(flags as Readonly<Record<string, object>>)
  return Object.fromEntries(entries.map(([name, flag]) => [name, {...flag, char: undefined}])) as F
}
