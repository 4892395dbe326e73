import * as Flags from '@oclif/core/flags'
import {login} from '../credentials/login/login.js'
import {STORE_MEANINGS} from '../credentials/login/login-guidance.js'
import type {LoginResult} from '../credentials/login/login-ports.js'
import {openLoginPorts} from '../services/portal/open-login.js'
import {defined} from '../shared/defined.js'
import {BaseCommand} from '../terminal/base-command.js'
import {connectionFlags, jsonFlag} from '../terminal/flags/flags.js'
import {presentLogin} from '../terminal/present/present-login.js'
import * as prompts from '../terminal/questions/prompts.js'

export default class Login extends BaseCommand {
  static override summary = 'Log in to a HubSpot portal, in the browser or with a token, and save it as a profile.'
  static override examples = [
    '<%= config.bin %> <%= command.id %>',
    '<%= config.bin %> <%= command.id %> --profile acme --store file',
    '<%= config.bin %> <%= command.id %> --token-stdin < token.txt',
  ]
  static override flags = {
    ...connectionFlags,
    store: Flags.option({options: ['keychain', 'file'] as const})({
      description: `where to store the secrets. ${STORE_MEANINGS.file}. ${STORE_MEANINGS.keychain}`,
    }),
    'token-stdin': Flags.boolean({
      description: 'read a private-app token or service key from standard input, or prompt for it without echo',
    }),
    port: Flags.integer({
      description: "port of the app's redirect URL, on this machine",
      default: 8976,
      min: 1,
      max: 65_534,
      helpValue: 'N',
    }),
    browser: Flags.boolean({
      description: 'open the browser; with --no-browser, only print the address',
      default: true,
      allowNo: true,
    }),
    pkce: Flags.boolean({
      description: 'use PKCE (on by default)',
      default: true,
      allowNo: true,
    }),
    ...jsonFlag,
  }

  async run(): Promise<LoginResult> {
    const {flags} = await this.parse(Login)
    const {profile, portal, store, port} = flags
    const request = {
      ...defined({profile, portalId: portal, store}),
      tokenStdin: flags['token-stdin'],
      port,
      usePkce: flags.pkce,
      browser: flags.browser,
    }
    const place = {env: process.env, dirs: this.dirs, prompts, stdin: process.stdin}
    const result = await login(request, place, openLoginPorts(place, this.#sayOnStderr))
    return this.present(result, presentLogin(result, this.screen))
  }

  readonly #sayOnStderr = (line: string): void => {
    process.stderr.write(`${line}\n`)
  }
}
