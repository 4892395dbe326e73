import * as Args from '@oclif/core/args'
import * as Flags from '@oclif/core/flags'
import {AppError} from '../../errors/app-error.js'
import {gap, ours} from '../../errors/next-step.js'
import type {PushSummary} from '../../push/run/push-summary.js'
import {countDecided} from '../../rejects/fix/count-decided.js'
import type {FixCase} from '../../rejects/fix/fix-case.js'
import {decideRows, type FixDecision, type FixDecisions} from '../../rejects/fix/fix-row.js'
import {NOTHING_SENT, type NothingSent, nothingLeft} from '../../services/retry/nothing-left.js'
import {openFix} from '../../services/retry/open-fix.js'
import {retryRejects} from '../../services/retry/retry-rejects.js'
import {defined} from '../../shared/defined.js'
import {BaseCommand} from '../../terminal/base-command.js'
import {connectionFlags, maxWaitFlag, outputFlags, waitLockFlag} from '../../terminal/flags/flags.js'
import {writeLines} from '../../terminal/output/write-output.js'
import {presentPush} from '../../terminal/present/present-push.js'
import {presentDecisions} from '../../terminal/present/rejects/present-rejects.js'
import {askDecision} from '../../terminal/questions/fix-questions.js'
import {askConfirm, canAsk} from '../../terminal/questions/prompts.js'
import {watchRun} from '../../terminal/watch-run.js'

export default class RejectsFix extends BaseCommand {
  static override enableJsonFlag = false
  static override summary =
    'Walk through the rejected rows of a run on a terminal: choose, replace, drop or skip, then send them.'
  static override description =
    'Rows that share a value and a reason are asked about once. Nothing is written before you confirm the last question; dropped rows are never sent, skipped rows stay rejected.'
  static override examples = [
    '<%= config.bin %> <%= command.id %>',
    '<%= config.bin %> <%= command.id %> --code INVALID_OPTION',
  ]
  static override args = {
    run: Args.string({ignoreStdin: true, description: 'run to use (default: the latest run with rejected rows left)'}),
  }
  static override flags = {
    code: Flags.string({description: 'only rows rejected for this reason', helpValue: 'CODE'}),
    ...connectionFlags,
    ...waitLockFlag,
    ...maxWaitFlag,
    ...outputFlags,
  }

  async run(): Promise<PushSummary | NothingSent> {
    const {args, flags} = await this.parse(RejectsFix)
    if (!canAsk()) {
      throw new AppError('USAGE', '"rejects fix" is interactive and needs a terminal.', {
        next: [ours(['rejects', 'export', '--output', gap('FILE')])],
      })
    }
    const nothing = await nothingLeft(this.dirs.data, defined({run: args.run, code: flags.code}))
    if (nothing !== undefined) return this.present(NOTHING_SENT, [nothing])
    const request = {...this.connectRequest(flags), ...defined({code: flags.code})}
    const {stored, mapping, cases, rows, beyond} = await openFix({...request, ...defined({run: args.run})})
    const {run} = stored.record
    const decisions = await askDecisions(cases)
    if (decisions.size === 0)
      throw new AppError('CANCELLED', 'Nothing was decided, so nothing was sent.', {
        next: [ours(['rejects', run])],
      })
    await writeLines(process.stderr, presentDecisions(countDecided(cases, rows, decisions)))
    if (beyond > 0)
      await writeLines(process.stderr, [
        `  ${beyond} more rows have other values: hubspot-push rejects export ${run} --output FILE`,
      ])
    if (!(await askConfirm({message: 'Send them now?', flag: '--yes'})))
      throw new AppError('CANCELLED', 'Cancelled. Nothing was written.')
    const retry = {
      ...request,
      run,
      retryCommand: (name: string) => ours(['rejects', 'fix', name]),
      decide: decideRows(decisions, mapping),
      version: this.config.version,
      waitLockMs: flags['wait-lock'],
      maxWaitMs: flags['max-wait'],
    }
    const summary = await watchRun({...flags, yes: true, json: false}, ports => retryRejects(retry, ports))
    return this.present(summary, presentPush(summary, this.screen), summary.exitCode)
  }
}

async function askDecisions(cases: readonly FixCase[]): Promise<FixDecisions> {
  const decisions = new Map<string, FixDecision>()
  for (const [index, fixCase] of cases.entries()) {
    const decision = await askDecision(fixCase, {number: index + 1, of: cases.length})
    if (decision === 'stop') break
    if (decision !== 'skip') decisions.set(fixCase.name, decision)
  }
  return decisions
}
