import * as Flags from '@oclif/core/flags'
import {type SavedLogin, savedLogins} from '../credentials/login/saved-logins.js'
import {type WhoAmI, whoami} from '../credentials/login/whoami.js'
import {DEFAULT_PROFILE} from '../credentials/store/profile.js'
import {connect, identityOf} from '../services/portal/connect.js'
import {openCredentialStore} from '../services/portal/open-credential-store.js'
import {BaseCommand} from '../terminal/base-command.js'
import {connectionFlags, jsonFlag, verboseFlag} from '../terminal/flags/flags.js'
import {presentSavedLogins, presentWhoAmI} from '../terminal/present/present-login.js'

export default class Whoami extends BaseCommand {
  static override summary =
    'Show the portal, the login in use, its scopes and what they allow, and the remaining limits.'
  static override examples = [
    '<%= config.bin %> <%= command.id %>',
    '<%= config.bin %> <%= command.id %> --profile acme --json',
    '<%= config.bin %> <%= command.id %> --all',
  ]
  static override flags = {
    ...connectionFlags,
    all: Flags.boolean({description: 'list all saved logins; HubSpot is not asked', exclusive: ['profile', 'portal']}),
    ...verboseFlag,
    ...jsonFlag,
  }

  async run(): Promise<WhoAmI | readonly SavedLogin[]> {
    const {flags} = await this.parse(Whoami)
    if (flags.all) return this.#list()
    const connection = await connect(this.shortRequest(flags))
    try {
      const who = await whoami(identityOf(connection))
      return await this.present(who, presentWhoAmI(who, this.screen))
    } finally {
      await connection.close()
    }
  }

  async #list(): Promise<readonly SavedLogin[]> {
    const {env} = process
    const store = openCredentialStore({env, dirs: this.dirs})
    const logins = savedLogins(await store.list(), env['HUBSPOT_PUSH_PROFILE'] ?? DEFAULT_PROFILE)
    return this.present(logins, presentSavedLogins(logins, this.screen))
  }
}
