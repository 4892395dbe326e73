import {runDiscover} from '../../engines/airbyte/portal/run-discover.js'
import {ProtocolCommand} from '../../terminal/protocol-command.js'

export default class AirbyteDiscover extends ProtocolCommand {
  static override summary = 'Print the objects of the portal with their keys and properties (DESTINATION_CATALOG).'
  static override examples = ['<%= config.bin %> <%= command.id %> --config config.json']
  static override flags = {...ProtocolCommand.configFlag}

  async run(): Promise<void> {
    const {flags} = await this.parse(AirbyteDiscover)
    await this.serve(ports => runDiscover(flags.config, ports))
    await this.end()
  }
}
