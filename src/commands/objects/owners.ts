import * as Flags from '@oclif/core/flags'
import {type OwnerSummary, readOwnersOf} from '../../objects/describe-owners.js'
import {connectAsking} from '../../services/portal/connect.js'
import {BaseCommand} from '../../terminal/base-command.js'
import {connectionFlags, jsonFlag, verboseFlag} from '../../terminal/flags/flags.js'
import {presentOwners} from '../../terminal/present/objects/present-owners.js'

export default class ObjectsOwners extends BaseCommand {
  static override summary = 'List the users whom records can belong to, with id and e-mail, also those who have left.'
  static override description =
    'Cells of an owner property contain an e-mail, a name or an id of these. Needs the scope crm.objects.owners.read.'
  static override examples = [
    '<%= config.bin %> <%= command.id %>',
    '<%= config.bin %> <%= command.id %> --search ann',
    '<%= config.bin %> <%= command.id %> --json',
  ]
  static override flags = {
    ...connectionFlags,
    ...verboseFlag,
    ...jsonFlag,
    search: Flags.string({
      description: 'show only owners whose id, e-mail or name contains this text',
      helpValue: 'TEXT',
    }),
  }

  async run(): Promise<readonly OwnerSummary[]> {
    const {flags} = await this.parse(ObjectsOwners)
    const {connection, answer} = await connectAsking(this.shortRequest(flags), hubspot =>
      readOwnersOf(hubspot, flags.search),
    )
    try {
      const owners = await answer
      return await this.presentLong(owners, presentOwners(owners, connection.account.portalId, this.screen))
    } finally {
      await connection.close()
    }
  }
}
