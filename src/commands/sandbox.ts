import {join} from 'node:path'
import * as Flags from '@oclif/core/flags'
import {describeSandbox} from '../sandbox/command/describe-sandbox.js'
import {type SandboxFlags, toSandboxOptions} from '../sandbox/command/sandbox-options.js'
import {sandboxWarnings} from '../sandbox/command/sandbox-warnings.js'
import {addressOf} from '../sandbox/control/portal-options.js'
import {startSandbox} from '../sandbox/sandbox.js'
import {BaseCommand} from '../terminal/base-command.js'
import {inGroup, jsonFlag} from '../terminal/flags/flags.js'
import {writeLines} from '../terminal/output/write-output.js'
import {watchSignals} from '../terminal/signals.js'

export default class Sandbox extends BaseCommand {
  static override summary = 'Serve the sandbox, a local HubSpot simulator, on loopback for tests and scripts.'
  static override description =
    'Prints its address and credentials (with --json, on one line), then serves until Ctrl-C. ' +
    'Without --data or --memory, it serves the records of the built-in profile "sandbox". A person can look at it in a browser.'
  static override examples = [
    '<%= config.bin %> <%= command.id %>',
    '<%= config.bin %> <%= command.id %> --memory --port 8080 --faults faults.json --seed 7 --json',
    '<%= config.bin %> <%= command.id %> --memory --portal portal.json --seed-data records.jsonl --token my-token',
  ]
  static override flags = {
    ...inGroup('Serving', {
      port: Flags.integer({
        description: 'port to listen on; 0: any free port',
        default: 0,
        min: 0,
        max: 65_535,
        helpValue: 'N',
      }),
      host: Flags.string({
        description: 'address to listen on (default: 127.0.0.1); 0.0.0.0 in a container',
        helpValue: 'ADDRESS',
      }),
      token: Flags.string({description: 'token to accept (default: generated)', helpValue: 'TOKEN'}),
      scopes: Flags.string({
        description: 'what the token may do, separated by commas (default: everything)',
        helpValue: 'LIST',
      }),
      client: Flags.string({description: 'OAuth app to accept (default: generated)', helpValue: 'ID:SECRET'}),
      'no-limits': Flags.boolean({description: "turn off HubSpot's rate limits"}),
    }),
    ...inGroup('Records', {
      data: Flags.string({
        description: 'directory to store records in',
        helpValue: 'DIR',
        exclusive: ['memory', 'no-records'],
      }),
      memory: Flags.boolean({description: 'keep the records in memory only'}),
      'no-records': Flags.boolean({description: 'keep no records at all, for load tests: every row is new'}),
      portal: Flags.string({
        description: 'portal to be, from what "objects --all --json" printed (default: the default portal)',
        helpValue: 'FILE',
      }),
      'seed-data': Flags.string({
        description: 'records and links to begin with, one JSON object per line; not checked as HubSpot would',
        helpValue: 'FILE',
        exclusive: ['no-records'],
      }),
      now: Flags.string({
        description: 'time at which the clock stands; each request moves it by a millisecond',
        helpValue: 'TIME',
      }),
    }),
    ...inGroup('Faults', {
      faults: Flags.string({description: 'inject faults from this file (a JSON array of rules)', helpValue: 'FILE'}),
      latency: Flags.integer({
        description: 'delay every response by this many milliseconds',
        min: 0,
        helpValue: 'MS',
      }),
      seed: Flags.integer({description: 'seed for faults and result order', helpValue: 'N'}),
    }),
    ...inGroup('Output', jsonFlag),
  }

  async run(): Promise<void> {
    const {flags} = await this.parse(Sandbox)
    const dataDir = flags.memory || flags['no-records'] ? undefined : (flags.data ?? join(this.dirs.data, 'sandbox'))
    const asked: SandboxFlags = {
      ...{port: flags.port, host: flags.host, dataDir, token: flags.token, scopes: flags.scopes, client: flags.client},
      ...{portalFile: flags.portal, seedDataFile: flags['seed-data'], now: flags.now},
      ...{faultsFile: flags.faults, latencyMs: flags.latency, seed: flags.seed},
      limits: !flags['no-limits'],
      records: !flags['no-records'],
    }
    const stopped = untilSignal()
    const options = await toSandboxOptions(asked)
    const sandbox = await startSandbox(options)
    await writeLines(process.stderr, sandboxWarnings(options, sandbox))
    const address = addressOf(sandbox)
    await writeLines(process.stdout, this.jsonEnabled() ? [JSON.stringify(address)] : describeSandbox(address, dataDir))
    await stopped
    await sandbox.close()
  }
}

/** The first signal asks for an orderly end; the next one is Node's again and kills. */
function untilSignal(): Promise<void> {
  return new Promise(resolve => {
    const watch = watchSignals({
      stop: () => {
        watch.dispose()
        resolve()
      },
      abort: () => undefined,
    })
  })
}
