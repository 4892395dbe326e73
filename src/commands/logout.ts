import {type LogoutResult, logout} from '../credentials/login/logout.js'
import {openLogoutPorts} from '../services/portal/open-login.js'
import {defined} from '../shared/defined.js'
import {BaseCommand} from '../terminal/base-command.js'
import {connectionFlags, jsonFlag} from '../terminal/flags/flags.js'
import {presentLogout} from '../terminal/present/present-login.js'

export default class Logout extends BaseCommand {
  static override summary = 'Delete a saved login, and end it in HubSpot if HubSpot can be reached.'
  static override examples = [
    '<%= config.bin %> <%= command.id %>',
    '<%= config.bin %> <%= command.id %> --profile acme',
  ]
  static override flags = {...connectionFlags, ...jsonFlag}

  async run(): Promise<LogoutResult> {
    const {flags} = await this.parse(Logout)
    const {profile, portal} = flags
    const request = defined({profile, portalId: portal})
    const place = {env: process.env, dirs: this.dirs}
    const result = await logout(request, place.env, openLogoutPorts(place))
    return this.present(result, presentLogout(result, this.screen))
  }
}
