import {displayWidth, truncate} from '../text/display-width.js'
import {countOf, formatCount, formatDuration, formatShare} from '../text/format-numbers.js'
import type {Screen} from '../text/palette.js'
import {describeWaiting, describeWaitingBriefly} from './describe-event.js'
import {millisecondsLeft, type ProgressState, rowsPerSecond, shareDone, waitingLeft} from './progress-state.js'

const BAR_WIDTH = 24
const MIN_BAR_WIDTH = 7

/**
 * The redrawn line of a terminal, never wider than it: bar, rows, speed, outcomes, rate share, time left.
 * On a narrow terminal the bar shrinks first, then the parts become brief, then they go from the least telling one on.
 */
export function progressLine(state: ProgressState, nowMs: number, screen: Screen): string {
  const share = shareDone(state)
  const parts = fitParts(progressParts(state, nowMs), screen.width - 1 - (share === undefined ? 0 : MIN_BAR_WIDTH + 1))
  const text = parts.join(' · ')
  if (share === undefined) return truncate(text, screen.width - 1)
  const barWidth = Math.min(BAR_WIDTH, screen.width - 2 - displayWidth(text))
  return barWidth < MIN_BAR_WIDTH ? truncate(text, screen.width - 1) : `${bar(share, barWidth, screen)} ${text}`
}

/** The same facts as plain text, for logs: `8,400 of ~20,000 rows (42%) · 1,250 rows/s · …`. */
export function plainProgress(state: ProgressState, nowMs: number): string {
  return progressParts(state, nowMs)
    .map(({text}) => text)
    .join(' · ')
}

interface Part {
  readonly text: string
  /** The same with less words; absent where there is no shorter way to say it. */
  readonly brief?: string
  /** The highest goes first where there is no room. */
  readonly expendable: number
}

function progressParts(state: ProgressState, nowMs: number): Part[] {
  const {totals, rateShare} = state
  const speed = rowsPerSecond(state, nowMs)
  return [
    rowsDone(state),
    ...(speed === undefined
      ? []
      : [{text: `${formatCount(speed)} rows/s`, brief: `${formatCount(speed)}/s`, expendable: 4}]),
    ...outcomeParts(totals),
    ...(totals.unchanged === 0 ? [] : [{text: `${formatCount(totals.unchanged)} unchanged`, expendable: 3}]),
    {text: `${formatCount(totals.rejected)} rejected`, expendable: 1},
    ...(rateShare === undefined ? [] : [{text: `limit ${formatShare(rateShare)}`, expendable: 5}]),
    ...lastPart(state, nowMs),
  ]
}

/** Rows that are written without a record being changed are pairs that were linked, or unlinked. */
function outcomeParts({written, created, updated, deleted}: ProgressState['totals']): Part[] {
  if (deleted > 0) return [{text: `${formatCount(deleted)} archived`, expendable: 3}]
  if (written > 0 && created + updated === 0) return [{text: `${formatCount(written)} done`, expendable: 3}]
  return [
    {text: `${formatCount(created)} created`, expendable: 3},
    {text: `${formatCount(updated)} updated`, expendable: 3},
  ]
}

function lastPart(state: ProgressState, nowMs: number): Part[] {
  if (state.stopping) return [{text: 'stopping', expendable: 0}]
  const waiting = waitingLeft(state, nowMs)
  if (waiting !== undefined)
    return [{text: describeWaiting(waiting), brief: describeWaitingBriefly(waiting), expendable: 0}]
  const left = millisecondsLeft(state, nowMs)
  return left === undefined ? [] : [{text: `${formatDuration(Math.max(1000, left))} left`, expendable: 2}]
}

function rowsDone(state: ProgressState): Part {
  const {read} = state.totals
  const share = shareDone(state)
  if (share === undefined || share === 0 || read === 0) return {text: countOf(read, 'row'), expendable: 0}
  const brief = `${countOf(read, 'row')} (${formatShare(share)})`
  if (share === 1) return {text: brief, expendable: 0}
  return {
    text: `${formatCount(read)} of ~${countOf(roughly(read / share), 'row')} (${formatShare(share)})`,
    brief,
    expendable: 0,
  }
}

/** Two digits are as much as an estimate by bytes deserves. */
function roughly(count: number): number {
  return Number(count.toPrecision(2))
}

function fitParts(parts: readonly Part[], width: number): string[] {
  const fits = (texts: readonly string[]): boolean => displayWidth(texts.join(' · ')) <= width
  const full = parts.map(({text}) => text)
  if (fits(full)) return full
  const kept = parts.map(({text, brief, expendable}) => ({text: brief ?? text, expendable}))
  while (kept.length > 1 && !fits(kept.map(({text}) => text))) {
    const most = Math.max(...kept.map(({expendable}) => expendable))
    const last = kept.findLastIndex(({expendable}) => expendable === most)
    kept.splice(last, 1)
  }
  return kept.map(({text}) => text)
}

function bar(share: number, width: number, {palette}: Screen): string {
  const filled = Math.round(share * width)
  return palette.good('━'.repeat(filled)) + palette.quiet('─'.repeat(width - filled))
}
