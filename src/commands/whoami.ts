import {type WhoAmI, whoami} from '../credentials/login/whoami.js'
import {connect, identityOf} from '../services/portal/connect.js'
import {BaseCommand} from '../terminal/base-command.js'
import {connectionFlags, jsonFlag, verboseFlag} from '../terminal/flags/flags.js'
import {presentWhoAmI} from '../terminal/present/present-login.js'

export default class Whoami extends BaseCommand {
  static override summary =
    'Show the portal, the login in use, its scopes and what they allow, and the remaining limits.'
  static override examples = [
    '<%= config.bin %> <%= command.id %>',
    '<%= config.bin %> <%= command.id %> --profile acme --json',
  ]
  static override flags = {...connectionFlags, ...verboseFlag, ...jsonFlag}

  async run(): Promise<WhoAmI> {
    const {flags} = await this.parse(Whoami)
    const connection = await connect(this.shortRequest(flags))
    try {
      const who = await whoami(identityOf(connection))
      return await this.present(who, presentWhoAmI(who, this.screen))
    } finally {
      await connection.close()
    }
  }
}
