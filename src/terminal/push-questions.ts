import {AppError} from '../errors/app-error.js'
import {showText} from './present/show-text.js'
import {askConfirm} from './prompts.js'

interface Question {
  readonly portalId: number
  readonly profile: string
  readonly object: string
  readonly key: string
  readonly file: string
}

/** Asks once before the first write, on a terminal. Throws AppError CANCELLED for a no. */
export async function confirmPush({portalId, profile, object, key, file}: Question): Promise<void> {
  const message = `Upsert ${showText(file)} into ${showText(object)} of portal ${portalId} (profile ${showText(profile)}), matched on ${showText(key)}?`
  if (!(await askConfirm({message, flag: '--yes'}))) throw new AppError('CANCELLED', 'Cancelled. Nothing was written.')
}
