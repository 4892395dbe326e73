import * as Flags from '@oclif/core/flags'
import type {PushOptions} from '../../push/run/run-plan.js'
import {defined} from '../../shared/defined.js'
import {noticeFlag, thresholdFlag, waitLockFlag} from './flags.js'
import type {Threshold} from './parse-values.js'

/** How many rows of a run may be rejected, and what is kept of them. */
export const rejectFlags = {
  'max-rejects': thresholdFlag({description: 'stop once more rows than this are rejected'}),
  'ok-rejects': thresholdFlag({description: 'exit with 0 if no more rows than this are rejected'}),
  'store-values': Flags.boolean({description: 'store the values of rejected rows', default: true, allowNo: true}),
}

export const resumeFlags = {
  resume: Flags.boolean({
    description: 'resume the latest unfinished run of this file, if there is one',
    exclusive: ['resume-run'],
  }),
  'resume-run': Flags.string({description: 'resume this run', helpValue: 'RUN'}),
  ...waitLockFlag,
}

/** What is written beside the summary. */
export const recordFlags = {
  written: Flags.string({
    description:
      'write one line per written row to this file: row, line, key, record id, outcome (CSV or JSONL, by extension)',
    helpValue: 'FILE',
  }),
  note: Flags.string({description: 'store this note with the run (see "runs RUN")', helpValue: 'TEXT'}),
  notify: noticeFlag({description: 'POST the summary, or the error, to this address at the end, as JSON'}),
}

/** What the flags ask of the run itself. */
interface AskedOfRun extends PushOptions {
  readonly maxWaitMs: number
  readonly waitLockMs: number
  readonly resume: boolean | {readonly run: string}
  readonly note?: string
}

interface RunFlags {
  readonly 'max-wait': number
  readonly 'wait-lock': number
  readonly 'max-rejects'?: Threshold | undefined
  readonly 'ok-rejects'?: Threshold | undefined
  readonly resume: boolean
  readonly 'resume-run'?: string | undefined
  readonly written?: string | undefined
  readonly note?: string | undefined
  readonly 'store-values': boolean
}

export function runRequest(flags: RunFlags): AskedOfRun {
  const {'max-rejects': max, 'ok-rejects': ok, 'resume-run': run, written, note} = flags
  return {
    maxWaitMs: flags['max-wait'],
    waitLockMs: flags['wait-lock'],
    rejects: defined({max, ok}),
    storeValues: flags['store-values'],
    resume: run === undefined ? flags.resume : {run},
    ...defined({note}),
    ...(written !== undefined && {
      written: {path: written, format: /\.(jsonl|ndjson)$/i.test(written) ? 'jsonl' : 'csv'},
    }),
  }
}
