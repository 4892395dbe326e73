import * as Flags from '@oclif/core/flags'
import {login} from '../credentials/login/login.js'
import {STORE_MEANINGS} from '../credentials/login/login-guidance.js'
import type {LoginResult} from '../credentials/login/login-ports.js'
import {openLoginPorts} from '../services/portal/open-login.js'
import {defined} from '../shared/defined.js'
import {BaseCommand} from '../terminal/base-command.js'
import {connectionFlags, inGroup, jsonFlag} from '../terminal/flags/flags.js'
import {presentLogin} from '../terminal/present/present-login.js'
import * as prompts from '../terminal/questions/prompts.js'

/** What only a login in the browser knows. */
const browserFlags = {
  browser: Flags.boolean({
    description: 'log in through the browser, without being asked; with --no-browser, only print the address',
    default: true,
    allowNo: true,
  }),
  scope: Flags.string({
    description: 'also request this optional scope, which the app must list',
    helpValue: 'SCOPE',
    multiple: true,
    multipleNonGreedy: true,
  }),
  port: Flags.integer({
    description: "port of the app's redirect URL, on this machine",
    default: 8976,
    min: 1,
    max: 65_534,
    helpValue: 'N',
  }),
  pkce: Flags.boolean({
    description: 'use PKCE (on by default)',
    default: true,
    allowNo: true,
  }),
}

export default class Login extends BaseCommand {
  static override summary = 'Log in to a HubSpot portal, in the browser or with a token, and save it as a profile.'
  static override examples = [
    '<%= config.bin %> <%= command.id %>',
    '<%= config.bin %> <%= command.id %> --profile acme --store file',
    '<%= config.bin %> <%= command.id %> --token-stdin < token.txt',
  ]
  static override flags = {
    ...inGroup('Login', {
      ...connectionFlags,
      store: Flags.option({options: ['keychain', 'file'] as const})({
        description: `where to store the secrets. ${STORE_MEANINGS.file}. ${STORE_MEANINGS.keychain}`,
      }),
      'token-stdin': Flags.boolean({
        description: 'read a private-app token or service key from standard input, or prompt for it without echo',
      }),
    }),
    ...inGroup('Browser', browserFlags),
    ...inGroup('Output', jsonFlag),
  }

  async run(): Promise<LoginResult> {
    const {flags, metadata} = await this.parse(Login)
    const {profile, portal, store, port, scope: scopes} = flags
    const request = {
      ...defined({profile, portalId: portal, store, scopes}),
      tokenStdin: flags['token-stdin'],
      port,
      usePkce: flags.pkce,
      browser: flags.browser,
      isBrowserMeant: isTyped(flags, metadata.flags, Object.keys(browserFlags)),
    }
    const place = {env: process.env, dirs: this.dirs, prompts, stdin: process.stdin}
    const result = await login(request, place, openLoginPorts(place, this.#sayOnStderr))
    return this.present(result, presentLogin(result, this.screen))
  }

  readonly #sayOnStderr = (line: string): void => {
    process.stderr.write(`${line}\n`)
  }
}

/** Whether one of the flags was given, and not only its default. */
function isTyped(
  flags: Readonly<Record<string, unknown>>,
  metadata: Readonly<Record<string, {setFromDefault?: boolean} | undefined>>,
  names: readonly string[],
): boolean {
  return names.some(name => flags[name] !== undefined && metadata[name]?.setFromDefault !== true)
}
