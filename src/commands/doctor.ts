import type {PlainStep} from '../errors/next-step.js'
import {type Diagnosis, diagnose} from '../services/doctor/diagnose.js'
import {BaseCommand} from '../terminal/base-command.js'
import {connectionFlags, jsonFlag, verboseFlag} from '../terminal/flags/flags.js'
import {completeStep} from '../terminal/next-steps/complete-step.js'
import {stepText} from '../terminal/next-steps/print-step.js'
import {presentDoctor} from '../terminal/present/present-doctor.js'

/** Scripts read steps as text. */
type DoctorJson = Omit<Diagnosis, 'findings'> & {
  readonly findings: readonly (Omit<Diagnosis['findings'][number], 'next'> & {readonly next: readonly string[]})[]
}

export default class Doctor extends BaseCommand {
  static override summary = 'Check this machine, the way to HubSpot and the login, and say what to do about each.'
  static override description =
    'Node, directories, proxy, network, clock, login, token, scopes by object, remaining limits, versions. Nothing is ' +
    'written to HubSpot. The exit code is 0, or that of the worst problem.'
  static override examples = [
    '<%= config.bin %> <%= command.id %>',
    '<%= config.bin %> <%= command.id %> --profile acme --json',
  ]
  static override flags = {...connectionFlags, ...verboseFlag, ...jsonFlag}

  async run(): Promise<DoctorJson> {
    const {flags} = await this.parse(Doctor)
    const {version, root} = this.config
    const {execPath, platform, arch, versions} = process
    const diagnosis = await diagnose({
      ...this.shortRequest(flags),
      machine: {version, program: root, node: versions.node, execPath, platform: `${platform} ${arch}`},
    })
    const findings = diagnosis.findings.map(finding => ({...finding, next: finding.next.flatMap(this.#plain)}))
    const json = {...diagnosis, findings: findings.map(each => ({...each, next: each.next.map(stepText)}))}
    return this.present(json, presentDoctor(findings, this.screen), diagnosis.exitCode)
  }

  readonly #plain = (step: Parameters<typeof completeStep>[0]): PlainStep[] => {
    const plain = completeStep(step, this.typedCommand())
    return plain === undefined ? [] : [plain]
  }
}
