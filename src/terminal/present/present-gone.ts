import type {GoneAction, GoneCounts} from '../../rows/gone.js'
import {countOf, formatCount} from '../text/format-numbers.js'
import {showText} from '../text/show-text.js'
import type {CountLine} from './present-counts.js'

/** What `--gone` did, below the rows. None without it. */
export function goneLines(gone?: GoneCounts): readonly CountLine[] {
  if (gone === undefined) return []
  const {members, left, returned} = gone
  const parts = partsOf(gone).map(([word, count]) => `${formatCount(count)} ${word}`)
  return [
    {label: 'on the list', count: members},
    ...(left > 0 ? [{label: 'left the file', count: left, ...(parts.length > 0 && {remark: parts})}] : []),
    ...(returned > 0 ? [{label: 'marks cleared', count: returned}] : []),
  ]
}

/** Those that are not 0. */
function partsOf({archived, marked, spared, withheld}: GoneCounts): (readonly [string, number])[] {
  const parts = [
    ['archived', archived],
    ['marked', marked],
    ['left as they are', spared],
    ['withheld', withheld],
  ] as const
  return parts.filter(([, count]) => count > 0)
}

/** For the report: name and count. */
export function goneFigures(gone?: GoneCounts): (readonly [string, number])[] {
  if (gone === undefined) return []
  return [
    ['left the file', gone.left],
    ...partsOf(gone),
    ...(gone.returned > 0 ? [['marks cleared', gone.returned] as const] : []),
  ]
}

/** For the question before the first write: what may go besides. */
export function goneWords({
  action,
  members,
  most,
}: {
  readonly action: GoneAction
  readonly members: number
  readonly most: number
}): string {
  const what =
    action.kind === 'archive' ? 'archived' : `marked (${showText(action.property)} = ${showText(action.value)})`
  return `Of the ${countOf(members, 'record')} on its list, those that the file no longer holds are ${what}: at most ${formatCount(most)}, else none.`
}
