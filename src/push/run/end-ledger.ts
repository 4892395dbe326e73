import {EXIT} from '../../errors/error-codes.js'
import type {Ledger, RunEnd} from '../../runs/journal/ledger.js'
import {isStorageCode} from '../../shared/files/storage-trouble.js'
import type {RunFacts} from '../gone/gone-limit.js'
import type {GonePhase} from '../gone/gone-phase.js'
import {endOfFailure, stoppedEnd} from './run-end.js'
import type {RunPorts} from './run-plan.js'

/** What comes after the last row of a run that has finished, where `--gone` asks for it; else the end as it is. */
export async function endWithGone(
  end: RunEnd,
  facts: RunFacts,
  {gone, ledger, stop}: {readonly gone: GonePhase | undefined; readonly ledger: Ledger} & Pick<RunPorts, 'stop'>,
): Promise<RunEnd> {
  if (gone === undefined || end.state !== 'finished') return end
  const {isDone, refused, tooMany} = await gone.finish(facts, line => ledger.tellGone(line))
  if (!isDone) return stoppedEnd(stop)
  if (tooMany !== undefined) {
    const {code, message, exitCode} = tooMany
    return {...end, exitCode, reason: {code, message}}
  }
  return refused > 0 ? {...end, exitCode: EXIT.rowsRejected} : end
}

/** How the run ended in the end: the last line may find the disk full. A resume then goes by the checkpoint before. */
export async function endLedger(ledger: Ledger, end: RunEnd, ports: RunPorts): Promise<RunEnd> {
  try {
    await ledger.end(end)
    return end
  } catch (error) {
    await ledger.close()
    if (isStorageCode(end.reason?.code)) return end
    const failed = endOfFailure(error, ports)
    if (failed === undefined) throw error
    return failed
  }
}
