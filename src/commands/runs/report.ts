import {resolve} from 'node:path'
import {pathToFileURL} from 'node:url'
import * as Args from '@oclif/core/args'
import * as Flags from '@oclif/core/flags'
import {AppError} from '../../errors/app-error.js'
import {addFlags, gap, ours} from '../../errors/next-step.js'
import {readReportFacts} from '../../rejects/report-facts.js'
import {RunStore, type StoredRun} from '../../runs/run-store.js'
import {NewFile} from '../../shared/files/new-file.js'
import {freeName, mayReplace} from '../../shared/files/own-file.js'
import {withCleanup} from '../../shared/with-cleanup.js'
import {BaseCommand} from '../../terminal/base-command.js'
import {jsonFlag} from '../../terminal/flags/flags.js'
import {openInBrowser} from '../../terminal/open-in-browser.js'
import {REPORT_START, renderReport} from '../../terminal/present/report/render-report.js'
import {countOf} from '../../terminal/text/format-numbers.js'
import {showText} from '../../terminal/text/show-text.js'

interface WrittenReport {
  readonly run: string
  /** Absolute. */
  readonly file: string
  /** All rejected rows of the run. */
  readonly rejects: number
  /** Those in the page: evenly taken where there are many. */
  readonly shown: number
  /** With --open alone. */
  readonly opened?: boolean
}

export default class RunsReport extends BaseCommand {
  static override summary = 'Write an HTML page about a run: totals, rows over time, rejected rows with their reasons.'
  static override description =
    'The page is self-contained and can be passed on. It contains values of rejected rows, which may be personal data.'
  static override examples = [
    '<%= config.bin %> <%= command.id %> --open',
    '<%= config.bin %> <%= command.id %> 20261123-170255-k3f9 --output report.html',
  ]
  static override args = {
    run: Args.string({ignoreStdin: true, description: 'run to report on, as listed by "runs" (default: the latest)'}),
  }
  static override flags = {
    output: Flags.string({
      description: 'file to write (default: hubspot-push-RUN.html in the current directory)',
      helpValue: 'FILE',
    }),
    open: Flags.boolean({description: 'open it in the browser'}),
    ...jsonFlag,
  }

  async run(): Promise<WrittenReport> {
    const {args, flags} = await this.parse(RunsReport)
    const store = new RunStore(this.dirs.data)
    const stored = await (args.run === undefined ? newestRun(store) : store.read(args.run))
    const {run} = stored.record
    const facts = await readReportFacts(stored, this.dirs.data)
    const file = resolve(flags.output ?? `hubspot-push-${run}.html`)
    await forbidOther(file)
    await writePage(file, renderReport(facts))
    const opened = flags.open && (await openInBrowser(file, process))
    const {count, rejects} = facts
    const shown =
      rejects.length < count ? `, ${countOf(rejects.length, 'rejected row')} of ${countOf(count, '')}`.trimEnd() : ''
    return this.present({run, file, rejects: count, shown: rejects.length, ...(flags.open && {opened})}, [
      `Run ${run} → ${showText(file)}${shown}`,
      ...(flags.open && !opened ? [`No browser could be opened here: open ${pathToFileURL(file).href}`] : []),
    ])
  }
}

/** Replaces the page of a run, and nothing else: a slip of the keyboard must not cost the rows, nor another page. */
async function forbidOther(path: string): Promise<void> {
  if (await mayReplace(path, head => head.startsWith(REPORT_START))) return
  throw new AppError(
    'USAGE',
    `${path} already exists and is not the report of a run, so it was not overwritten. Choose another name.`,
    {
      next: [addFlags(['--output', await freeName('report', 'html')])],
    },
  )
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
    throw new AppError(
      'USAGE',
      `${path} cannot be written: ${error instanceof Error ? error.message : String(error)}.`,
      {cause: error},
    )
  }
}

/** Throws AppError RUN_NOT_FOUND where there is none yet. */
async function newestRun(store: RunStore): Promise<StoredRun> {
  for await (const stored of store.newestFirst()) return stored
  throw new AppError('RUN_NOT_FOUND', 'No runs on this machine yet.', {
    next: [ours(['push', gap('FILE'), '--object', gap('OBJECT')])],
  })
}
