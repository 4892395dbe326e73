import * as Flags from '@oclif/core/flags'
import {runWrite} from '../../engines/airbyte/write/run-write.js'
import {ProtocolCommand} from '../../terminal/protocol-command.js'

export default class AirbyteWrite extends ProtocolCommand {
  static override summary = 'Write the records of standard input to HubSpot, as an Airbyte destination.'
  static override description =
    'Each STATE is printed once everything before it is written or counted as rejected. Exits with 6 where the source did not complete a stream.'
  static override examples = [
    '<%= config.bin %> <%= command.id %> --config config.json --catalog catalog.json < messages.jsonl',
  ]
  static override flags = {
    ...ProtocolCommand.configFlag,
    catalog: Flags.string({
      description: 'the configured catalog, as Airbyte writes it',
      helpValue: 'FILE',
      required: true,
    }),
  }

  async run(): Promise<void> {
    const {flags} = await this.parse(AirbyteWrite)
    const files = {config: flags.config, catalog: flags.catalog}
    await this.end(await this.serve(ports => runWrite(files, process.stdin, ports)))
  }
}
