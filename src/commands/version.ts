import {BaseCommand} from '../terminal/base-command.js'
import {jsonFlag} from '../terminal/flags/flags.js'

interface Versions {
  readonly version: string
  readonly node: string
  readonly platform: string
}

export default class Version extends BaseCommand {
  static override summary = 'Show the version of this program, of Node and of the platform.'
  static override examples = ['<%= config.bin %> <%= command.id %>', '<%= config.bin %> <%= command.id %> --json']
  static override flags = {...jsonFlag}

  async run(): Promise<Versions> {
    await this.parse(Version)
    const {version, platform, arch, userAgent} = this.config
    return this.present({version, node: process.versions.node, platform: `${platform}-${arch}`}, [userAgent])
  }
}
