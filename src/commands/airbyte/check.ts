import {runCheck} from '../../engines/airbyte/portal/run-check.js'
import {ProtocolCommand} from '../../terminal/protocol-command.js'

export default class AirbyteCheck extends ProtocolCommand {
  static override summary = 'Check the login and every stream of an Airbyte configuration (CONNECTION_STATUS).'
  static override description =
    'Names what is wrong and what to do: a scope per object, an unknown key or property. Writes nothing to HubSpot. Exits with 0 also where the check failed.'
  static override examples = ['<%= config.bin %> <%= command.id %> --config config.json']
  static override flags = {...ProtocolCommand.configFlag}

  async run(): Promise<void> {
    const {flags} = await this.parse(AirbyteCheck)
    await this.serve(ports => runCheck(flags.config, ports))
    await this.end()
  }
}
