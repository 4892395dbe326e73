import {AppError} from '../errors/app-error.js'
import type {ModeTold} from '../rows/write-mode.js'
import {matchedOn} from './present/mode-words.js'
import {showText} from './present/show-text.js'
import {askConfirm} from './prompts.js'

interface Question {
  readonly portalId: number
  readonly profile: string
  readonly object: string
  readonly key: string
  readonly file: string
  readonly mode?: ModeTold['mode']
}

const VERB = {upsert: 'Upsert', update: 'Push', create: 'Push'} as const

/** Asks once before the first write, on a terminal. Throws AppError CANCELLED for a no. */
export async function confirmPush({portalId, profile, object, key, mode, file}: Question): Promise<void> {
  const message = `${VERB[mode ?? 'upsert']} ${showText(file)} into ${showText(object)} of portal ${portalId} (profile ${showText(profile)}), ${matchedOn(showText(key), mode)}?`
  if (!(await askConfirm({message, flag: '--yes'}))) throw new AppError('CANCELLED', 'Cancelled. Nothing was written.')
}
