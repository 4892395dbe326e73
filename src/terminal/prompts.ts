import {AppError} from '../errors/app-error.js'

interface Question {
  readonly message: string
  /** What to pass where nobody can be asked, such as `--yes` or `--object OBJECT`. */
  readonly flag: string
}

interface Choice {
  readonly name: string
  readonly value: string
  readonly description?: string
}

type Prompt = ReturnType<typeof import('inquirer')['default']['createPromptModule']>

/** Yes or no; no is the default. */
export async function askConfirm(question: Question): Promise<boolean> {
  return ask(
    question,
    async prompt =>
      (await prompt<{answer: boolean}>([{type: 'confirm', name: 'answer', message: question.message, default: false}])).answer,
  )
}

/** A line of text, shown as it is typed. */
export async function askText(question: Question): Promise<string> {
  return ask(question, async prompt =>
    (await prompt<{answer: string}>([{type: 'input', name: 'answer', message: question.message}])).answer.trim(),
  )
}

/** A secret: nothing of it appears on the screen, and no key makes it appear. */
export async function askHidden({message, flag}: Question): Promise<string> {
  const hidden = {type: 'password', name: 'answer', message, mask: '', toggleMask: false} as const
  return ask({message, flag}, async prompt => (await prompt<{answer: string}>([hidden])).answer.trim())
}

/** One of the choices, by its value. */
export async function askChoice(question: Question, choices: readonly Choice[]): Promise<string> {
  return ask(
    question,
    async prompt =>
      (await prompt<{answer: string}>([{type: 'select', name: 'answer', message: question.message, choices: [...choices]}])).answer,
  )
}

/** Both ends must be a terminal: an answer cannot come through a pipe, and a question in a log is never read. */
export function canAsk(): boolean {
  return process.stdin.isTTY === true && process.stderr.isTTY === true
}

/**
 * Throws USAGE where nobody can be asked, CANCELLED where the question is left with Ctrl-C. inquirer is loaded for the first question only.
 * Questions go to stderr: stdout holds results alone.
 */
async function ask<T>({message, flag}: Question, put: (prompt: Prompt) => Promise<T>): Promise<T> {
  if (!canAsk()) {
    throw new AppError('USAGE', `"${message}" cannot be asked, since there is no terminal. Pass ${flag}.`)
  }
  try {
    const {default: inquirer} = await import('inquirer')
    return await put(inquirer.createPromptModule({output: process.stderr}))
  } catch (error) {
    if (error instanceof Error && error.name === 'ExitPromptError')
      throw new AppError('CANCELLED', 'Cancelled. Nothing was changed.', {cause: error})
    throw error
  }
}
