import * as Args from '@oclif/core/args'
import * as Flags from '@oclif/core/flags'
import {AppError} from '../../errors/app-error.js'
import {describeObject, type ObjectDetail} from '../../objects/describe-object.js'
import {describeObjects, type ObjectSummary} from '../../objects/describe-objects.js'
import {type Connection, connect} from '../../services.js'
import {BaseCommand} from '../../terminal/base-command.js'
import {connectionFlags, verboseFlag} from '../../terminal/flags.js'
import {presentObject} from '../../terminal/present/present-object.js'
import {presentObjects} from '../../terminal/present/present-objects.js'
import {presentProperty} from '../../terminal/present/present-property.js'

interface Wanted {
  readonly object: string
  readonly property?: string
  readonly search?: string
}

export default class Objects extends BaseCommand {
  static override summary = "List the portal's objects with their usable keys, or one object's properties, keys and options."
  static override examples = [
    '<%= config.bin %> <%= command.id %>',
    '<%= config.bin %> <%= command.id %> CONTACT --search city',
    '<%= config.bin %> <%= command.id %> CONTACT --property lifecyclestage',
  ]
  static override args = {object: Args.string({ignoreStdin: true, description: 'object to look into: a name, label or type id'})}
  static override flags = {
    ...connectionFlags,
    ...verboseFlag,
    property: Flags.string({description: 'only this property, with its options', helpValue: 'NAME', exclusive: ['search']}),
    search: Flags.string({description: 'only properties whose name, label or options hold this text', helpValue: 'TEXT'}),
  }

  protected override readonly takesAnyWord = true // any word may name an object

  async run(): Promise<readonly ObjectSummary[] | ObjectDetail> {
    const {args, flags} = await this.parse(Objects)
    const {property, search} = flags
    const wanted = {...(property === undefined ? {} : {property}), ...(search === undefined ? {} : {search})}
    if (args.object === undefined) refuseWithoutObject(wanted)
    const connection = await connect(this.connectRequest(flags))
    try {
      return args.object === undefined ? await this.list(connection) : await this.show(connection, {object: args.object, ...wanted})
    } finally {
      await connection.close()
    }
  }

  private async list({hubspot, account}: Connection): Promise<readonly ObjectSummary[]> {
    const overview = await describeObjects(hubspot)
    return this.present(overview.objects, presentObjects(overview, account.portalId, this.screen))
  }

  private async show({hubspot, account}: Connection, wanted: Wanted): Promise<ObjectDetail> {
    const description = await describeObject(hubspot, wanted)
    const {detail} = description
    const [only] = detail.properties
    const lines =
      wanted.property === undefined || only === undefined
        ? presentObject(description, account.portalId, this.screen)
        : presentProperty(only, detail, this.screen)
    return this.present(detail, lines)
  }
}

function refuseWithoutObject(wanted: object): void {
  const [flag] = Object.keys(wanted)
  if (flag === undefined) return
  throw new AppError('USAGE', `--${flag} looks among the properties of one object, but none is named.`, {
    next: [`hubspot-push objects CONTACT --${flag} …`, 'hubspot-push objects'],
  })
}
