import {specMessage} from '../../engines/airbyte/protocol/messages.js'
import {connectorSpec} from '../../engines/airbyte/settings/connector-spec.js'
import {ProtocolCommand} from '../../terminal/protocol-command.js'

export default class AirbyteSpec extends ProtocolCommand {
  static override summary = 'Print which settings the Airbyte destination takes, and which sync modes it has (SPEC).'
  static override description = 'Needs neither settings nor the network.'
  static override examples = ['<%= config.bin %> <%= command.id %>']

  async run(): Promise<void> {
    await this.parse(AirbyteSpec)
    this.output.message(specMessage(connectorSpec()))
    await this.end()
  }
}
