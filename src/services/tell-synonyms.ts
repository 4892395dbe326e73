import type {PushEvent} from '../push/run/push-event.js'
import type {OpenedPush} from './open-push.js'

/** More are in the mapping table of a dry run. */
const TOLD = 20

/**
 * Columns that nobody sent anywhere, and that were found by another word for a property: said before the first row is
 * read.
 */
export function tellSynonyms(
  {plan}: Pick<OpenedPush, 'plan'>,
  {onEvent}: {readonly onEvent: (event: PushEvent) => void},
): void {
  const {bySynonym} = plan.mapping
  if (bySynonym.length === 0) return
  const found = bySynonym.slice(0, TOLD).map(({column, property}) => `"${column}" → ${property}`)
  const more = bySynonym.length > TOLD ? ` and ${bySynonym.length - TOLD} more` : ''
  onEvent({type: 'note', message: `Columns found by another word for their property: ${found.join(', ')}${more}`})
}
