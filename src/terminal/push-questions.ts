import {AppError} from '../errors/app-error.js'
import {showText} from './present/show-text.js'
import {askConfirm, askText, canAsk} from './prompts.js'

interface Question {
  readonly portalId: number
  readonly profile: string
  readonly object: string
  readonly key: string
  readonly file: string
}

/** The object, where the command line did not name it. Throws AppError USAGE without a terminal. */
export async function askObject(): Promise<string> {
  if (canAsk()) return askText({message: 'Which object do the rows go to (contacts, companies, deals, …)?', flag: '--object OBJECT'})
  throw new AppError('USAGE', 'Which object do the rows go to? --object is missing.', {
    next: ['--object CONTACT', 'hubspot-push objects     to see what the portal has'],
  })
}

/** Asks once before the first write, on a terminal. Throws AppError CANCELLED for a no. */
export async function confirmPush({portalId, profile, object, key, file}: Question): Promise<void> {
  const message = `Upsert ${showText(file)} into ${showText(object)} of portal ${portalId} (profile ${showText(profile)}), matched on ${showText(key)}?`
  if (!(await askConfirm({message, flag: '--yes'}))) throw new AppError('CANCELLED', 'Cancelled. Nothing was written.')
}
