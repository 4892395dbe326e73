import {isatty} from 'node:tty'
import {AppError} from '../../errors/app-error.js'
import {defined} from '../../shared/defined.js'

interface Question {
  readonly message: string
  /** What to pass without a terminal, such as `--yes` or `--object OBJECT`. */
  readonly flag: string
  /** An empty answer is refused where it is typed. */
  readonly isNeeded?: boolean
}

/** One line of a question: what is shown, and what is answered. */
export interface Choice {
  readonly name: string
  readonly value: string
}

/** Choices that are on the screen at a time. */
const PAGE = 10

type Prompt = ReturnType<typeof import('inquirer')['default']['createPromptModule']>

/** Yes or no; no is the default. */
export async function askConfirm(question: Question): Promise<boolean> {
  return ask(
    question,
    async prompt =>
      (await prompt<{answer: boolean}>([{type: 'confirm', name: 'answer', message: question.message, default: false}]))
        .answer,
  )
}

/** A line of text, shown as it is typed. */
export async function askText({message, flag, isNeeded = false}: Question, initial?: string): Promise<string> {
  const validate = isNeeded ? isTyped : undefined
  const input = {type: 'input', name: 'answer', message, ...defined({default: initial, validate})} as const
  return ask({message, flag}, async prompt => (await prompt<{answer: string}>([input])).answer.trim())
}

/** A secret: nothing of it appears on the screen, and no key makes it appear. */
export async function askHidden({message, flag, isNeeded = false}: Question): Promise<string> {
  const validate = isNeeded ? isTyped : undefined
  const hidden = {
    type: 'password',
    name: 'answer',
    message,
    mask: '',
    toggleMask: false,
    ...defined({validate}),
  } as const
  return ask({message, flag}, async prompt => (await prompt<{answer: string}>([hidden])).answer.trim())
}

function isTyped(text: string): true | string {
  return text.trim() !== '' || 'This cannot be empty. Ctrl-C cancels.'
}

/** One of the choices, by its value. */
export async function askChoice({message, flag}: Question, choices: readonly Choice[]): Promise<string> {
  const select = {type: 'select', name: 'answer', message, choices: [...choices], pageSize: PAGE, loop: false} as const
  return ask({message, flag}, async prompt => (await prompt<{answer: string}>([select])).answer)
}

/** One of many choices: those that `find` finds for what was typed, which is empty at first. */
export async function askSearch({message, flag}: Question, find: (text: string) => readonly Choice[]): Promise<string> {
  const search = {
    type: 'search',
    name: 'answer',
    message,
    pageSize: PAGE,
    source: (text?: string) => [...find(text ?? '')],
  } as const
  return ask({message, flag}, async prompt => (await prompt<{answer: string}>([search])).answer)
}

/** Both ends must be a terminal: an answer cannot come through a pipe, and a question in a log is never read. */
export function canAsk(): boolean {
  return isatty(0) && isatty(2) // process.stdin would be made for the question
}

const ENDING = ['SIGTERM', 'SIGHUP'] as const

/**
 * Throws USAGE without a terminal, CANCELLED where the question is left with Ctrl-C, TERMINATED on SIGTERM and SIGHUP.
 * inquirer is loaded for the first question only. Questions go to stderr: stdout holds results alone.
 */
async function ask<T>({message, flag}: Question, put: (prompt: Prompt) => Promise<T>): Promise<T> {
  if (!canAsk()) {
    throw new AppError('USAGE', `Not a terminal, so this cannot be asked interactively: "${message}" Pass ${flag}.`)
  }
  const ended = new AbortController()
  const end = (): void => ended.abort()
  for (const signal of ENDING) process.once(signal, end)
  try {
    const {default: inquirer} = await import('inquirer')
    return await put(inquirer.createPromptModule({output: process.stderr, signal: ended.signal}))
  } catch (error) {
    if (ended.signal.aborted)
      throw new AppError('TERMINATED', 'Ended by a signal. Nothing was changed.', {cause: error})
    if (error instanceof Error && error.name === 'ExitPromptError')
      throw new AppError('CANCELLED', 'Cancelled. Nothing was changed.', {cause: error})
    throw error
  } finally {
    for (const signal of ENDING) process.off(signal, end)
  }
}
