import * as Args from '@oclif/core/args'
import * as Flags from '@oclif/core/flags'
import {type CreatedProperty, createProperty, planProperty} from '../../objects/create-property.js'
import {connect} from '../../services/portal/connect.js'
import {defined} from '../../shared/defined.js'
import {systemClock} from '../../shared/system-clock.js'
import {BaseCommand} from '../../terminal/base-command.js'
import {connectionFlags, inGroup, jsonFlag, verboseFlag} from '../../terminal/flags/flags.js'
import {parseOption} from '../../terminal/flags/parse-values.js'
import {presentCreatedProperty} from '../../terminal/present/objects/present-object.js'

export default class ObjectsCreateProperty extends BaseCommand {
  static override summary = 'Create an ordinary property. For one that rows are matched on, see "objects create-key".'
  static override description =
    'Needs the scope crm.schemas.*.write of the object. "push --create-properties" proposes properties for the columns of a file.'
  static override examples = [
    '<%= config.bin %> <%= command.id %> CONTACT shoe_size --type number',
    '<%= config.bin %> <%= command.id %> COMPANY tier --type enumeration --option gold=Gold --option silver=Silver',
  ]
  static override args = {
    object: Args.string({ignoreStdin: true, description: 'object: a name, label or type id', required: true}),
    name: Args.string({
      ignoreStdin: true,
      description: 'internal name of the new property: a-z, 0-9 and _',
      required: true,
    }),
  }
  static override flags = {
    ...inGroup('Property', {
      label: Flags.string({
        description: 'label shown in HubSpot (default: the internal name in words)',
        helpValue: 'TEXT',
      }),
      type: Flags.option({
        options: ['string', 'number', 'bool', 'date', 'datetime', 'enumeration'] as const,
        description: 'what the property holds',
        default: 'string',
      })(),
      'field-type': Flags.string({
        description:
          'how HubSpot shows it: text, textarea, select, radio, checkbox, … (default: the usual way of its type)',
        helpValue: 'NAME',
      }),
      group: Flags.string({
        description: "group to show it in, by internal name (default: that of the object's own properties)",
        helpValue: 'NAME',
      }),
      option: Flags.custom<{value: string; label: string}>({
        description: 'an option of an enumeration, repeatable; without a label the value is shown',
        helpValue: 'VALUE[=LABEL]',
        parse: async text => parseOption(text),
        multiple: true,
        multipleNonGreedy: true,
        default: [],
        noCacheDefault: true,
      })(),
    }),
    ...inGroup('Connection', connectionFlags),
    ...inGroup('Output', {...verboseFlag, ...jsonFlag}),
  }

  async run(): Promise<CreatedProperty> {
    const {args, flags} = await this.parse(ObjectsCreateProperty)
    const {label, type, group, option: options, 'field-type': fieldType} = flags
    const connection = await connect(this.shortRequest(flags))
    try {
      const {hubspot, account} = connection
      const plan = await planProperty(hubspot, {...args, type, options, ...defined({label, fieldType, group})})
      const created = await createProperty(hubspot, plan, systemClock)
      return this.present(created, presentCreatedProperty(created, account.portalId, this.screen))
    } finally {
      await connection.close()
    }
  }
}
