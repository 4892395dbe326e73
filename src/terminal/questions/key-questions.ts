import {AppError} from '../../errors/app-error.js'
import {addFlags} from '../../errors/next-step.js'
import type {NewKey} from '../../objects/create-key.js'
import {writeLines} from '../output/write-output.js'
import {showText} from '../text/show-text.js'
import {askConfirm, canAsk} from './prompts.js'

/** What is made for good is made on a yes alone. Throws AppError USAGE without a terminal. */
export function forbidUnaskedKey(mayAsk: boolean): void {
  if (mayAsk && canAsk()) return
  throw new AppError(
    'USAGE',
    'A property with unique values cannot be undone, and without a terminal you cannot be asked to confirm. Nothing was created.',
    {
      next: [addFlags(['--yes'])],
    },
  )
}

/** Throws AppError CANCELLED for a no. */
export async function confirmKey({object, property, label, existing}: NewKey, portalId: number): Promise<void> {
  const has = existing.length === 0 ? 'has no key yet' : `has ${existing.length}: ${existing.map(showText).join(', ')}`
  await writeLines(process.stderr, [
    `HubSpot allows ten properties with unique values per object; ${showText(object.name)} ${has}.`,
    'Uniqueness cannot be changed later.',
  ])
  const message = `Create property ${property} ("${showText(label)}") for ${showText(object.name)} of portal ${portalId}?`
  if (!(await askConfirm({message, flag: '--yes'}))) throw new AppError('CANCELLED', 'Cancelled. Nothing was created.')
}
