import {existsSync} from 'node:fs'
import {readFile} from 'node:fs/promises'
import {join} from 'node:path'
import {fileURLToPath} from 'node:url'
import {runCli} from '../../support/run-cli.js'
import type {SandboxProcess} from '../../support/sandbox-process.js'
import {envOf} from '../../support/shared-sandbox.js'
import {tempDir} from '../../support/temp-dir.js'

export const REPORT_PEAK = fileURLToPath(new URL('report-peak.cjs', import.meta.url))

/** Only Linux tells a process's peak. */
export const canMeasure = existsSync('/proc/self/status')

/**
 * Pushes so many generated contacts through a client process; the highest memory it ever held, in MB, and its rows as
 * it counts them.
 */
export async function peakOfPush(rows: number, sandbox: SandboxProcess): Promise<{peakMb: number; written: number}> {
  const home = await tempDir()
  const peakFile = join(home, 'peak')
  const env = {...envOf(sandbox), NODE_OPTIONS: `--require ${REPORT_PEAK}`, PEAK_FILE: peakFile}
  const {code, stdout, stderr} = await runCli(['push', '-', '--object', 'CONTACT', '--json'], {
    home,
    env,
    stdin: contactsCsv(rows),
  })
  if (code !== 0) throw new Error(`The push ended with ${code}: ${stdout}${stderr}`)
  return {peakMb: Number(await readFile(peakFile, 'utf8')) / 1024, written: JSON.parse(stdout).rows.written}
}

const ROWS_AT_ONCE = 500

function* contactsCsv(rows: number): Generator<string> {
  yield 'email,firstname,lastname,company,city,loyalty_points\n'
  for (let first = 1; first <= rows; first += ROWS_AT_ONCE) {
    let text = ''
    for (let row = first; row < first + ROWS_AT_ONCE && row <= rows; row++) {
      text += `person${row}@example.com,First ${row},Last ${row},"Company ${row % 977}, Inc.",City ${row % 101},${row % 1000}\n`
    }
    yield text
  }
}
