import * as Args from '@oclif/core/args'
import * as Flags from '@oclif/core/flags'
import {type CreatedKey, createKey, planKey} from '../../objects/create-key.js'
import {connect} from '../../services/portal/connect.js'
import {defined} from '../../shared/defined.js'
import {BaseCommand} from '../../terminal/base-command.js'
import {connectionFlags, jsonFlag, verboseFlag} from '../../terminal/flags/flags.js'
import {presentCreatedKey} from '../../terminal/present/objects/present-object.js'
import {confirmKey, forbidUnaskedKey} from '../../terminal/questions/key-questions.js'

export default class ObjectsCreateKey extends BaseCommand {
  static override summary = 'Create a property with unique values, which rows can be matched on.'
  static override description =
    'HubSpot allows ten of them per object, and uniqueness can be neither added nor removed later. Needs the scope crm.schemas.*.write of the object.'
  static override examples = ['<%= config.bin %> <%= command.id %> products external_id --label "External id"']
  static override args = {
    object: Args.string({ignoreStdin: true, description: 'name, label or type id of the object', required: true}),
    property: Args.string({
      ignoreStdin: true,
      description: 'internal name of the new property: a-z, 0-9 and _',
      required: true,
    }),
  }
  static override flags = {
    ...connectionFlags,
    ...verboseFlag,
    ...jsonFlag,
    label: Flags.string({
      description: 'label shown in HubSpot (default: the internal name in words)',
      helpValue: 'TEXT',
    }),
    yes: Flags.boolean({char: 'y', description: 'do not ask for confirmation; required without a terminal'}),
  }

  async run(): Promise<CreatedKey> {
    const {args, flags} = await this.parse(ObjectsCreateKey)
    const mayAsk = !this.jsonEnabled()
    if (!flags.yes) forbidUnaskedKey(mayAsk)
    const connection = await connect(this.shortRequest(flags))
    try {
      const {hubspot, account} = connection
      const plan = await planKey(hubspot, {...args, ...defined({label: flags.label})})
      if (!flags.yes) await confirmKey(plan, account.portalId)
      const created = await createKey(hubspot, plan)
      return this.present(created, presentCreatedKey(created, account.portalId, this.screen))
    } finally {
      await connection.close()
    }
  }
}
