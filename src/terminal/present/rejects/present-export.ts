import {gap, ours} from '../../../errors/next-step.js'
import type {ExportCounts} from '../../../rejects/export/export-rejects.js'
import {presentNext} from '../../next-steps/print-step.js'
import {countOf} from '../../text/format-numbers.js'
import type {Screen} from '../../text/palette.js'
import {showText} from '../../text/show-text.js'

export interface ExportResult extends ExportCounts {
  /** Null where no run has rejected rows left. */
  readonly run: string | null
  /** Null where the rows went to stdout. */
  readonly file: string | null
  readonly unreadableFile: string | null
}

/** What an export holds, what it could not hold, and how the corrected file comes back. */
export function presentExport(result: ExportResult & {readonly run: string}, screen: Screen): string[] {
  const {palette} = screen
  const {run, rows, file} = result
  const where = file === null ? '' : ` → ${showText(file)}`
  const fixed = file ?? gap('FILE')
  return [
    `${palette.strong(countOf(rows, 'rejected row'))} of run ${run}${where}`,
    ...remarks(result).map(remark => `  ${remark}`),
    ...(rows === 0
      ? []
      : presentNext([ours(['rejects', 'retry', run, '--from', fixed], 'once it is corrected')], screen)),
  ]
}

function remarks({unreadable, unreadableFile, withoutValues, superseded}: ExportResult): string[] {
  const texts = countOf(unreadable, 'row that could not be read', 'rows that could not be read')
  return [
    ...(unreadable > 0 && unreadableFile !== null
      ? [`${texts}, as in the pushed file and without its header → ${showText(unreadableFile)}`]
      : []),
    ...(unreadable > 0 && unreadableFile === null
      ? [`left out: ${texts}; with --output FILE they are written to FILE.unreadable`]
      : []),
    ...(superseded > 0
      ? [
          `left out: ${countOf(superseded, 'row')} whose key a later row has written since; --include-superseded includes them`,
        ]
      : []),
    ...(withoutValues > 0
      ? [`${countOf(withoutValues, 'row')} without values, which were not stored: only their position and the reason`]
      : []),
  ]
}
