import type {GoneAction, GoneCounts} from '../../rows/gone.js'
import {countOf, formatCount} from '../text/format-numbers.js'
import {showText} from '../text/show-text.js'
import type {CountLine} from './present-counts.js'

/** What `--gone` did, below the rows. None without it. */
export function goneLines(gone?: GoneCounts, would: '' | 'would ' = ''): readonly CountLine[] {
  if (gone === undefined) return []
  const {members, left, returned} = gone
  const parts = partsOf(gone, would).map(([word, count]) => `${formatCount(count)} ${word}`)
  return [
    {label: would === '' ? 'on the list' : 'would be listed', count: members},
    ...(left > 0 ? [{label: 'left the file', count: left, ...(parts.length > 0 && {remark: parts})}] : []),
    ...(returned > 0 ? [{label: would === '' ? 'marks cleared' : 'marks to clear', count: returned}] : []),
  ]
}

const WORDS = {
  '': {archived: 'archived', marked: 'marked', spared: 'left as they are', withheld: 'withheld'},
  'would ': {archived: 'to archive', marked: 'to mark', spared: 'to leave as they are', withheld: 'to withhold'},
} as const

/** Those that are not 0. */
function partsOf(gone: GoneCounts, would: keyof typeof WORDS = ''): (readonly [string, number])[] {
  const names = ['archived', 'marked', 'spared', 'withheld'] as const
  return names.map(name => [WORDS[would][name], gone[name]] as const).filter(([, count]) => count > 0)
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
