import * as Args from '@oclif/core/args'
import * as Flags from '@oclif/core/flags'
import {AppError} from '../../errors/app-error.js'
import {gap, ours} from '../../errors/next-step.js'
import {type ExportFormat, exportRejects} from '../../rejects/export/export-rejects.js'
import {encoderOf, exportToFile} from '../../rejects/export/export-to-file.js'
import {findOpenRun, NOTHING_LEFT} from '../../rejects/open-rejects.js'
import {RunStore} from '../../runs/run-store.js'
import {defined} from '../../shared/defined.js'
import {BaseCommand} from '../../terminal/base-command.js'
import {jsonFlag} from '../../terminal/flags/flags.js'
import {pieceWriter, writeLines} from '../../terminal/output/write-output.js'
import {type ExportResult, presentExport} from '../../terminal/present/rejects/present-export.js'
import {screenOf} from '../../terminal/text/palette.js'
import {showBlock} from '../../terminal/text/show-text.js'

export default class RejectsExport extends BaseCommand {
  static override summary =
    'Write the rejected rows of a run to a file: the original columns, and why each row was rejected.'
  static override description =
    'Correct the file and send it with "rejects retry RUN --from FILE", or push it with the flags of the first push; the columns _line, _code, _property, _message and _kind are not sent. ' +
    'Cells are written exactly as they were pushed, including those that begin with = + - or @, which a spreadsheet may treat as formulas: open files of unknown origin with care. ' +
    'The texts of rows that could not be read go to FILE.unreadable. ' +
    'An existing file with different contents, perhaps corrections that have not been sent yet, is replaced only with --overwrite.'
  static override examples = [
    '<%= config.bin %> <%= command.id %> --output fixed.csv',
    '<%= config.bin %> <%= command.id %> --output fixed.xlsx          for Excel and LibreOffice',
    '<%= config.bin %> <%= command.id %> --format jsonl | jq ._message',
  ]
  static override args = {
    run: Args.string({ignoreStdin: true, description: 'run to use (default: the latest run with rejected rows left)'}),
  }
  static override flags = {
    output: Flags.string({description: 'write to this file instead of stdout', helpValue: 'FILE'}),
    overwrite: Flags.boolean({description: 'overwrite --output even if its contents differ'}),
    format: Flags.option({
      options: ['csv', 'jsonl', 'xlsx'] as const,
      description: 'format to write (default: by the extension of --output, otherwise that of the pushed file)',
    })(),
    bom: Flags.boolean({description: 'write a UTF-8 byte order mark, so that Excel detects the encoding'}),
    'include-superseded': Flags.boolean({description: 'include rows whose key a later row has written since'}),
    code: Flags.string({description: 'only rows rejected for this reason', helpValue: 'CODE'}),
    ...jsonFlag,
  }

  async run(): Promise<ExportResult> {
    const {args, flags} = await this.parse(RejectsExport)
    const {output, overwrite, bom, code} = flags
    if (output === undefined && this.jsonEnabled()) {
      throw new AppError('USAGE', 'With --json, the rows must be written to a file.', {
        next: [ours(['rejects', 'export', '--json', '--output', gap('FILE')])],
      })
    }
    const stored = await findOpenRun(new RunStore(this.dirs.data), args.run, {
      includeSuperseded: flags['include-superseded'],
    })
    if (stored === undefined) return this.#sayNothingLeft()
    const format = flags.format ?? formatOf(output)
    if (output === undefined && format === 'xlsx') throw workbookNeedsFile()
    const request = {
      bom,
      includeSuperseded: flags['include-superseded'],
      ...(format && {format}),
      ...defined({code}),
    }
    const {run} = stored.record
    if (output !== undefined) {
      const result = {run, unreadableFile: null, ...(await exportToFile(stored, request, {path: output, overwrite}))}
      return this.present(result, presentExport(result, this.screen))
    }
    const writer = pieceWriter(process.stdout, process.stdout.isTTY ? undefined : await encoderOf(stored, request))
    // For eyes, not for a file: cells are other people's text.
    const rows = (text: string): Promise<boolean> => writer.write(process.stdout.isTTY ? showBlock(text) : text)
    const counts = await exportRejects(stored, request, {rows, unreadable: async () => {}})
    await writer.end()
    const result = {run, ...counts, file: null, unreadableFile: null}
    await writeLines(process.stderr, presentExport(result, screenOf(process.stderr, process.env)))
    return result
  }

  /** No file is written; standard output is for rows. */
  async #sayNothingLeft(): Promise<ExportResult> {
    if (!this.jsonEnabled()) await writeLines(process.stderr, [`${NOTHING_LEFT} Nothing was written.`])
    return {run: null, rows: 0, unreadable: 0, withoutValues: 0, superseded: 0, file: null, unreadableFile: null}
  }
}

function workbookNeedsFile(): AppError {
  return new AppError('USAGE', 'A workbook must be written to a file.', {
    next: [ours(['rejects', 'export', '--output', 'fixed.xlsx'])],
  })
}

function formatOf(output: string | undefined): ExportFormat | undefined {
  if (output === undefined) return undefined
  if (/\.(jsonl|ndjson)$/i.test(output)) return 'jsonl'
  if (/\.xlsx$/i.test(output)) return 'xlsx'
  return /\.csv$/i.test(output) ? 'csv' : undefined
}
