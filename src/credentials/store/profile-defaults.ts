import {AppError} from '../../errors/app-error.js'
import {gap, ours} from '../../errors/next-step.js'
import {isObject} from '../../shared/json.js'
import {parsePercent} from '../../shared/parse-percent.js'

/** What a profile's commands use where a flag does not say it. */
export interface ProfileDefaults {
  readonly object?: string
  /** The only portal that may be asked. */
  readonly portal?: number
  /** `50%` */
  readonly budget?: string
}

/** A flag that a default stands for, and its value as it would be typed. */
export type DefaultFlag = readonly [flag: string, value: string]

export type Setting = keyof ProfileDefaults

export const SETTINGS = ['object', 'portal', 'budget'] as const satisfies readonly Setting[]

/** Undefined for what is not a setting. */
export function settingOf(name: string): Setting | undefined {
  return SETTINGS.find(setting => setting === name)
}

/** Of each setting: whether a value of config.json is one, and what it would have to be. */
const VALUES: Readonly<Record<Setting, {readonly fits: (value: unknown) => boolean; readonly must: string}>> = {
  object: {
    fits: value => typeof value === 'string' && /^[^\s-][^\p{Cc}]{0,199}$/u.test(value),
    must: 'the name of an object, such as CONTACT',
  },
  portal: {
    fits: value => typeof value === 'number' && Number.isSafeInteger(value) && value > 0,
    must: 'the number of a portal, such as 12345678',
  },
  budget: {
    fits: value => typeof value === 'string' && parsePercent(value) !== undefined,
    must: 'a share such as 50%: more than 0% and at most 100%',
  },
}

/** What was typed, as config.json holds it. Throws AppError USAGE. */
export function parseSetting(setting: Setting, text: string): string | number {
  const value = setting === 'portal' && /^\d{1,15}$/.test(text) ? Number(text) : text.trim()
  if (VALUES[setting].fits(value)) return value
  throw new AppError('USAGE', `"${text}" cannot be the default ${setting}: it must be ${VALUES[setting].must}.`)
}

/** Throws AppError USAGE, with the file, for a name or a value that is none: a slip must not leave a guard out. */
export function parseDefaults(stored: unknown, {path, profile}: {path: string; profile: string}): ProfileDefaults {
  if (!isObject(stored)) throw unusable(path, profile, 'its defaults are not an object')
  for (const [name, value] of Object.entries(stored)) {
    const setting = settingOf(name)
    const command = ['config', name, '--profile', profile]
    if (setting === undefined)
      throw unusable(path, profile, `"${name}" is not a setting: use ${SETTINGS.join(', ')}`, [...command, '--unset'])
    if (!VALUES[setting].fits(value))
      throw unusable(path, profile, `${setting} must be ${VALUES[setting].must}, not ${JSON.stringify(value)}`, [
        'config',
        setting,
        gap('VALUE'),
        ...command.slice(2),
      ])
  }
  return stored
}

function unusable(path: string, profile: string, why: string, command?: Parameters<typeof ours>[0]): AppError {
  return new AppError('USAGE', `The defaults of profile ${profile} in ${path} cannot be used: ${why}.`, {
    next: command === undefined ? [] : [ours(command)],
  })
}
