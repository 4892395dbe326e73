import * as Args from '@oclif/core/args'
import * as Flags from '@oclif/core/flags'
import {AppError} from '../../errors/app-error.js'
import {exportRejects} from '../../rejects/export/export-rejects.js'
import {exportToFile} from '../../rejects/export/export-to-file.js'
import {findRunWithRejects} from '../../rejects/find-run.js'
import {RunStore} from '../../runs/run-store.js'
import {BaseCommand} from '../../terminal/base-command.js'
import {type ExportResult, presentExport} from '../../terminal/present/present-export.js'
import {screenOf} from '../../terminal/text/palette.js'
import {showBlock} from '../../terminal/text/show-text.js'
import {pieceWriter, writeLines} from '../../terminal/write-output.js'

export default class RejectsExport extends BaseCommand {
  static override summary =
    'Write the refused rows of a run to a file: the columns they came with, and why they were refused.'
  static override description =
    'Correct the file and send it with "rejects retry RUN --from FILE", or push it with the flags of the first push; the columns _line, _code, _property and _message are left out then. ' +
    'Cells are written exactly as they were pushed, also those that begin with = + - or @, which a spreadsheet may take for formulas: open files of unknown origin with care. ' +
    'The texts of rows that could not be read go to FILE.unreadable. ' +
    'A file that holds something else, perhaps corrections that were not sent yet, is replaced with --overwrite alone.'
  static override examples = [
    '<%= config.bin %> <%= command.id %> --output fixed.csv',
    '<%= config.bin %> <%= command.id %> --output fixed.csv --bom     for Excel',
    '<%= config.bin %> <%= command.id %> --format jsonl | jq ._message',
  ]
  static override args = {
    run: Args.string({ignoreStdin: true, description: 'default: the newest run that has refused rows left'}),
  }
  static override flags = {
    output: Flags.string({description: 'write to this file instead of stdout', helpValue: 'FILE'}),
    overwrite: Flags.boolean({description: 'replace the file of --output also where it holds something else'}),
    format: Flags.option({
      options: ['csv', 'jsonl'] as const,
      description: 'default: by the extension of --output, else that of the pushed file',
    })(),
    bom: Flags.boolean({description: 'begin a CSV with a byte order mark, by which Excel knows UTF-8'}),
    'include-superseded': Flags.boolean({description: 'also rows whose key a later row has written since'}),
    code: Flags.string({description: 'only rows refused for this reason', helpValue: 'CODE'}),
  }

  async run(): Promise<ExportResult> {
    const {args, flags} = await this.parse(RejectsExport)
    const {output, overwrite, bom, code} = flags
    if (output === undefined && this.jsonEnabled()) {
      throw new AppError('USAGE', 'Under --json the rows need a file of their own.', {
        next: ['hubspot-push rejects export --json --output FILE'],
      })
    }
    const stored = await findRunWithRejects(new RunStore(this.dirs.data), args.run, {
      includeSuperseded: flags['include-superseded'],
    })
    const format = flags.format ?? formatOf(output)
    const request = {
      bom,
      includeSuperseded: flags['include-superseded'],
      ...(format && {format}),
      ...(code !== undefined && {code}),
    }
    const {run} = stored.record
    if (output !== undefined) {
      const result = {run, unreadableFile: null, ...(await exportToFile(stored, request, {path: output, overwrite}))}
      return this.present(result, presentExport(result, this.screen))
    }
    const writer = pieceWriter(process.stdout)
    // For eyes, not for a file: cells are other people's text.
    const rows = (text: string): Promise<boolean> => writer.write(process.stdout.isTTY ? showBlock(text) : text)
    const counts = await exportRejects(stored, request, {rows, unreadable: async () => {}})
    await writer.end()
    const result = {run, ...counts, file: null, unreadableFile: null}
    await writeLines(process.stderr, presentExport(result, screenOf(process.stderr, process.env)))
    return result
  }
}

function formatOf(output: string | undefined): 'csv' | 'jsonl' | undefined {
  if (output === undefined) return undefined
  if (/\.(jsonl|ndjson)$/i.test(output)) return 'jsonl'
  return /\.csv$/i.test(output) ? 'csv' : undefined
}
