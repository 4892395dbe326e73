import type {RunDetail} from '../../../runs/history/run-detail.js'
import {escapeHtml} from '../../../shared/text/escape.js'
import {formatCount} from '../../text/format-numbers.js'
import {showText} from '../../text/show-text.js'
import {isOfPairs} from '../mode-words.js'
import {goneFigures} from '../present-gone.js'

/** None where rows have no links. */
function linkFigures(links: RunDetail['links']): [string, number][] {
  if (links === undefined) return []
  const {made, unchanged, removed, rejected} = links
  return [
    ...([
      ['links made', made],
      ['links unchanged', unchanged],
      ['links removed', removed],
      ['links rejected', rejected],
    ] as [string, number][]),
  ].filter(([, count]) => count > 0)
}

/** None without --list. */
function listFigures(list: RunDetail['list']): [string, number][] {
  if (list === undefined) return []
  const name = escapeHtml(showText(list.name))
  return [
    [`added to ${name}`, list.added],
    [`in ${name} before`, list.unchanged],
    ...(list.rejected > 0 ? ([[`not added to ${name}`, list.rejected]] as [string, number][]) : []),
  ]
}

function writtenFigures(
  {written, created, updated}: RunDetail['rows'],
  mode: RunDetail['mode'],
): readonly (readonly [string, number])[] {
  if (isOfPairs(mode)) return [[mode === 'link' ? 'linked' : 'removed', written]]
  if (mode === 'delete') return [['archived', written]]
  return [
    ['created', created],
    ['updated', updated],
  ]
}

/** The figures of a run as cards. */
export function totals({rows, links, list, mode, open, gone}: RunDetail): string {
  const figures: readonly (readonly [string, number])[] = [
    ['read', rows.read],
    ...writtenFigures(rows, mode),
    ...(rows.unchanged > 0 ? ([['unchanged', rows.unchanged]] as const) : []),
    ...(rows.skipped > 0 ? ([['skipped', rows.skipped]] as const) : []),
    ...(isOfPairs(mode) ? [] : linkFigures(links)),
    ...listFigures(list),
    ...([
      ['rejected', rows.rejected],
      ['still rejected', open],
    ] as const),
    ...goneFigures(gone),
  ]
  return `<dl class="totals">${figures.map(([name, count]) => `<div><dt>${name}</dt><dd>${formatCount(count)}</dd></div>`).join('')}</dl>`
}
