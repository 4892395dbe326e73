import {expect, test} from 'vitest'
import {readReportFacts} from '../../src/rejects/report-facts.js'
import type {ModeField} from '../../src/rows/run-mode.js'
import {readRunDetail} from '../../src/runs/history/run-detail.js'
import {summariseRun} from '../../src/runs/history/run-summary.js'
import {RunStore, type StoredRun} from '../../src/runs/run-store.js'
import {presentRun, presentRuns} from '../../src/terminal/present/present-run.js'
import {renderReport} from '../../src/terminal/present/report/render-report.js'
import {createPalette} from '../../src/terminal/text/palette.js'
import {runRecord} from '../rejects/support/stored-run.js'
import {goldenPath} from '../support/golden.js'
import {tempDir} from '../support/temp-dir.js'

const screen = {width: 100, palette: createPalette(false)}

const MODES: readonly (ModeField & {readonly run: string})[] = [
  {run: '20261123-170255-crea', mode: 'create'},
  {run: '20261123-170255-upda', mode: 'update'},
  {run: '20261123-170255-upse'},
]

async function storeRuns(dataDir: string, modes: typeof MODES): Promise<readonly StoredRun[]> {
  const store = new RunStore(dataDir)
  for (const record of modes) await store.create(runRecord(record))
  return Promise.all(modes.map(({run}) => store.read(run)))
}

test('the history tells the mode of each run that was not an upsert, and has no column for it where all were', async () => {
  const dataDir = await tempDir()
  const runs = await Promise.all((await storeRuns(dataDir, MODES)).map(stored => summariseRun(stored, dataDir)))
  expect(runs.map(({mode}) => mode)).toEqual(['create', 'update', undefined])
  await expect(`${presentRuns(runs, 0, screen).join('\n')}\n`).toMatchFileSnapshot(goldenPath('runs-of-modes.txt'))
  expect(presentRuns(runs.slice(2), 0, screen).join('\n')).not.toContain('MODE')
})

test.each([
  {at: 0, matched: 'matched on email, new records only', request: '0 create requests'},
  {at: 1, matched: 'matched on email, no new records', request: '0 update requests'},
  {at: 2, matched: 'matched on email', request: '0 upsert requests'},
])('one run says in text and in its page: $matched', async ({at, matched, request}) => {
  const dataDir = await tempDir()
  const [stored] = await storeRuns(dataDir, MODES.slice(at, at + 1))
  if (stored === undefined) throw new Error('no run was stored')
  const lines = presentRun(await readRunDetail(stored, dataDir), screen)
  expect(lines[1]?.endsWith(matched)).toBe(true)
  const page = renderReport(await readReportFacts(stored, dataDir))
  expect(page).toContain(`${matched}</p>`)
  for (const text of [lines.join('\n'), page]) expect(text).toContain(request)
})
