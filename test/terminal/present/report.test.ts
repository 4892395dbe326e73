import {expect, test} from 'vitest'
import type {RunDetail} from '../../../src/runs/history/run-detail.js'
import type {TimelinePoint} from '../../../src/runs/history/run-timeline.js'
import {barChart} from '../../../src/terminal/present/report/bar-chart.js'
import {outcomeBar} from '../../../src/terminal/present/report/outcome-bar.js'
import {timelineChart} from '../../../src/terminal/present/report/timeline-chart.js'

const ROWS = {read: 0, written: 0, created: 0, updated: 0, deleted: 0, unchanged: 0, skipped: 0, rejected: 0}

test('outcomes are one bar with a legend; what did not happen is not in it, and little is not nothing', () => {
  const html = outcomeBar({rows: {...ROWS, read: 1_000_000, created: 999_999, rejected: 1}})
  expect(html).toContain(
    '<span class="created" style="flex:999999"></span><span class="rejected" style="flex:1"></span>',
  )
  expect(html).toContain('aria-label="created 999,999, rejected 1"')
  expect(html).toContain('created 999,999 (more than 99%)')
  expect(html).toContain('rejected 1 (less than 1%)')
  expect(html).not.toMatch(/updated|skipped/)
})

test.each<[NonNullable<RunDetail['mode']>, string]>([
  ['delete', 'archived 3'],
  ['link', 'linked 3'],
  ['unlink', 'unlinked 3'],
])('with --mode %s the bar says %s', (mode, words) => {
  expect(outcomeBar({rows: {...ROWS, written: 3}, mode})).toContain(`aria-label="${words}"`)
})

test('without rows there is no bar', () => {
  expect([outcomeBar({rows: ROWS}), barChart('x', [])]).toEqual(['', ''])
})

test('bars are as long as their counts, and hostile names stay text', () => {
  const html = barChart('By code', [
    ['<b>', 20],
    ['TOO_LONG', 5],
  ])
  expect(html).toMatch(/&lt;b&gt;<div><i style="width:85\.0%"><\/i>20<\/div>.*<i style="width:21\.3%"><\/i>5</)
})

function points(count: number, durationMs: number, more: Partial<TimelinePoint> = {}): TimelinePoint[] {
  return Array.from({length: count}, (_, at) => ({
    ...{at: '2026-11-23T17:02:55.000Z', written: at, rejected: 0, retries: 0, throttled: 0, read: at + 1},
    durationMs: (durationMs * (at + 1)) / count,
    ...more,
  }))
}

test.each([
  ['a run of a moment', {timeline: points(9, 400), pauses: []}, false],
  ['a run of few lines', {timeline: points(3, 60_000), pauses: []}, false],
  ['a run of some seconds', {timeline: points(9, 6000), pauses: []}, true],
  ['a run that HubSpot throttled', {timeline: points(2, 400, {throttled: 1}), pauses: []}, true],
  ['a run that paused', {timeline: points(2, 9000), pauses: [{at: '', durationMs: 8000}]}, true],
  ['a run without rows', {timeline: points(9, 60_000, {read: 0}), pauses: []}, false],
  ['a run without a journal', {timeline: [], pauses: []}, false],
])('rows over time are drawn where there is something to see: %s', (_, run, isDrawn) => {
  expect(timelineChart(run) !== '').toBe(isDrawn)
})
