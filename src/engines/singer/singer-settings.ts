import {readFile} from 'node:fs/promises'
import {AppError} from '../../errors/app-error.js'
import {say} from '../../errors/next-step.js'
import {errorCodeOf} from '../../shared/files/error-code.js'
import {isObject, type JsonObject} from '../../shared/json.js'
import {exactJsonOrUndefined, JsonNumber} from '../../shared/text/exact-json.js'
import {KNOWN_SETTINGS} from '../settings/read-settings.js'

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
  const config = exactJsonOrUndefined((await readText(path)).replace(/^\uFEFF/, ''))
  if (isObject(config) && !(config instanceof JsonNumber)) return config
  throw new AppError('SETTINGS_INVALID', `The configuration ${path} is not a JSON object.`, {
    next: [say(`write an object into ${path}`, 'such as {"access_token": "…"}')],
  })
}

async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    const code = errorCodeOf(error)
    const problem = code === 'ENOENT' ? 'does not exist' : `cannot be read (${code ?? 'unknown'})`
    throw new AppError(
      code === 'ENOENT' ? 'FILE_NOT_FOUND' : 'FILE_UNREADABLE',
      `The configuration ${path} ${problem}.`,
      {cause: error},
    )
  }
}
