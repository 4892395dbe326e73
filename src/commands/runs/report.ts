import {open, stat} from 'node:fs/promises'
import {resolve} from 'node:path'
import * as Args from '@oclif/core/args'
import * as Flags from '@oclif/core/flags'
import {AppError} from '../../errors/app-error.js'
import {readReportFacts} from '../../rejects/report-facts.js'
import {RunStore} from '../../runs/run-store.js'
import {NewFile} from '../../shared/new-file.js'
import {withCleanup} from '../../shared/with-cleanup.js'
import {BaseCommand} from '../../terminal/base-command.js'
import {countOf} from '../../terminal/present/format-numbers.js'
import {renderReport} from '../../terminal/present/report/render-report.js'
import {showText} from '../../terminal/present/show-text.js'

interface WrittenReport {
  readonly run: string
  /** Absolute. */
  readonly file: string
  /** All refused rows of the run. */
  readonly rejects: number
  /** Those in the page: evenly taken where there are many. */
  readonly shown: number
}

export default class RunsReport extends BaseCommand {
  static override summary = 'Write a run as one HTML page: totals, rows over time, refused rows with their reasons.'
  static override description =
    'The page loads nothing and can be passed on as it is. It holds values of refused rows, which may be personal data.'
  static override examples = ['<%= config.bin %> <%= command.id %> 20261123-170255-k3f9 --open']
  static override args = {run: Args.string({ignoreStdin: true, description: 'as "runs" lists it', required: true})}
  static override flags = {
    output: Flags.string({description: 'default: hubspot-push-RUN.html here', helpValue: 'FILE'}),
    open: Flags.boolean({description: 'show it in the browser'}),
  }

  async run(): Promise<WrittenReport> {
    const {args, flags} = await this.parse(RunsReport)
    const facts = await readReportFacts(await new RunStore(this.dirs.data).read(args.run), this.dirs.data)
    const file = resolve(flags.output ?? `hubspot-push-${args.run}.html`)
    await refuseOther(file)
    await writePage(file, renderReport(facts))
    if (flags.open) await openInBrowser(file)
    const {count, rejects} = facts
    const shown = rejects.length < count ? `, ${countOf(rejects.length, 'refused row')} of ${countOf(count, '')}`.trimEnd() : ''
    return this.present({run: args.run, file, rejects: count, shown: rejects.length}, [`Run ${args.run} → ${showText(file)}${shown}`])
  }
}

/** Replaces a page, and nothing else: a slip of the keyboard must not cost the rows. */
async function refuseOther(path: string): Promise<void> {
  const existing = await stat(path).catch(() => undefined)
  if (existing?.isFile() !== true || (await startsAsPage(path))) return
  throw new AppError('USAGE', `${path} exists and is no page of HTML, so it is not replaced. Choose another name.`, {
    next: ['--output report.html'],
  })
}

const START = /^<!doctype html>/i

async function startsAsPage(path: string): Promise<boolean> {
  const file = await open(path)
  try {
    const {buffer, bytesRead} = await file.read(Buffer.alloc(32), 0, 32, 0)
    return START.test(buffer.toString('latin1', 0, bytesRead))
  } finally {
    await file.close()
  }
}

async function writePage(path: string, page: string): Promise<void> {
  try {
    await withCleanup(async defer => {
      const file = await NewFile.open(path)
      defer(() => file.discard())
      await file.write(page)
      await file.finish()
    })
  } catch (error) {
    throw new AppError('USAGE', `${path} cannot be written: ${error instanceof Error ? error.message : String(error)}.`, {cause: error})
  }
}

async function openInBrowser(path: string): Promise<void> {
  const {default: openWithSystem} = await import('open')
  await openWithSystem(path)
}
