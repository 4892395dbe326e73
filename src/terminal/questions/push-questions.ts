import {AppError} from '../../errors/app-error.js'
import type {FirstLook} from '../../push/run/push-event.js'
import type {ModeField, OtherEndField} from '../../rows/run-mode.js'
import {isOfPairs, matchedOn, placesOf} from '../present/mode-words.js'
import {goneWords} from '../present/present-gone.js'
import {countOf, formatCount} from '../text/format-numbers.js'
import {showText} from '../text/show-text.js'
import {askConfirm} from './prompts.js'

export interface ConfirmQuestion {
  readonly portalId: number
  readonly profile: string
  readonly object: string
  readonly key: string
  readonly file: string
  readonly mode?: ModeField['mode']
  /** Name of the list that the records join. */
  readonly list?: string
  /** What the records are linked to; only of `associate`. */
  readonly to?: OtherEndField['to']
  /** How many records would be archived; only with --mode delete. */
  readonly deletes?: number
  /** The run that created them; only with `runs undo`. */
  readonly undoes?: string
  /** `--gone`: what may go besides. */
  readonly gone?: PushGone
  /** Looks at the first rows. */
  readonly look?: () => Promise<FirstLook | undefined>
}

type PushGone = Parameters<typeof goneWords>[0]

const VERB = {upsert: 'Upsert', update: 'Push', create: 'Push'} as const

const WORD = {link: 'Link', unlink: 'Unlink'} as const

/** How long HubSpot keeps what was archived (docs/hubspot-api.md#deletes). */
const KEPT = 'HubSpot keeps archived records for 90 days; they can be restored only in HubSpot itself.'

/**
 * Asks once before the first write, on a terminal, with what the first rows would make. `stopDrawing` is called last
 * before it: a line that is redrawn meanwhile would appear in the question. Throws AppError CANCELLED for a no.
 */
export async function confirmPush({look, ...question}: ConfirmQuestion, stopDrawing: () => void): Promise<void> {
  const message = pushQuestion(question, await look?.())
  stopDrawing()
  if (!(await askConfirm({message, flag: '--yes'}))) throw new AppError('CANCELLED', 'Cancelled. Nothing was written.')
}

export function pushQuestion(
  {portalId, profile, object, key, mode, to, file, list, deletes, undoes, gone}: Omit<ConfirmQuestion, 'look'>,
  look?: FirstLook,
): string {
  if (isOfPairs(mode)) {
    const pairs = `${WORD[mode]} the pairs of ${placesOf({file, object, to})}`
    return `${pairs} of portal ${portalId} (profile ${showText(profile)}), ${matchedOn(showText(key), {mode, to})}?`
  }
  if (mode === 'delete') {
    const records = `${countOf(deletes ?? 0, 'record')} of ${showText(object)}`
    if (undoes !== undefined)
      return `Archive ${records} in portal ${portalId} (profile ${showText(profile)}) that run ${undoes} created? ${KEPT}`
    return `Archive ${records} in portal ${portalId} (profile ${showText(profile)}), as listed in ${showText(file)} by ${showText(key)}? ${KEPT}`
  }
  const what = `${VERB[mode ?? 'upsert']} ${showText(file)}${look === undefined ? '' : ` (${lookWords(look)})`}`
  const joins = list === undefined ? '' : `, and add them to the list "${showText(list)}"`
  return `${what} into ${showText(object)} of portal ${portalId} (profile ${showText(profile)}), ${matchedOn(showText(key), {mode})}${joins}?${gone === undefined ? '' : ` ${goneWords(gone)}`}`
}

/** `about 1,300 rows; of the first 100: 77 new, 20 changed, 3 unchanged` */
function lookWords({rows, total, isAll, created, changed, unchanged, rejected}: FirstLook): string {
  const outcomes = [
    [created, 'new'],
    [changed, 'changed'],
    [unchanged, 'unchanged'],
    [rejected, 'rejected'],
  ] as const
  const shown = outcomes
    .filter(([count], at) => count > 0 || at < 2)
    .map(([count, word]) => `${formatCount(count)} ${word}`)
  if (isAll) return `${countOf(rows, 'row')}: ${shown.join(', ')}`
  const about = total === undefined ? '' : `about ${countOf(total, 'row')}; `
  return `${about}of the first ${formatCount(rows)}: ${shown.join(', ')}`
}
