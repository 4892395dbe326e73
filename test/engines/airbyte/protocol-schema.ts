import {readFileSync} from 'node:fs'
import {join} from 'node:path'
import {Ajv, type ErrorObject, type ValidateFunction} from 'ajv'
import addFormats from 'ajv-formats'
import {parse} from 'yaml'
import {sharedDir} from '../../support/shared-material.js'

/** The protocol's own schema of messages; undefined without the material beside the repository. */
export const messageSchema: ValidateFunction | undefined = sharedDir === undefined ? undefined : compile(sharedDir)

function compile(directory: string): ValidateFunction {
  const ajv = new Ajv({strict: false, allErrors: true})
  addFormats.default(ajv)
  const id = 'airbyte'
  const schema = parse(readFileSync(join(directory, 'engines/airbyte_protocol.yaml'), 'utf8'))
  ajv.addSchema({...schema, $id: id})
  const validate = ajv.getSchema(`${id}#/definitions/AirbyteMessage`)
  if (validate === undefined) throw new Error('The schema of the protocol has no AirbyteMessage.')
  return validate as ValidateFunction
}

/** What is wrong with each line of an output by that schema, and by the protocol's prose. */
export function problemsOf(stdout: string): readonly string[] {
  if (!stdout.endsWith('\n') && stdout !== '') return ['the last line has no end']
  return stdout
    .split('\n')
    .slice(0, -1)
    .flatMap(line => problemsOfLine(line).map(problem => `${problem}: ${line}`))
}

function problemsOfLine(line: string): readonly string[] {
  if (messageSchema === undefined) return []
  try {
    const message: unknown = JSON.parse(line)
    return messageSchema(message) ? [] : (messageSchema.errors ?? []).map(describe)
  } catch {
    return ['not JSON']
  }
}

function describe({instancePath, message = ''}: ErrorObject): string {
  return `${instancePath} ${message}`
}
