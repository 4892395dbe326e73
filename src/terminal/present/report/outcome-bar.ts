import type {RunDetail} from '../../../runs/history/run-detail.js'
import {formatCount, formatShare} from '../../text/format-numbers.js'
import {isOfPairs} from '../mode-words.js'

type Outcome = readonly [kind: string, name: string, count: number]

/**
 * What became of the rows, as one bar of their shares with its legend; '' without rows. A share that is too small to be
 * seen is a hair wide all the same: one rejected row of a million must not look like none.
 */
export function outcomeBar({rows, mode}: Pick<RunDetail, 'rows' | 'mode'>): string {
  const outcomes = outcomesOf(rows, mode).filter(([, , count]) => count > 0)
  const all = outcomes.reduce((sum, [, , count]) => sum + count, 0)
  if (all === 0) return ''
  const parts = outcomes.map(([kind, , count]) => `<span class="${kind}" style="flex:${count}"></span>`)
  const legend = outcomes.map(
    ([kind, name, count]) =>
      `<li><span class="${kind}"></span>${name} ${formatCount(count)} (${shareOf(count, all)})</li>`,
  )
  const label = outcomes.map(([, name, count]) => `${name} ${formatCount(count)}`).join(', ')
  return `<div class="outcomes" role="img" aria-label="${label}">${parts.join('')}</div>
<ul class="legend">${legend.join('')}</ul>`
}

function outcomesOf(
  {written, created, updated, unchanged, skipped, rejected}: RunDetail['rows'],
  mode: RunDetail['mode'],
): readonly Outcome[] {
  const done: readonly Outcome[] =
    mode === 'delete' || isOfPairs(mode)
      ? [['created', mode === 'link' ? 'linked' : mode === 'delete' ? 'archived' : 'unlinked', written]]
      : [
          ['created', 'created', created],
          ['updated', 'updated', updated],
        ]
  return [
    ...done,
    ['unchanged', 'unchanged', unchanged],
    ['skipped', 'skipped', skipped],
    ['rejected', 'rejected', rejected],
  ]
}

/** Neither 0% of something, nor 100% beside something. */
function shareOf(count: number, all: number): string {
  const share = count / all
  if (share < 0.005) return 'less than 1%'
  return count < all && share > 0.995 ? 'more than 99%' : formatShare(share)
}
