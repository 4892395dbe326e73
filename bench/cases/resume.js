import {writeContacts} from '../files.js'

/** A run that stopped shortly before its end: how fast `--resume` passes the rows before, and with how much memory. */
export async function resume(stage, {resumedRows}) {
  const settled = Math.floor(resumedRows * 0.99)
  const file = await writeContacts(stage.directory, {name: 'resume', rows: resumedRows})
  const place = {home: 'resume'}
  await stage.setMood({refuseAfter: settled / 100})
  const stopped = await stage.push(file, {place, codes: [4, 5, 6]})
  await stage.setMood({})
  const startedMs = Date.now()
  const resumed = await stage.push(file, {flags: ['--resume'], place, codes: [0]})
  const {acceptedAtMs, rows: sent} = await stage.seen()
  const passed = resumedRows - sent
  const speed = passed / ((acceptedAtMs[0] - startedMs) / 1000)
  const pushSpeed = stopped.summary.rows.written / (stopped.wallMs / 1000)
  const told = perSecond => `${Math.round(perSecond).toLocaleString('en')} rows/s`
  const title = `--resume at row ${passed.toLocaleString('en')} of ${resumedRows.toLocaleString('en')}`
  return [
    {
      name: `${title}: rows a second until the first request, against a push`,
      ours: told(speed),
      theirs: told(pushSpeed),
      value: speed / pushSpeed,
      least: 3,
    },
    {
      name: `${title}: peak memory against that of the push`,
      ours: `${resumed.peakMb.toFixed(0)} MB`,
      theirs: `${stopped.peakMb.toFixed(0)} MB`,
      value: resumed.peakMb / stopped.peakMb,
      most: 1.1,
    },
  ]
}
