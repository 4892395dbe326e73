import type {JsonObject} from '../../shared/json.js'
import {EXAMPLE, parseConfig} from '../settings/parse-config.js'
import {KNOWN_SETTINGS} from '../settings/read-settings.js'
import {readText} from '../settings/read-text.js'

/** Stands for the variables of the environment, where the path of a file would be. */
const FROM_ENV = 'ENV'
const PREFIX = 'TARGET_HUBSPOT_PUSH_'

/**
 * What `--config` names, one after the other: of a setting that several have, the last one counts. Throws AppError
 * FILE_NOT_FOUND, FILE_UNREADABLE, SETTINGS_INVALID; quotes nothing of a file, which holds secrets.
 */
export async function readConfigs(paths: readonly string[], env: NodeJS.ProcessEnv): Promise<JsonObject> {
  const configs: JsonObject[] = []
  for (const path of paths) configs.push(path === FROM_ENV ? fromEnvironment(env) : await fromFile(path))
  return Object.fromEntries(configs.flatMap(config => Object.entries(config)))
}

function fromEnvironment(env: NodeJS.ProcessEnv): JsonObject {
  return Object.fromEntries(
    KNOWN_SETTINGS.flatMap(name => {
      const value = env[PREFIX + name.toUpperCase()] ?? ''
      return value === '' ? [] : [[name, value]]
    }),
  )
}

async function fromFile(path: string): Promise<JsonObject> {
  return parseConfig(await readText(path, 'The configuration'), `The configuration ${path}`, EXAMPLE)
}
