import * as Args from '@oclif/core/args'
import * as Flags from '@oclif/core/flags'
import {profileName} from '../credentials/choose-credential.js'
import {type ProfileDefaults, parseSetting, SETTINGS, settingOf} from '../credentials/store/profile-defaults.js'
import {AppError} from '../errors/app-error.js'
import {ours} from '../errors/next-step.js'
import {openCredentialStore} from '../services/portal/open-credential-store.js'
import {BaseCommand} from '../terminal/base-command.js'
import {connectionFlags, jsonFlag} from '../terminal/flags/flags.js'
import {presentDefaults} from '../terminal/present/present-login.js'

/** `config --json`. */
interface ConfigResult extends ProfileDefaults {
  readonly profile: string
}

export default class Config extends BaseCommand {
  static override summary = 'Show or change the defaults of a profile: object, portal and budget.'
  static override description =
    'They stand for --object (of push), --portal and --budget where a command has neither the flag nor, for the object, a mapping file that names one. A default portal protects from writing to any other. HubSpot is not asked. Singer and Airbyte do not use them.'
  static override usage = '<%= command.id %> [SETTING [VALUE]] [--profile NAME]'
  static override examples = [
    '<%= config.bin %> <%= command.id %>',
    '<%= config.bin %> <%= command.id %> object CONTACT',
    '<%= config.bin %> <%= command.id %> portal 12345678 --profile acme',
    '<%= config.bin %> <%= command.id %> budget --unset',
  ]
  static override args = {
    setting: Args.string({ignoreStdin: true, description: SETTINGS.join(', ')}),
    value: Args.string({ignoreStdin: true, description: 'what it is from now on'}),
  }
  static override flags = {
    profile: connectionFlags.profile,
    unset: Flags.boolean({description: 'remove this default'}),
    ...jsonFlag,
  }

  async run(): Promise<ConfigResult> {
    const {args, flags} = await this.parse(Config)
    const place = {env: process.env, dirs: this.dirs}
    const profile = profileName(place.env, flags.profile)
    const store = openCredentialStore(place)
    const change = changeOf(args, flags.unset)
    if (change !== undefined) await store.changeDefault(profile, change.name, change.value)
    const result = {profile, ...(await store.defaults(profile))}
    const only = change === undefined && args.setting !== undefined ? settingOf(args.setting) : undefined
    return this.present(result, presentDefaults(result, only, this.screen))
  }
}

interface Typed {
  readonly setting?: string | undefined
  readonly value?: string | undefined
}

interface Change {
  readonly name: string
  /** Absent: it is removed. */
  readonly value?: string | number
}

/** Undefined where the defaults are only looked at. A name that is no setting can be removed: the file may hold it. */
function changeOf({setting, value}: Typed, unset: boolean): Change | undefined {
  if (unset && (setting === undefined || value !== undefined))
    throw new AppError('USAGE', '--unset takes the name of a setting and no value.')
  if (setting === undefined) return undefined
  if (unset) return {name: setting}
  const name = settingOf(setting)
  if (name === undefined)
    throw new AppError('USAGE', `"${setting}" is not a setting: use ${SETTINGS.join(', ')}.`, {
      next: [ours(['config'])],
    })
  return value === undefined ? undefined : {name, value: parseSetting(name, value)}
}
