/**
 * What to type next, as data: words as a program gets them. The terminal completes a step by the command that was typed
 * (src/terminal/next-steps) and quotes it when it is printed; nothing reads a printed step back.
 */
export type NextStep = PlainStep | AddFlags | PushOther

/** A step that does not depend on what was typed, but for the profile. */
export type PlainStep = Run | Say

/** A gap is for a person to fill in (`FILE`): it is printed as it is. */
export type ShellWord = string | {readonly gap: string}

interface Noted {
  /** What the step does, or when it helps: for people, not for scripts. */
  readonly note?: string | undefined
}

interface Command {
  readonly run: readonly ShellWord[]
  /** File that is its standard input. */
  readonly input?: ShellWord
  /** File that takes its standard output. */
  readonly output?: string
}

export interface Run extends Command, Noted {
  /** Command that reads what this one prints. */
  readonly into?: readonly ShellWord[]
  /** Command that runs once this one has succeeded. */
  readonly andThen?: readonly ShellWord[]
}

/** In words, where no command can be named, or an address. */
export interface Say extends Noted {
  readonly say: string
}

/** The command that was typed, with these flags; dropped where the command does not know them. */
export interface AddFlags extends Noted {
  readonly addFlags: readonly ShellWord[]
  /**
   * The flag that was typed, with its value, in whose place they are meant: dropped where it was not typed, since what
   * is wrong is then in a mapping file. A flag that takes one value is replaced anyway.
   */
  readonly replacing?: readonly [flag: string, value: string]
}

/** The push that was typed, of other rows than those of its file. */
export type PushOther = Noted & {readonly addFlags?: readonly ShellWord[]} & (
    | {/** Command that prints the rows. */ readonly pipe: Command}
    | {/** Command that writes them to `file`. */ readonly make: Command; readonly file: string}
    | {/** File, or device, that becomes its standard input. */ readonly feed: string}
  )

/** How steps name this program, whatever it is installed as. */
export const PROGRAM = 'hubspot-push'

export function gap(text: string): ShellWord {
  return {gap: text}
}

export function shell(words: readonly ShellWord[], note?: string): Run {
  return {run: words, note}
}

/** A command of this program. */
export function ours(words: readonly ShellWord[], note?: string): Run {
  return shell([PROGRAM, ...words], note)
}

export function addFlags(flags: readonly ShellWord[], note?: string): AddFlags {
  return {addFlags: flags, note}
}

export function say(text: string, note?: string): Say {
  return {say: text, note}
}
